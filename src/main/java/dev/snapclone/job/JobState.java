package dev.snapclone.job;

/**
 * The state of a job.
 *
 * <pre>
 * WAITING_FOR_APPROVAL --granted--> QUEUED --picked--> RUNNING --> DONE
 *        |                            |                  |-------> FAILED            (undone)
 *        |--denied, expired,          |--cancel--.       |--cancel--> CANCELLING --> CANCELLED (undone)
 *        |  cancel--> CANCELLED <-----+----------'       '-------> NEEDS_ATTENTION   (something could not be undone)
 * </pre>
 */
public enum JobState {
  WAITING_FOR_APPROVAL(false),
  QUEUED(false),
  RUNNING(false),
  CANCELLING(false),
  DONE(true),
  FAILED(true),
  CANCELLED(true),
  NEEDS_ATTENTION(true);

  private final boolean terminal;

  JobState(boolean terminal) {
    this.terminal = terminal;
  }

  /** Whether this state is final. */
  public boolean terminal() {
    return terminal;
  }
}
