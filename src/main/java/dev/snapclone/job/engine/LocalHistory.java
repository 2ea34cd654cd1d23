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
 * What this process did: the jobs that it stored and began, and the steps that it tried. Kept in
 * memory on purpose: a database can lose its last commits, in a crash or in a failover to a standby
 * that lags. Its journal then shows no attempt of a step, although the resource exists.
 * Thread-safe.
 */
final class LocalHistory {
  private static final Logger LOG = LoggerFactory.getLogger(LocalHistory.class);

  private static final int MOST = 100_000;

  /** A job that is missing here is handled like one that another process began. */
  private final Map<String, Known> known =
      Caffeine.newBuilder().maximumSize(MOST).<String, Known>build().asMap();

  private final Set<String> fresh =
      Collections.newSetFromMap(
          Caffeine.newBuilder().maximumSize(MOST).<String, Boolean>build().asMap());

  /** Whether this thread repeats an errand. */
  private final ThreadLocal<Boolean> again = ThreadLocal.withInitial(() -> false);

  private volatile boolean rowsLost;

  /** What this process knows of a job. */
  private static final class Known {
    private final Set<String> tried = ConcurrentHashMap.newKeySet();

    /** The epoch of the last pick by this process; 0 before the first. */
    private long epoch;
  }

  /** This process stored a new errand. */
  void offered(Kind kind, String id) {
    fresh.add(kind + id);
  }

  /** The errand was stored before, perhaps by another process. */
  void knownBefore(Kind kind, String id) {
    fresh.remove(kind + id);
  }

  /** This thread begins to carry out an errand. */
  void errandBegins(Kind kind, String id) {
    again.set(!fresh.remove(kind + id));
  }

  /** This thread has finished its errand. */
  void errandEnds() {
    again.remove();
  }

  /** This process stored a new job. Ignored if the request may be a repetition. */
  void submitted(String jobId) {
    if (!again.get()) {
      known.put(jobId, new Known());
    }
  }

  /** A worker of this process picked a job up. */
  void pickedUp(Job job) {
    Known mine = known.get(job.id());
    if (mine == null) {
      return;
    }
    if (job.progress().epoch() <= mine.epoch) {
      lostRows("job " + job.id() + " stands at an earlier moment than this process left it");
    } else if (mine.epoch > 0 && job.progress().epoch() > mine.epoch + 1) {
      known.remove(job.id()); // another process had it meanwhile
    } else {
      mine.epoch = job.progress().epoch();
    }
  }

  /** Whether this process did everything that was ever done for a job. */
  boolean begunHere(String jobId) {
    return known.containsKey(jobId);
  }

  /** An attempt of a step is journaled; what it makes may exist from now on. */
  void tried(String jobId, String step) {
    Known mine = known.get(jobId);
    if (mine != null) {
      mine.tried.add(step);
    }
  }

  /** The journal has no entry for a step: checks whether that means lost rows. */
  void missingInJournal(String jobId, String step) {
    Known mine = known.get(jobId);
    if (mine != null && mine.tried.contains(step)) {
      lostRows("the try of step " + step + " of job " + jobId + " is missing from the journal");
    }
  }

  /** The job has ended, or another process has it. */
  void forget(String jobId) {
    known.remove(jobId);
  }

  /** The database lost rows, so the journal of every existing job may be incomplete. */
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
