package dev.snapclone.job;

import dev.snapclone.access.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a job has come.
 *
 * @param state where it stands
 * @param epoch raised whenever a worker picks it up; a worker with an older one may write nothing
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
