package dev.snapclone.job;

import dev.snapclone.access.Actor;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The jobs, for commands, cards and approvals. Implemented in {@code job.engine}. */
public interface Jobs {
  /**
   * Stores a job. A second call with the same invocation id changes nothing and returns the first
   * job.
   *
   * @throws LockedException when another job holds a name that it claims, or one of its locks
   *     (checked only if it does not wait for approval)
   */
  default Job submit(NewJob job) {
    return submit(job, stored -> {});
  }

  /**
   * Stores a job and something else, such as its approval, in one transaction.
   *
   * @param alongside stores the other thing; called only if the job is new
   * @throws LockedException as above
   */
  Job submit(NewJob job, Consumer<Job> alongside);

  /** One job. */
  Optional<Job> find(String id);

  /** The job that an interaction made. */
  Optional<Job> findByInvocation(String invocation);

  /** The newest jobs of a guild, newest first. */
  default List<Job> recent(String guild, boolean onlyOpen, int limit) {
    return recent(JobQuery.newest(guild, onlyOpen, limit));
  }

  /** The jobs that a query finds, newest first. */
  List<Job> recent(JobQuery query);

  /** All jobs that are not terminal, in all guilds, oldest first. */
  List<Job> open();

  /** The journal of a job, in the order in which its steps began. */
  List<JournalEntry> journal(String id);

  /**
   * The job that made a resource, even if the resource is gone; empty if no job made it, or if an
   * old version did, which did not record it.
   *
   * @param cloud the bot's name for the cloud
   */
  default Optional<Job> maker(String cloud, String resource) {
    return Optional.empty();
  }

  /** The job that holds a lock now, if any. */
  Optional<Job> holder(LockKey lock);

  /**
   * Cancels a job. A job that has not begun ends at once; another one stops at the next safe point
   * and undoes what it made.
   */
  Cancelled cancel(String id, Actor who);

  /** Stores where the card of a job is. The first call wins, and its value is returned. */
  String rememberCard(String id, String card);

  /** The result of a cancellation. */
  enum Cancelled {
    /** The job had not begun and is cancelled. */
    AT_ONCE,
    /** The job stops at the next safe point and undoes what it made. */
    UNDER_WAY,
    /** The job has failed and is being undone already; it ends as failed. */
    FAILED_ALREADY,
    /** The job had ended. */
    TOO_LATE,
    /** There is no such job. */
    UNKNOWN
  }

  /** Another job holds a lock that this one needs. */
  final class LockedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient LockKey lock;
    private final String holder;

    /**
     * @param lock what is locked
     * @param holder id of the job that holds it; null when it has just been released
     */
    public LockedException(LockKey lock, @Nullable String holder) {
      super(lock + " is held by job " + holder);
      this.lock = lock;
      this.holder = holder == null ? "" : holder;
    }

    /** What is locked. */
    public LockKey lock() {
      return lock;
    }

    /** Id of the job that holds the lock; empty when it has just been released. */
    public String holder() {
      return holder;
    }
  }
}
