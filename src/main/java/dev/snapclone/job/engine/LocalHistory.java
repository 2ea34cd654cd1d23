package dev.snapclone.job.engine;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.snapclone.job.Errands.Kind;
import dev.snapclone.job.Job;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this process itself has done: the jobs that it stored and began, and the steps that it
 * tried. Kept in memory on purpose. A database can lose its last commits, in a crash or a failover
 * to a standby that lags. Its journal then says that a step was never tried, although what the step
 * made exists. Thread-safe.
 */
final class LocalHistory {
  private static final Logger LOG = LoggerFactory.getLogger(LocalHistory.class);

  private static final int MOST = 100_000;

  /** A job that is forgotten here is handled like one that another process began. */
  private final Map<String, Known> known =
      Caffeine.newBuilder().maximumSize(MOST).<String, Known>build().asMap();

  private final Set<String> fresh =
      Collections.newSetFromMap(
          Caffeine.newBuilder().maximumSize(MOST).<String, Boolean>build().asMap());

  /** Whether this thread carries out an errand that may have been carried out before. */
  private final ThreadLocal<Boolean> again = ThreadLocal.withInitial(() -> false);

  private volatile boolean rowsLost;

  /** A job as far as this process knows it. */
  private static final class Known {
    private final Set<String> tried = ConcurrentHashMap.newKeySet();

    /** The epoch of its last pick here; 0 before. */
    private long epoch;
  }

  /** This process stores a new errand. */
  void offered(Kind kind, String id) {
    fresh.add(kind + id);
  }

  /** Another process stored it, or this one some time ago. */
  void knownBefore(Kind kind, String id) {
    fresh.remove(kind + id);
  }

  /** This thread begins to carry an errand out, which may have been begun before. */
  void errandBegins(Kind kind, String id) {
    again.set(!fresh.remove(kind + id));
  }

  /** It is through with it. */
  void errandEnds() {
    again.remove();
  }

  /** This process stores a new job. Not when the same request may have been made before. */
  void submitted(String jobId) {
    if (!again.get()) {
      known.put(jobId, new Known());
    }
  }

  /** A worker of this process has taken a job up: its epoch is the one of this pick. */
  void pickedUp(Job job) {
    Known mine = known.get(job.id());
    if (mine == null) {
      return;
    }
    if (job.progress().epoch() <= mine.epoch) {
      lostRows("job " + job.id() + " stands at an earlier moment than this process left it");
    } else if (mine.epoch > 0 && job.progress().epoch() > mine.epoch + 1) {
      known.remove(job.id()); // somebody else has had it meanwhile
    } else {
      mine.epoch = job.progress().epoch();
    }
  }

  /** Whether everything that was ever done for a job was done by this process. */
  boolean begunHere(String jobId) {
    return known.containsKey(jobId);
  }

  /** A try of a step is journaled; what it makes may exist from here on. */
  void tried(String jobId, String step) {
    Known mine = known.get(jobId);
    if (mine != null) {
      mine.tried.add(step);
    }
  }

  /** The journal knows nothing of a step: finds out whether it should. */
  void missingInJournal(String jobId, String step) {
    Known mine = known.get(jobId);
    if (mine != null && mine.tried.contains(step)) {
      lostRows("the try of step " + step + " of job " + jobId + " is missing from the journal");
    }
  }

  /** The job has ended, or is no business of this process any more. */
  void forget(String jobId) {
    known.remove(jobId);
  }

  /** The database has lost rows: what it says of any job that there is now may be too little. */
  void lostRows(String seen) {
    LOG.error("The database has lost rows that it had acknowledged: {}", seen);
    rowsLost = true;
    known.clear();
  }

  /** Whether the database may have lost rows of this job. */
  boolean mayHaveLostRows(String jobId) {
    return rowsLost && !known.containsKey(jobId);
  }
}
