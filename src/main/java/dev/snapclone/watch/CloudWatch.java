package dev.snapclone.watch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.job.BackgroundThreads;
import dev.snapclone.job.Retry;
import dev.snapclone.job.Subject;
import dev.snapclone.job.Watcher;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the subjects of parked jobs, with one thread per cloud: a GET for each while few jobs
 * wait, one list per kind when many do, so that 500 waiting jobs do not cost 500 requests. A change
 * wakes the job.
 *
 * <p>The first observation always wakes a job, since the subject may have changed after the job's
 * own look. Later only a new fingerprint does. The last fingerprint is kept while the job runs, so
 * that a change during the run is not lost, and is stored only after the job was woken. A failure
 * for one subject, such as a service that is down, does not affect the others. If this process
 * dies, nothing is lost either: the job's row becomes due by itself.
 */
public final class CloudWatch implements Watcher, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CloudWatch.class);

  /** For this many subjects of one kind, a list is cheaper than GETs. */
  private static final int LIST_FROM = 5;

  private static final int MAX_BACKOFF_ROUNDS = 30;

  private final Clouds clouds;
  private final Consumer<String> wake;
  private final Duration interval;
  private final Map<String, Subject> watched = new ConcurrentHashMap<>();
  private final Cache<Seen, String> fingerprints =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterAccess(Duration.ofHours(1)).build();
  private final Map<String, ScheduledExecutorService> threads = new HashMap<>();
  private volatile boolean closed;

  /**
   * @param wake wakes a job by its id
   * @param interval how often to look; longer when a look takes long or the cloud fails
   */
  public CloudWatch(Clouds clouds, Consumer<String> wake, Duration interval) {
    this.clouds = clouds;
    this.wake = wake;
    this.interval = interval;
  }

  /** Starts watching. */
  public void start() {
    for (Cloud cloud : clouds.all()) {
      ScheduledExecutorService thread = BackgroundThreads.clock("watch-" + cloud.name());
      threads.put(cloud.name(), thread);
      Future<?> unused =
          thread.schedule(
              () -> round(cloud, thread, 0), interval.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void watch(String jobId, Subject subject) {
    watched.put(jobId, subject);
  }

  @Override
  public void forget(String jobId) {
    watched.remove(jobId);
  }

  /** The number of waiting jobs. */
  public int watching() {
    return watched.size();
  }

  private void round(Cloud cloud, ScheduledExecutorService thread, int failures) {
    int failed = 0;
    long began = System.nanoTime();
    try {
      look(cloud);
    } catch (CloudException e) {
      failed = failures + 1;
      LOG.info("watching {}: {}", cloud.name(), e.getMessage());
    } catch (RuntimeException e) {
      failed = failures + 1;
      LOG.error("watching {}", cloud.name(), e);
    }
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    Duration round = Duration.ofMillis(Math.max(interval.toMillis(), took));
    Duration pause = Retry.pause(round, round.multipliedBy(MAX_BACKOFF_ROUNDS), failed + 1);
    int failedInARow = failed;
    try {
      Future<?> unused =
          thread.schedule(
              () -> round(cloud, thread, failedInARow), pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("watching {} ends", cloud.name(), e);
    }
  }

  /** One round over everything that is watched on a cloud. */
  void look(Cloud cloud) {
    Map<ResourceKind, Map<String, String>> jobs = new EnumMap<>(ResourceKind.class);
    watched.forEach(
        (job, subject) -> {
          if (subject.cloud().equals(cloud.name())) {
            jobs.computeIfAbsent(ResourceKind.valueOf(subject.kind()), k -> new HashMap<>())
                .put(job, subject.id());
          }
        });
    Failures failures = new Failures();
    jobs.forEach((kind, ids) -> failures.of(() -> look(cloud, kind, ids, failures)));
    failures.throwFirst();
  }

  private void look(
      Cloud cloud, ResourceKind kind, Map<String, String> idByJob, Failures failures) {
    boolean list = idByJob.values().stream().distinct().count() >= LIST_FROM;
    Map<String, String> listed = list ? Fingerprints.all(cloud, kind) : Map.of();
    Map<String, String> read = new HashMap<>();
    idByJob.forEach(
        (job, id) ->
            failures.of(
                () -> {
                  // What is missing in a list may only be late there: a GET decides.
                  String now =
                      listed.containsKey(id)
                          ? listed.get(id)
                          : read.computeIfAbsent(id, i -> Fingerprints.one(cloud, kind, i));
                  Seen seen = new Seen(job, kind, id);
                  if (!closed && !now.equals(fingerprints.getIfPresent(seen))) {
                    wake.accept(job);
                    fingerprints.put(seen, now); // only after the job was woken
                  }
                }));
  }

  /** Collects failures, so that a round handles the rest and fails at its end. */
  private static final class Failures {
    private @Nullable RuntimeException first;

    void of(Runnable part) {
      try {
        part.run();
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else if (first != e) {
          first.addSuppressed(e);
        }
      }
    }

    void throwFirst() {
      if (first != null) {
        throw first;
      }
    }
  }

  /** Wakes no more jobs; does not wait for a cloud that is being asked. */
  @Override
  public void close() {
    closed = true;
    threads.values().forEach(ScheduledExecutorService::shutdownNow);
  }

  private record Seen(String job, ResourceKind kind, String id) {}
}
