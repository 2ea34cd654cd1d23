package dev.snapclone.job;

import dev.snapclone.access.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a job.
 *
 * @param epoch raised whenever a worker picks the job up; a worker with an older epoch may write
 *     nothing
 * @param started when a worker first picked it up, null before
 * @param ended when it became terminal, null before
 * @param cancelledBy who cancelled it, null when nobody did
 * @param outcome how it ended, null before
 */
public record JobProgress(
    JobState state,
    long epoch,
    @Nullable Instant started,
    @Nullable Instant ended,
    @Nullable Actor cancelledBy,
    @Nullable Outcome outcome) {
  public JobProgress {
    if (state.terminal() != (ended != null)) {
      throw new IllegalArgumentException("a terminal state and an end go together");
    }
  }

  /** A job that no worker has picked up. */
  public static JobProgress unstarted(JobState state) {
    return new JobProgress(state, 0, null, null, null, null);
  }
}
