package dev.snapclone.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.access.VisibleClouds;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.JournalEntry;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.NewJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobMetricsTest {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  private final StoredJobs jobs = new StoredJobs();
  private final Metrics metrics = new Metrics();
  private final Deque<Runnable> counts = new ArrayDeque<>();
  private Instant now = START;
  private final JobMetrics jobMetrics =
      new JobMetrics(metrics.registry(), jobs, Runnable::run, counts::add, () -> now);

  private void count() {
    counts.forEach(Runnable::run);
    counts.clear();
  }

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void openJobsAreCountedByState() {
    jobs.put("a", JobState.RUNNING);
    jobs.put("b", JobState.RUNNING);
    jobs.put("c", JobState.WAITING_FOR_APPROVAL);

    jobMetrics.refresh();
    count();

    assertShows("snapclone_jobs{state=\"running\"} 2.0");
    assertShows("snapclone_jobs{state=\"waiting_for_approval\"} 1.0");
    assertShows("snapclone_jobs{state=\"queued\"} 0.0");
  }

  @Test
  void aJobThatEndsIsCountedOnceWithItsDuration() {
    jobs.put("a", JobState.RUNNING);
    jobMetrics.jobChanged("a");
    assertFalse(metrics.scrape().contains("snapclone_jobs_ended_total"));

    jobs.put("a", JobState.FAILED);
    jobMetrics.jobChanged("a");
    jobMetrics.jobChanged("a");
    jobMetrics.jobChanged("unknown");
    assertEquals(1, counts.size(), "many changes are counted once");
    count();

    assertShows("snapclone_jobs_ended_total{state=\"failed\",workflow=\"clone-v1\"} 1.0");
    assertShows("snapclone_job_duration_seconds_sum{state=\"failed\",workflow=\"clone-v1\"} 90.0");
    assertShows("snapclone_jobs{state=\"running\"} 0.0");
  }

  @Test
  void aChangeLongAfterTheEndIsNotAnotherEnd() {
    jobs.put("a", JobState.DONE);
    jobMetrics.jobChanged("a");
    for (int i = 0; i < 1000; i++) {
      jobs.put("b" + i, JobState.FAILED);
      jobMetrics.jobChanged("b" + i);
    }
    now = START.plus(Duration.ofHours(1));
    jobMetrics.jobChanged("a");
    assertShows("snapclone_jobs_ended_total{state=\"done\",workflow=\"clone-v1\"} 1.0");
  }

  @Test
  void whatEndedBeforeThisProcessBeganIsNotCounted() {
    now = START.plus(Duration.ofMinutes(5));
    JobMetrics later =
        new JobMetrics(metrics.registry(), jobs, Runnable::run, counts::add, () -> now);
    jobs.put("a", JobState.DONE);
    later.jobChanged("a");
    assertFalse(metrics.scrape().contains("snapclone_jobs_ended_total"));
  }

  private void assertShows(String line) {
    assertTrue(metrics.scrape().contains(line), () -> line + " is not in\n" + metrics.scrape());
    assertEquals(1, metrics.scrape().split(java.util.regex.Pattern.quote(line), -1).length - 1);
  }

  /** Jobs in memory, for reading only. */
  private static final class StoredJobs implements Jobs {
    private final Map<String, Job> byId = new LinkedHashMap<>();

    void put(String id, JobState state) {
      byId.put(
          id,
          new Job(
              id,
              "clone-v1",
              "i" + id,
              new Actor("1", "Ada", Set.of(), Set.of(), false),
              new Place("g", "c", "cloud", "c", "en"),
              "sto1",
              Text.of("x"),
              List.of(),
              "{}",
              List.of(),
              List.of(),
              state,
              1,
              START,
              START,
              state.terminal() ? START.plusSeconds(90) : null,
              null,
              null,
              null));
    }

    @Override
    public Job submit(NewJob job) {
      throw new AssertionError("metrics only read");
    }

    @Override
    public Optional<Job> find(String id) {
      return Optional.ofNullable(byId.get(id));
    }

    @Override
    public Optional<Job> findByInvocation(String invocation) {
      return Optional.empty();
    }

    @Override
    public List<Job> recent(String guild, VisibleClouds clouds, boolean onlyOpen, int limit) {
      return List.of();
    }

    @Override
    public List<Job> open() {
      return byId.values().stream().filter(j -> !j.state().terminal()).toList();
    }

    @Override
    public List<JournalEntry> journal(String id) {
      return List.of();
    }

    @Override
    public Optional<Job> holder(LockKey lock) {
      return Optional.empty();
    }

    @Override
    public Cancelled cancel(String id, Actor who) {
      throw new AssertionError("metrics only read");
    }

    @Override
    public String rememberCard(String id, String card) {
      throw new AssertionError("metrics only read");
    }
  }
}
