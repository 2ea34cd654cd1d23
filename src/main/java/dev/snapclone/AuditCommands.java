package dev.snapclone;

import dev.snapclone.app.Launch;
import dev.snapclone.audit.AuditAnchor;
import dev.snapclone.audit.AuditFormat;
import dev.snapclone.audit.AuditTimes;
import dev.snapclone.config.Settings;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code snapclone audit …}: looks into the audit, beside a running bot too. */
@Command(name = "audit", description = "Verifies or exports the audit.")
final class AuditCommands implements Runnable {
  private final Launch launch;
  private final WithSettings withSettings;
  private final InstantSource clock;

  @Spec private @Nullable CommandSpec spec;

  /** Reads the configuration, says what is wrong with it, or goes on. */
  @FunctionalInterface
  interface WithSettings {
    int run(@Nullable Path config, Function<Settings, Integer> then);
  }

  AuditCommands(Launch launch, WithSettings withSettings, InstantSource clock) {
    this.launch = launch;
    this.withSettings = withSettings;
    this.clock = clock;
  }

  @Override
  public void run() {
    throw wrong("Say what to do: verify or export");
  }

  @Command(
      name = "verify",
      description = "Says whether any row was changed, removed or moved; exit 1 when so.")
  int verify(
      @Option(names = "--config", paramLabel = "FILE", description = "The configuration file.")
          @Nullable Path config,
      @Option(
              names = "--anchor",
              paramLabel = "NUMBER:HASH",
              description = "A row that was noted down before; may be given often.")
          @Nullable List<String> anchors) {
    List<AuditAnchor> given = new ArrayList<>();
    for (String anchor : anchors == null ? List.<String>of() : anchors) {
      given.add(
          AuditAnchor.parse(anchor)
              .orElseThrow(() -> wrong("--anchor must be NUMBER:HASH as verify prints it")));
    }
    return withSettings.run(config, settings -> launch.auditVerify(settings, given));
  }

  @Command(name = "export", description = "Writes the audit to standard output, oldest row first.")
  int export(
      @Option(names = "--config", paramLabel = "FILE", description = "The configuration file.")
          @Nullable Path config,
      @Option(
              names = "--format",
              paramLabel = "jsonl|csv",
              defaultValue = "jsonl",
              description = "jsonl (the default) or csv.")
          String format,
      @Option(
              names = "--since",
              paramLabel = "TIME",
              description = "From then on: 7d, 24h, 2026-11-22 or 2026-11-22T10:00:00Z.")
          @Nullable String since,
      @Option(names = "--until", paramLabel = "TIME", description = "Before then.")
          @Nullable String until) {
    AuditFormat as =
        AuditFormat.named(format).orElseThrow(() -> wrong("--format must be jsonl or csv"));
    Instant from = time("--since", since);
    Instant to = time("--until", until);
    return withSettings.run(config, settings -> launch.auditExport(settings, as, from, to));
  }

  private @Nullable Instant time(String option, @Nullable String given) {
    return given == null
        ? null
        : AuditTimes.parse(given, clock.instant())
            .orElseThrow(
                () -> wrong(option + " must be like 7d, 24h, 2026-11-22 or 2026-11-22T10:00:00Z"));
  }

  private ParameterException wrong(String what) {
    if (spec == null) {
      throw new IllegalStateException("picocli gives the specification before it runs a command");
    }
    return new ParameterException(spec.commandLine(), what);
  }
}
