package dev.snapclone.job;

import dev.snapclone.access.Actor;
import dev.snapclone.access.VisibleClouds;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The jobs, for commands, cards and approvals. Implemented by {@code job.engine} over {@code
 * storage}.
 */
public interface Jobs {
  /**
   * Stores a job. Asked again with the same invocation id, answers with the job of the first time
   * and changes nothing.
   *
   * @throws LockedException when another job has one of its locks (checked when it does not wait
   *     for approval), or a name that it claims
   */
  default Job submit(NewJob job) {
    return submit(job, stored -> {});
  }

  /**
   * Stores a job together with something else, such as its approval: both are stored or neither.
   *
   * @param alongside stores it, when the job is new; must do nothing else
   * @throws LockedException as above
   */
  Job submit(NewJob job, Consumer<Job> alongside);

  /** One job. */
  Optional<Job> find(String id);

  /** The job that an interaction made. */
  Optional<Job> findByInvocation(String invocation);

  /** All jobs asked in a guild, newest first. */
  default List<Job> recent(String guild, boolean onlyOpen, int limit) {
    return recent(guild, VisibleClouds.ALL, onlyOpen, limit);
  }

  /**
   * Jobs asked in a guild, newest first.
   *
   * @param clouds jobs of these clouds
   * @param onlyOpen true to leave out terminal ones
   * @param limit at most so many
   */
  List<Job> recent(String guild, VisibleClouds clouds, boolean onlyOpen, int limit);

  /** All jobs that are not terminal, of all guilds, oldest first. */
  List<Job> open();

  /** The journal of a job, in the order in which its steps began. */
  List<JournalEntry> journal(String id);

  /**
   * The job that made something in a cloud, whether that is there still or not; empty for what is
   * not ours, and for what was made before it was written down.
   *
   * @param cloud the bot's name for the cloud
   */
  default Optional<Job> maker(String cloud, String resource) {
    return Optional.empty();
  }

  /** The job that has a lock now, if any. */
  Optional<Job> holder(LockKey lock);

  /**
   * Cancels a job: at once when it waits or is queued and has no journal yet, otherwise at the next
   * safe point, undoing what it made.
   *
   * @param who who cancels
   */
  Cancelled cancel(String id, Actor who);

  /** Remembers where the card of a job stands; the first one wins and is returned. */
  String rememberCard(String id, String card);

  /** What became of a cancel. */
  enum Cancelled {
    /** Nothing had begun; it is cancelled. */
    AT_ONCE,
    /** It stops at the next safe point and undoes what it made. */
    UNDER_WAY,
    /** It has failed and is undoing what it made already; it ends as failed. */
    FAILED_ALREADY,
    /** It had ended already. */
    TOO_LATE,
    /** There is no such job. */
    UNKNOWN
  }

  /** Another job has what this one needs for itself. */
  final class LockedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient LockKey lock;
    private final String holder;

    /**
     * @param lock what is locked
     * @param holder id of the job that has it
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

    /** Id of the job that has the lock; empty when it has just let go. */
    public String holder() {
      return holder;
    }
  }
}
