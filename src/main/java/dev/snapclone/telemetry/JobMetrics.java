package dev.snapclone.telemetry;

import dev.snapclone.job.Job;
import dev.snapclone.job.JobListener;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code snapclone_jobs{state}}: open jobs by state; {@code
 * snapclone_jobs_ended_total{workflow,state}} and {@code snapclone_job_duration_seconds}: jobs that
 * ended in this process. Reads the jobs in the background, since a listener must return at once.
 */
public final class JobMetrics implements JobListener {
  private static final int REMEMBERED = 1000;

  /** A change of a job this long after its end is not its end. */
  private static final Duration LATEST = Duration.ofMinutes(10);

  private final MeterRegistry registry;
  private final Jobs jobs;
  private final Executor background;
  private final Executor later;
  private final InstantSource clock;
  private final Instant begun;
  private final Map<JobState, AtomicLong> open = new EnumMap<>(JobState.class);
  private final AtomicBoolean countWanted = new AtomicBoolean();
  private final Map<String, Boolean> counted =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * @param background reads single jobs
   * @param later counts the open jobs some time after a change, so that many changes cost one count
   */
  public JobMetrics(
      MeterRegistry registry, Jobs jobs, Executor background, Executor later, InstantSource clock) {
    this.registry = registry;
    this.jobs = jobs;
    this.background = background;
    this.later = later;
    this.clock = clock;
    this.begun = clock.instant();
    for (JobState state : JobState.values()) {
      if (!state.terminal()) {
        AtomicLong number = new AtomicLong();
        open.put(state, number);
        Gauge.builder("snapclone.jobs", number, AtomicLong::get)
            .description("Jobs that are not over")
            .strongReference(true)
            .tag("state", word(state))
            .register(registry);
      }
    }
  }

  /** Schedules a new count of the open jobs; called at the start and by {@link #jobChanged}. */
  public void refresh() {
    if (countWanted.compareAndSet(false, true)) {
      later.execute(
          () -> {
            countWanted.set(false);
            Map<JobState, Long> numbers = new EnumMap<>(JobState.class);
            jobs.open().forEach(job -> numbers.merge(job.state(), 1L, Long::sum));
            open.forEach((state, number) -> number.set(numbers.getOrDefault(state, 0L)));
          });
    }
  }

  @Override
  public void jobChanged(String jobId) {
    background.execute(() -> jobs.find(jobId).ifPresent(this::ended));
    refresh();
  }

  private void ended(Job job) {
    Instant end = job.progress().ended();
    if (end == null || end.isBefore(begun) || end.isBefore(clock.instant().minus(LATEST))) {
      return;
    }
    synchronized (counted) {
      if (counted.put(job.id(), true) != null) {
        return;
      }
    }
    Counter.builder("snapclone.jobs.ended")
        .description("Jobs that ended in this process")
        .tag("workflow", job.workflow())
        .tag("state", word(job.state()))
        .register(registry)
        .increment();
    Instant start = job.progress().started();
    if (start != null) {
      Timer.builder("snapclone.job.duration")
          .description("From the first run of a job to its end")
          .tag("workflow", job.workflow())
          .tag("state", word(job.state()))
          .register(registry)
          .record(Duration.between(start, end));
    }
  }

  private static String word(JobState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
