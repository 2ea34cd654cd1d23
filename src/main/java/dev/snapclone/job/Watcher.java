package dev.snapclone.job;

/** Looks at what jobs wait for and wakes them when it changed. */
public interface Watcher {
  /** Nobody watches: jobs look again by themselves when their time has come. */
  Watcher NONE =
      new Watcher() {
        @Override
        public void watch(String jobId, Subject subject) {}

        @Override
        public void forget(String jobId) {}
      };

  /**
   * A job has been parked in this process until its subject changes. Replaces what was watched for
   * the job before.
   *
   * @param jobId the job to wake
   * @param subject what to look at
   */
  void watch(String jobId, Subject subject);

  /** The job runs or has ended: nothing to watch for it. */
  void forget(String jobId);
}
