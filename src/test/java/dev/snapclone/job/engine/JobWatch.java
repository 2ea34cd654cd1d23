package dev.snapclone.job.engine;

import dev.snapclone.job.Job;
import dev.snapclone.job.JobListener;
import dev.snapclone.job.JobState;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Waits until jobs reach a state, as the engine reports it. */
final class JobWatch implements JobListener {
  private static final long PATIENCE_SECONDS = 30;

  private record Wish(String id, Predicate<Job> wanted, CompletableFuture<Job> fulfilled) {}

  private final JobStore store;
  private final ConcurrentLinkedQueue<Wish> wishes = new ConcurrentLinkedQueue<>();

  JobWatch(JobStore store) {
    this.store = store;
    store.listen(this);
  }

  @Override
  public void jobChanged(String jobId) {
    for (Wish wish : wishes) {
      if (wish.id().equals(jobId)) {
        store
            .find(jobId)
            .filter(wish.wanted())
            .ifPresent(
                job -> {
                  wishes.remove(wish);
                  wish.fulfilled().complete(job);
                });
      }
    }
  }

  Job untilEnd(String id) {
    return until(id, job -> job.state().terminal());
  }

  Job until(String id, JobState state) {
    return until(id, job -> job.state() == state);
  }

  /** Until a step's entry is there. */
  Job untilJournaled(String id, String key) {
    return until(id, job -> store.journal(id).stream().anyMatch(entry -> entry.key().equals(key)));
  }

  Job until(String id, Predicate<Job> wanted) {
    Wish wish = new Wish(id, wanted, new CompletableFuture<>());
    wishes.add(wish);
    jobChanged(id);
    return get(wish.fulfilled());
  }

  static <R> R get(CompletableFuture<R> future) {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("nothing came of it", e);
    }
  }
}
