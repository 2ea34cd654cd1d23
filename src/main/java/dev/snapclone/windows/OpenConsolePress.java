package dev.snapclone.windows;

import dev.snapclone.access.Role;
import dev.snapclone.audit.AuditEvent;
import dev.snapclone.audit.AuditLog;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.ConsoleLink;
import dev.snapclone.cloud.Instance;
import dev.snapclone.command.Button;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.JobPress;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.request.CloneChoice;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code Open console}: makes a link to the clone's console for the person who pressed. Links
 * expire after ten minutes, so it is made on demand. Anyone who has it controls the console, so it
 * must not get into the audit or a log.
 */
public final class OpenConsolePress implements JobPress {
  public static final String NAME = "open-console";

  /** The button that is the link itself. */
  static final String LINK = "console-link";

  /** The button with the link through the tunnel. */
  static final String TUNNEL = "console-tunnel";

  /** The button that leads to the web interface. */
  static final String PAGE = "console-page";

  /** Nova's default for {@code [consoleauth] token_ttl}; a cloud does not report its own. */
  private static final Duration LINK_LIVES = Duration.ofMinutes(10);

  private final Clouds clouds;
  private final AuditLog audit;
  private final InstantSource clock;
  private final Map<String, ConsoleHint> hints;
  private final CloneChoice choice;

  /**
   * @param audit receives an entry for every link
   * @param hints other ways to the console, by the bot's name for the cloud
   * @param choice of one of several clones
   */
  public OpenConsolePress(
      Clouds clouds,
      AuditLog audit,
      InstantSource clock,
      Map<String, ConsoleHint> hints,
      CloneChoice choice) {
    this.choice = choice;
    this.clouds = clouds;
    this.audit = audit;
    this.clock = clock;
    this.hints = Map.copyOf(hints);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Role roleForOthers() {
    return Role.APPROVER;
  }

  @Override
  public Reply press(Invocation invocation, Job job) {
    CloneMade clone = CloneMade.several(job) ? choice.of(invocation, job) : CloneNow.required(job);
    Cloud cloud = CloneNow.cloud(clouds, clone);
    requireConsole(CloneNow.instance(cloud, clone));
    ConsoleLink link;
    try {
      link = cloud.consoleLink(clone.copy().id());
    } catch (CloudException failed) {
      record(invocation, clone, "failed");
      throw explained(failed, clone);
    }
    record(invocation, clone, "ok");
    return answer(clone, link.url());
  }

  @Override
  public Optional<Reply> later(Invocation press, Job job) {
    return CloneNow.deleted(job);
  }

  private Reply answer(CloneMade clone, String url) {
    ConsoleHint hint = hints.getOrDefault(clone.cloud(), ConsoleHint.NONE);
    List<Text> lines = new ArrayList<>();
    List<Button> buttons = new ArrayList<>();
    lines.add(Text.of("windows.console.private", Arg.time(clock.instant().plus(LINK_LIVES))));
    buttons.add(new Button(LINK, url, Button.Style.LINK));
    ConsoleHint.Tunnel tunnel = hint.tunnel(url);
    if (tunnel != null) {
      lines.add(Text.of("windows.console.tunnel", Arg.code(tunnel.command())));
      buttons.add(new Button(TUNNEL, tunnel.url(), Button.Style.LINK));
    }
    String page = hint.pageOf(clone.copy().id());
    if (page != null) {
      lines.add(Text.of("windows.console.page"));
      buttons.add(new Button(PAGE, page, Button.Style.LINK));
    }
    if (tunnel == null && page == null) {
      lines.add(Text.of("windows.console.blocked"));
    }
    return new Reply(
        Reply.Tone.SUCCESS,
        Text.of("windows.console.ready", Arg.name(clone.copy().name())),
        lines,
        buttons,
        null,
        null);
  }

  private static void requireConsole(Instance instance) {
    Arg name = Arg.name(instance.name());
    switch (instance.state().status()) {
      case "BUILD" -> throw refused("building", name);
      // Nova makes a link even for a stopped instance, but it shows nothing
      case "SHUTOFF", "SUSPENDED", "SHELVED", "SHELVED_OFFLOADED" ->
          throw new ExplainedFailure(
              Text.of("windows.console.stopped", name, Arg.code(instance.state().status())),
              Text.of("windows.console.stopped-next"));
      case "ERROR" -> throw refused("error", name);
      default -> {}
    }
  }

  private static RuntimeException explained(CloudException failed, CloneMade clone) {
    return failed.kind() == CloudException.Kind.CONFLICT
        ? refused("building", Arg.name(clone.copy().name()))
        : failed;
  }

  private static ExplainedFailure refused(String key, Arg name) {
    return new ExplainedFailure(
        Text.of("windows.console." + key, name), Text.of("windows.console." + key + "-next"));
  }

  private void record(Invocation invocation, CloneMade clone, String result) {
    audit.append(
        new AuditEvent(
            clock.instant(),
            invocation.actor().id(),
            invocation.actor().name(),
            invocation.place().guild(),
            "console.open",
            clone.copy().id(),
            result,
            Map.of("cloud", clone.cloud(), "job", clone.job())));
  }
}
