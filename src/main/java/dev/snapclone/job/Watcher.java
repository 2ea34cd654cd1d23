package dev.snapclone.job;

/** Watches what jobs wait for, and wakes them when it changes. */
public interface Watcher {
  /** Watches nothing: jobs run again only when their time has come. */
  Watcher NONE =
      new Watcher() {
        @Override
        public void watch(String jobId, Subject subject) {}

        @Override
        public void forget(String jobId) {}
      };

  /**
   * A job was parked in this process until its subject changes. Replaces the job's previous
   * subject.
   *
   * @param jobId the job to wake
   */
  void watch(String jobId, Subject subject);

  /** The job runs or has ended, so nothing is watched for it. */
  void forget(String jobId);
}
