package dev.snapclone.job.engine;

import dev.snapclone.access.Actor;
import dev.snapclone.job.Errands;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobListener;
import dev.snapclone.job.JobQuery;
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
 * Stores jobs with their journals and locks, and errands. Each method is one transaction. It throws
 * an unchecked exception when the database fails, and then nothing has changed.
 */
public interface JobStore extends JobRecords {
  /** The location of db-scheduler's table. */
  SchedulerTable schedulerTable();

  /** Adds a listener for every change of a job committed through this store. */
  void listen(JobListener listener);

  /** Adds a listener for commits of work that is due at once. */
  void whenDue(Runnable listener);

  /**
   * Stores a job; a queued one with its locks and its scheduled run.
   *
   * @param alongside stores what belongs to a new job, in the same transaction
   * @return the job, or an earlier one of the same invocation
   * @throws dev.snapclone.job.Jobs.LockedException when it is queued and another job holds a lock
   */
  Job insert(Job job, Consumer<Job> alongside);

  /** The job that an interaction made. */
  Optional<Job> findByInvocation(String invocation);

  /** Jobs of a guild, newest first. */
  List<Job> recent(JobQuery query);

  /** A job's journal, in the order in which its steps began. */
  List<JournalEntry> journal(String id);

  /** As {@link dev.snapclone.job.Jobs#maker}. */
  Optional<Job> maker(String cloud, String resource);

  /** The job that holds a lock. */
  Optional<Job> holder(LockKey lock);

  /** Stores where the card is. The first call wins, and its value is returned. */
  String rememberCard(String id, String card);

  /**
   * Picks a job up for a worker: raises its epoch, and sets a queued one running.
   *
   * @return empty when there is no such job or it has ended
   * @throws dev.snapclone.job.Jobs.LockedException when it is queued and another job has what it
   *     needs; nothing changed then
   */
  Optional<Pick> pick(String id, Instant now);

  /**
   * Checks that the worker of this epoch still has the job.
   *
   * @throws FencedOffException when it does not
   */
  RunStatus check(String id, long epoch);

  /**
   * Writes a journal entry.
   *
   * @throws FencedOffException when the epoch is outdated; then nothing is written
   */
  RunStatus write(String id, long epoch, Entry entry);

  /**
   * Stores why the job fails. The first reason stays, and a cancelled job does not fail any more.
   *
   * @throws FencedOffException when the epoch has passed
   */
  RunStatus fail(String id, long epoch, Failure failure);

  /**
   * Ends a job. One transaction sets state and outcome, releases the locks, and stores the errand
   * that announces the outcome.
   *
   * @param maybeAnnounced whether the end may already have been announced, although the database
   *     has no record of that
   * @return false when it should end as {@link JobState#DONE} but was cancelled; then nothing is
   *     changed
   * @throws FencedOffException when the epoch has passed
   */
  boolean end(
      String id, long epoch, JobState state, Outcome outcome, boolean maybeAnnounced, Instant now);

  /**
   * Cancels a job. One that has not begun ends: its approval is withdrawn, its locks are released,
   * and the outcome will be announced. A running one is flagged, and its signal is raised.
   *
   * @param outcome the outcome of a job that has not begun
   */
  Cancelled cancel(String id, Actor who, Outcome outcome, Instant now);

  /** Raises a job's signal; returns its workflow's name, or empty when the job has ended. */
  Optional<String> raiseSignal(String id);

  /** The current signal of a job. */
  long signal(String id);

  /**
   * Releases what a dead process had picked, and makes due what it had parked. Only for a database
   * that no other process can use.
   *
   * @return the number of runs
   */
  int releasePicks(Instant now);

  /** Stores an errand and its scheduled run; false when it was stored before. */
  boolean offer(Errands.Kind kind, String id, String payload, Instant due, Instant now);

  /** Counts an attempt of an errand and returns the errand; empty when it is done. */
  Optional<Errand> begin(Errands.Kind kind, String id);

  /** Marks an errand as done and deletes its payload. */
  void finish(Errands.Kind kind, String id, Instant now);

  /** Lets work that was due before this time, and is not picked yet, run by age. */
  void age(Instant dueBefore);

  /** Deletes drafts stored before one time, and errands done before the other. */
  void purge(Instant draftsBefore, Instant errandsBefore);

  /**
   * A job that a worker picked up.
   *
   * @param job the job, with the raised epoch
   * @param failure why the job fails, null when it does not
   * @param signal its signal at that time
   */
  record Pick(Job job, List<Entry> journal, @Nullable Failure failure, long signal) {
    public Pick {
      journal = List.copyOf(journal);
    }
  }

  /**
   * The state of a job for the worker that has it.
   *
   * @param cancelled whether somebody cancelled it
   */
  record RunStatus(boolean cancelled) {}

  /**
   * A stored errand.
   *
   * @param attempt counts from 0
   * @param due when it was first due
   */
  record Errand(String payload, int attempt, Instant due) {}

  /** Another worker has the job now, so the caller may write nothing. */
  final class FencedOffException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param epoch the outdated epoch
     */
    public FencedOffException(String jobId, long epoch) {
      super("job " + jobId + " has left epoch " + epoch);
    }
  }
}
