package dev.snapclone.telemetry;

import static dev.snapclone.job.JobBuilder.aJob;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.job.JobState;
import dev.snapclone.job.MemoryJobs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobMetricsTest {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  private final MemoryJobs jobs = new MemoryJobs();
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
    put("a", JobState.RUNNING);
    put("b", JobState.RUNNING);
    put("c", JobState.WAITING_FOR_APPROVAL);

    jobMetrics.refresh();
    count();

    assertShows("snapclone_jobs{state=\"running\"} 2.0");
    assertShows("snapclone_jobs{state=\"waiting_for_approval\"} 1.0");
    assertShows("snapclone_jobs{state=\"queued\"} 0.0");
  }

  @Test
  void aJobThatEndsIsCountedOnceWithItsDuration() {
    put("a", JobState.RUNNING);
    jobMetrics.jobChanged("a");
    assertFalse(metrics.scrape().contains("snapclone_jobs_ended_total"));

    put("a", JobState.FAILED);
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
    put("a", JobState.DONE);
    jobMetrics.jobChanged("a");
    for (int i = 0; i < 1000; i++) {
      put("b" + i, JobState.FAILED);
      jobMetrics.jobChanged("b" + i);
    }
    now = START.plus(Duration.ofHours(1));
    jobMetrics.jobChanged("a");
    assertShows("snapclone_jobs_ended_total{state=\"done\",workflow=\"clone-v1\"} 1.0");
  }

  @Test
  void jobsThatEndedBeforeThisProcessBeganAreNotCounted() {
    now = START.plus(Duration.ofMinutes(5));
    JobMetrics later =
        new JobMetrics(metrics.registry(), jobs, Runnable::run, counts::add, () -> now);
    put("a", JobState.DONE);
    later.jobChanged("a");
    assertFalse(metrics.scrape().contains("snapclone_jobs_ended_total"));
  }

  private void assertShows(String line) {
    assertTrue(metrics.scrape().contains(line), () -> line + " is not in\n" + metrics.scrape());
    assertEquals(1, metrics.scrape().split(java.util.regex.Pattern.quote(line), -1).length - 1);
  }

  private void put(String id, JobState state) {
    Instant ended = state.terminal() ? START.plusSeconds(90) : null;
    jobs.put(aJob().id(id).created(START).progress(state, START, ended).build());
  }
}
