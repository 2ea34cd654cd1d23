package dev.snapclone.job.engine;

import dev.snapclone.access.Actor;
import dev.snapclone.access.VisibleClouds;
import dev.snapclone.job.Errands;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobListener;
import dev.snapclone.job.JobRecords;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs.Cancelled;
import dev.snapclone.job.JournalEntry;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps jobs, their journals, locks and errands. Each method is one transaction; each throws an
 * unchecked exception when the database fails, and nothing has changed then.
 */
public interface JobStore extends JobRecords {
  /** Where db-scheduler's table is. */
  SchedulerTable schedulerTable();

  /** Tells of every committed change of a job made through this store. */
  void listen(JobListener listener);

  /** Tells whenever something that is due at once has been committed through this store. */
  void whenDue(Runnable listener);

  /**
   * Stores a job, with its locks and its scheduled run when it is queued.
   *
   * @param alongside stores what belongs to it in the same transaction, when the job is new
   * @return the job, or the one that the same invocation made before
   * @throws dev.snapclone.job.Jobs.LockedException when it is queued and another job has a lock
   */
  Job insert(Job job, Consumer<Job> alongside);

  /** The job that an interaction made. */
  Optional<Job> findByInvocation(String invocation);

  /** Jobs of a guild, newest first. */
  List<Job> recent(String guild, VisibleClouds clouds, boolean onlyOpen, int limit);

  /** A job's journal in the order in which its steps began. */
  List<JournalEntry> journal(String id);

  /** As {@link dev.snapclone.job.Jobs#maker}. */
  Optional<Job> maker(String cloud, String resource);

  /** The job that has a lock. */
  Optional<Job> holder(LockKey lock);

  /** Remembers where the card stands; the first one wins and is returned. */
  String rememberCard(String id, String card);

  /**
   * A worker takes a job up: raises its epoch, and makes it running when it was queued.
   *
   * @return empty when there is no such job or it has ended
   */
  Optional<Pick> pick(String id, Instant now);

  /**
   * Whether the worker of this epoch still has the job.
   *
   * @throws FencedOffException when it does not
   */
  RunStatus check(String id, long epoch);

  /**
   * Writes a journal entry.
   *
   * @throws FencedOffException when the epoch has passed; nothing is written then
   */
  RunStatus write(String id, long epoch, Entry entry);

  /**
   * Remembers that the job fails, and why. The first reason stays, and a job that has been
   * cancelled does not fail any more.
   *
   * @throws FencedOffException when the epoch has passed
   */
  RunStatus fail(String id, long epoch, Failure failure);

  /**
   * Ends a job. In one transaction: state, outcome, locks released, and the errand that tells the
   * requester.
   *
   * @param maybeAnnounced whether its end may have been told before, though the database does not
   *     say so
   * @return false when it was to end as {@link JobState#DONE} but has been cancelled meanwhile;
   *     nothing is changed then
   * @throws FencedOffException when the epoch has passed
   */
  boolean end(
      String id, long epoch, JobState state, Outcome outcome, boolean maybeAnnounced, Instant now);

  /**
   * Cancels: ends what has not begun, with its approval withdrawn, locks released and the errand to
   * tell; marks what runs and raises its signal.
   *
   * @param outcome the outcome when nothing had begun
   */
  Cancelled cancel(String id, Actor who, Outcome outcome, Instant now);

  /** Raises a job's signal; returns its workflow's name, empty when it has ended. */
  Optional<String> raiseSignal(String id);

  /** A job's signal now. */
  long signal(String id);

  /**
   * Frees what a process that is gone had picked and makes due what it had parked. Only where the
   * database is ours alone.
   *
   * @return how many runs
   */
  int releasePicks(Instant now);

  /** Stores an errand and its scheduled run; false when it was stored before. */
  boolean offer(Errands.Kind kind, String id, String payload, Instant due, Instant now);

  /** An errand is about to be carried out; empty when it is done. Counts the attempt. */
  Optional<Errand> begin(Errands.Kind kind, String id);

  /** An errand is done; its payload is forgotten. */
  void finish(Errands.Kind kind, String id, Instant now);

  /** What was due before and is not picked yet goes by its age from now on. */
  void age(Instant dueBefore);

  /** Forgets drafts kept before, and errands done before. */
  void purge(Instant draftsBefore, Instant errandsBefore);

  /**
   * A job as a worker took it up.
   *
   * @param job the job, with the raised epoch
   * @param failure why it fails, null when it does not
   * @param signal its signal at that moment
   */
  record Pick(Job job, List<Entry> journal, @Nullable Failure failure, long signal) {
    public Pick {
      journal = List.copyOf(journal);
    }
  }

  /**
   * How a job stands for the worker that has it.
   *
   * @param cancelled whether somebody has cancelled it
   */
  record RunStatus(boolean cancelled) {}

  /**
   * A stored errand.
   *
   * @param payload what its handler needs
   * @param attempt 0 the first time
   * @param due when it was due first
   */
  record Errand(String payload, int attempt, Instant due) {}

  /** Another worker has the job now. The caller may write nothing more. */
  final class FencedOffException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param epoch the epoch of the worker that came too late
     */
    public FencedOffException(String jobId, long epoch) {
      super("job " + jobId + " has left epoch " + epoch);
    }
  }
}
