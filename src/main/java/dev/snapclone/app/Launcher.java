package dev.snapclone.app;

import ch.qos.logback.classic.Level;
import dev.snapclone.audit.AuditAnchor;
import dev.snapclone.audit.AuditFormat;
import dev.snapclone.config.DiscordSettings;
import dev.snapclone.config.Settings;
import dev.snapclone.i18n.Messages;
import dev.snapclone.i18n.PlainText;
import dev.snapclone.openstack.OpenStackClouds;
import dev.snapclone.openstack.OpenStackTimings;
import dev.snapclone.sandbox.openstack.CloudSandboxOptions;
import dev.snapclone.windows.TcpReachability;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The real {@link Launch}. */
public final class Launcher implements Launch {
  private final PrintStream out;
  private final PrintStream err;
  private final InstantSource clock;

  /**
   * @param out for answers
   * @param err for problems
   */
  public Launcher(PrintStream out, PrintStream err, InstantSource clock) {
    this.out = out;
    this.err = err;
    this.clock = clock;
  }

  @Override
  public int run(Settings settings, StopSignal stop) {
    return new RunningBot(out, err, stop)
        .run(() -> new Application(settings, new TcpReachability(), clock));
  }

  @Override
  public int demo(int port, StopSignal stop) {
    try {
      return new Demo(out, clock).run(port, stop);
    } catch (RuntimeException e) {
      return StartFailure.tell(e, err);
    }
  }

  @Override
  public int tour() {
    muteLog();
    try {
      return new Tour(out, clock, CloudSandboxOptions.demo()).play();
    } catch (RuntimeException e) {
      return StartFailure.tell(e, err);
    }
  }

  @Override
  public int check(Settings settings) {
    muteLog();
    Redaction.redactInLog(settings);
    DiscordSettings chat = settings.discord();
    try (StorageTrial storage = new StorageTrial(settings.host().storage(), clock);
        DiscordLook discord = chat == null ? null : new DiscordLook(chat);
        OpenStackClouds openstack =
            OpenStackClouds.open(
                settings.clouds(),
                OpenStackTimings.usual(),
                clock,
                null,
                settings.host().proxy())) {
      Check check = new Check(settings, storage, discord, openstack.clouds(), Messages.load(), out);
      return check.run() == 0 ? 0 : 1;
    }
  }

  @Override
  public void checkDiscord(Settings settings) {
    muteLog();
    Redaction.redactInLog(settings);
    DiscordSettings chat = Objects.requireNonNull(settings.discord(), "discord");
    try (DiscordLook discord = new DiscordLook(chat)) {
      CheckReport report = new CheckReport(new PlainText(Messages.load(), Locale.ENGLISH), out);
      new CheckDiscord(report, settings, chat, discord).run();
    }
  }

  @Override
  public int auditVerify(Settings settings, List<AuditAnchor> anchors) {
    muteLog();
    return new AuditDesk(out, err, clock).verify(settings, anchors);
  }

  @Override
  public int auditExport(
      Settings settings, AuditFormat format, @Nullable Instant since, @Nullable Instant until) {
    muteLog();
    return new AuditDesk(out, err, clock).export(settings, format, since, until);
  }

  /** Silences the log, so that only the answers are printed. */
  private static void muteLog() {
    if (System.getenv("SNAPCLONE_LOG_LEVEL") == null
        && LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)
            instanceof ch.qos.logback.classic.Logger root) {
      root.setLevel(Level.WARN);
      for (String chatty : List.of("net.dv8tion.jda", "dev.snapclone")) {
        root.getLoggerContext().getLogger(chatty).setLevel(Level.WARN);
      }
    }
  }
}
