package dev.snapclone.app;

import dev.snapclone.access.Ids;
import dev.snapclone.access.Rule;
import dev.snapclone.access.RuleBook;
import dev.snapclone.approval.PolicyText;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.config.CloudSettings;
import dev.snapclone.config.DiscordSettings;
import dev.snapclone.config.HostPort;
import dev.snapclone.config.Settings;
import dev.snapclone.i18n.Messages;
import dev.snapclone.i18n.PlainText;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reports, line by line, what works, what does not and how to fix it: storage, Discord, each cloud.
 * Creates nothing in a cloud.
 */
public final class Check {
  private final Settings settings;
  private final StorageProbe storage;
  private final @Nullable DiscordProbe discord;
  private final Clouds clouds;
  private final CheckReport report;

  /**
   * @param discord null when there is no token
   */
  public Check(
      Settings settings,
      StorageProbe storage,
      @Nullable DiscordProbe discord,
      Clouds clouds,
      Messages messages,
      PrintStream out) {
    this.settings = settings;
    this.storage = storage;
    this.discord = discord;
    this.clouds = clouds;
    this.report = new CheckReport(new PlainText(messages, Locale.ENGLISH), out);
  }

  /**
   * Runs all checks.
   *
   * @return the number of problems
   */
  public int run() {
    report.works("configuration", Text.of("check.config.ok", Arg.number(settings.clouds().size())));
    checkOps();
    checkPolicy();
    checkStorage();
    checkDiscord();
    for (CloudSettings cloud : settings.clouds()) {
      new CheckCloud(report, cloud, clouds.named(cloud.name())).run();
    }
    new CheckWebhooks(report, settings).run();
    report.total();
    return report.problems();
  }

  private void checkPolicy() {
    RuleBook book = settings.approvals().ruleBook();
    PolicyText.of(book).forEach(line -> report.works("policy", line));
    for (RuleBook.Shadowed shadowed : book.shadowed()) {
      report.warning(
          "policy",
          Text.of(
              "check.policy.shadowed",
              Arg.number(shadowed.rule() + 1L),
              Arg.name(book.rules().get(shadowed.rule()).name()),
              Arg.number(shadowed.by() + 1L),
              Arg.name(book.rules().get(shadowed.by()).name())),
          Text.of("check.policy.shadowed.mend"));
    }
    channelsByName();
  }

  /** Anybody who may create a channel can reuse the name of one that has rights. */
  private void channelsByName() {
    Map<String, Collection<String>> named = new LinkedHashMap<>();
    named.put("access.channels", settings.access().channels());
    named.put("access.per-channel", settings.access().scopes().channels().keySet());
    for (Rule rule : settings.approvals().rules()) {
      named.put("approvals.rules, " + rule.name() + ", ask", rule.ask().channels());
    }
    named.forEach(
        (key, channels) ->
            channels.stream()
                .filter(channel -> !Ids.isId(channel))
                .sorted()
                .forEach(
                    channel ->
                        report.warning(
                            "policy",
                            Text.of("check.policy.channel-name", Arg.code(key), Arg.name(channel)),
                            Text.of("check.policy.channel-name.mend"))));
  }

  /** Warns even when intended: health and metrics need no login. */
  private void checkOps() {
    InetSocketAddress address = HostPort.parse(settings.opsAddress()).socketAddress();
    if (!address.isUnresolved() && !address.getAddress().isLoopbackAddress()) {
      report.warning(
          "ops",
          Text.of("check.ops.open", Arg.code(settings.opsAddress())),
          Text.of("check.ops.open.mend"));
    }
  }

  private void checkStorage() {
    String url = settings.host().storage().url();
    boolean h2 = url.startsWith("jdbc:h2:");
    String step = "check.storage.open.failed";
    try {
      String what = storage.open();
      step = "check.storage.write.failed";
      storage.write();
      report.works("storage", Text.of("check.storage.ok", Arg.plain(what), Arg.code(url)));
    } catch (RuntimeException e) {
      report.problem(
          "storage",
          Text.of(step, Arg.code(url), Arg.quote(CheckReport.reason(e))),
          Text.of(h2 ? "check.storage.mend.h2" : "check.storage.mend.postgresql"));
    }
  }

  private void checkDiscord() {
    DiscordSettings wanted = settings.discord();
    if (wanted == null || discord == null) {
      report.problem(
          "discord", Text.of("check.discord.token.none"), Text.of("check.discord.token.mend"));
      return;
    }
    new CheckDiscord(report, settings, wanted, discord).run();
  }
}
