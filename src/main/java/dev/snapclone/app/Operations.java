package dev.snapclone.app;

import dev.snapclone.cloud.Abilities;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.config.HostPort;
import dev.snapclone.config.OpsSettings;
import dev.snapclone.discord.DiscordBot;
import dev.snapclone.job.BackgroundThreads;
import dev.snapclone.job.JobListener;
import dev.snapclone.job.Jobs;
import dev.snapclone.storage.Database;
import dev.snapclone.telemetry.JobMetrics;
import dev.snapclone.telemetry.Metrics;
import dev.snapclone.telemetry.OpsServer;
import dev.snapclone.telemetry.Probe;
import dev.snapclone.telemetry.ProbeResult;
import dev.snapclone.telemetry.Readiness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Health, readiness and metrics of one bot. */
final class Operations implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(Operations.class);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Changes within this time cause one count of open jobs. */
  private static final Duration GATHER = Duration.ofSeconds(1);

  private final Metrics metrics = new Metrics();
  private final ExecutorService counting = BackgroundThreads.pool("job-metrics", 1);
  private final JobMetrics jobMetrics;
  private final Readiness readiness;
  private final OpsServer server;

  Operations(
      OpsSettings settings,
      Database database,
      List<Probe> others,
      Clouds clouds,
      Jobs jobs,
      InstantSource clock,
      String opsKey) {
    jobMetrics =
        new JobMetrics(
            metrics.registry(),
            jobs,
            counting,
            CompletableFuture.delayedExecutor(GATHER.toMillis(), TimeUnit.MILLISECONDS, counting),
            clock);
    readiness = new Readiness(probes(database, others, clouds), INTERVAL, PATIENCE, clock);
    String address = settings.address();
    HostPort at = HostPort.parse(address);
    List<String> hosts = new ArrayList<>(settings.hosts());
    hosts.add(at.host());
    try {
      server =
          new OpsServer(
              at.socketAddress(),
              hosts,
              readiness,
              metrics::scrape,
              new StoredAudit(database.auditTrail()).pages(),
              opsKey);
      if (!server.loopback()) {
        LOG.warn(
            "ops.address {} is not loopback: health and metrics have no login, so whoever reaches"
                + " that port reads them. Keep it in a network of your own.",
            address);
      }
    } catch (IOException e) {
      closeAllButServer();
      throw new UncheckedIOException(
          "ops.address "
              + address
              + " cannot be listened on: "
              + e.getMessage()
              + ". Set ops.address or SNAPCLONE_OPS_ADDRESS to an address of this host and a free"
              + " port.",
          e);
    }
  }

  private static List<Probe> probes(Database database, List<Probe> others, Clouds clouds) {
    List<Probe> probes = new ArrayList<>();
    probes.add(
        probe(
            "storage",
            () -> {
              database.ping();
              return ProbeResult.works("answers");
            }));
    probes.addAll(others);
    for (Cloud cloud : clouds.all()) {
      probes.add(
          probe(
              "cloud " + cloud.name(),
              () -> {
                // A token may outlive its cloud; listing our keypairs is a cheap, real call.
                cloud.keypairs();
                return ProbeResult.works(
                    "signed in to " + cloud.account().projectName() + abilities(cloud.abilities()));
              }));
    }
    return probes;
  }

  /** The versions of the services, and features that they are too old for. */
  private static String abilities(Abilities abilities) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(abilities.versions())
        .forEach((service, range) -> text.append("; ").append(service).append(' ').append(range));
    if (!abilities.missing().isEmpty()) {
      text.append("; too old for ")
          .append(
              abilities.missing().stream()
                  .sorted()
                  .map(a -> a.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                  .collect(Collectors.joining(", ")));
    }
    return text.toString();
  }

  static Probe chat(DiscordBot discord) {
    return probe(
        "discord",
        () -> {
          String trouble = discord.trouble();
          return trouble == null ? ProbeResult.works("connected") : ProbeResult.fails(trouble);
        });
  }

  private static Probe probe(String name, Supplier<ProbeResult> look) {
    return new Probe() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public ProbeResult probe() {
        return look.get();
      }
    };
  }

  JobListener jobMetrics() {
    return jobMetrics;
  }

  int port() {
    return server.port();
  }

  void start() {
    readiness.start();
    jobMetrics.refresh();
  }

  /** Checks now, for parts that were not ready at the first check. */
  void lookAgain() {
    readiness.refresh();
  }

  @Override
  public void close() {
    server.close();
    closeAllButServer();
  }

  private void closeAllButServer() {
    readiness.close();
    counting.shutdownNow();
    metrics.close();
  }
}
