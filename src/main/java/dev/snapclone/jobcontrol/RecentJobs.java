package dev.snapclone.jobcontrol;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.snapclone.job.Job;
import dev.snapclone.job.Jobs;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest jobs of each guild, for suggestions: from memory, read anew in the background when
 * somebody types.
 */
public final class RecentJobs {
  private static final Logger LOG = LoggerFactory.getLogger(RecentJobs.class);
  private static final int MOST = 100;
  private static final Duration OLD = Duration.ofSeconds(3);

  /** Discord waits three seconds for suggestions. */
  private static final long FIRST_WITHIN_MILLIS = 1_000;

  private final AsyncLoadingCache<String, List<Job>> byGuild;

  /**
   * @param work where the database is read
   */
  public RecentJobs(Jobs jobs, Executor work) {
    byGuild =
        Caffeine.newBuilder()
            .executor(work)
            .refreshAfterWrite(OLD)
            .buildAsync(guild -> jobs.recent(guild, false, MOST));
  }

  /** What is known, newest first; nothing while the database cannot be read. */
  List<Job> of(String guild) {
    try {
      return byGuild.get(guild).get(FIRST_WITHIN_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
      LOG.debug("the jobs of guild {} are not known: {}", guild, e.toString());
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }
}
