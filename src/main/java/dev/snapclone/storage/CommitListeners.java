package dev.snapclone.storage;

import dev.snapclone.job.JobListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notifies listeners in this process after a commit. */
final class CommitListeners {
  private static final Logger LOG = LoggerFactory.getLogger(CommitListeners.class);

  private final List<JobListener> listeners = new CopyOnWriteArrayList<>();
  private final List<Runnable> dueListeners = new CopyOnWriteArrayList<>();

  void listen(JobListener listener) {
    listeners.add(listener);
  }

  void whenDue(Runnable listener) {
    dueListeners.add(listener);
  }

  /** A job changed. */
  void changed(String jobId) {
    for (JobListener listener : listeners) {
      try {
        listener.jobChanged(jobId);
      } catch (RuntimeException e) {
        // The change is committed: a failing listener must not fail the caller.
        LOG.error("a listener failed on a change of job {}", jobId, e);
      }
    }
  }

  /** New work is due at once. */
  void due() {
    dueListeners.forEach(Runnable::run);
  }
}
