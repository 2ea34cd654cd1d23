package dev.snapclone.job;

import java.time.Instant;

/**
 * Durable errands: small pieces of work that are stored before anybody relies on them. One process
 * at a time carries an errand out; when that process dies, another one takes it over. (Not called
 * tasks, since a task is db-scheduler's.)
 */
public interface Errands {
  /**
   * Payload of {@link Kind#OUTCOME} when it may already be announced: look for the message first.
   */
  String MAYBE_ANNOUNCED = "perhaps-told";

  /** The kinds of errands; each has one {@link ErrandHandler}. */
  enum Kind {
    /** An acknowledged interaction to carry out; id: the interaction's id. */
    INTERACTION("INTERACTION"),
    /**
     * The outcome of a job to announce; id: the job's id. Stored by the transaction that ends the
     * job.
     */
    OUTCOME("TELL"),
    /** An approval that expires; id: the job's id. */
    EXPIRY("EXPIRY"),
    /** Instructions to post after a job; id: the job's id. */
    GUIDE("GUIDE"),
    /** A reminder to the approvers; id: the job's and the question's. */
    REMINDER("NUDGE"),
    /**
     * A check whether a new instance answers on the network; id: the job's id and the time of the
     * request.
     */
    REACH("REACH"),
    /** A check that a new instance becomes reachable by itself; id: the job's id. */
    ARRIVAL("ARRIVAL"),
    /**
     * Messages of an ended job to bring up to date, after something became of what it made; id: the
     * job's id, a slash, and what tells this errand from others.
     */
    FOLLOW_UP("FOLLOW-UP"),
    /** The next step of a lease; id: the job's id, a slash, and the lease's version. */
    LEASE("LEASE"),
    /** A run of a schedule, or the digest of a channel's schedules; id: see its handler. */
    SCHEDULE("SCHEDULE"),
    /** The daily list of what waits for approval; id: its time. */
    WAITING("WAITING"),
    /**
     * News of an approval, stored by the transaction that made them; id: its question, a colon and
     * a word; payload: the state of the approval then.
     */
    APPROVAL("APPROVAL"),
    /**
     * An event to send to a webhook; id: the event's, a slash and the receiver's; payload: JSON.
     */
    WEBHOOK("WEBHOOK");

    private final String stored;

    Kind(String stored) {
      this.stored = stored;
    }

    /**
     * Its name in the database, in lower case also that of its db-scheduler task. Never changes.
     */
    public String stored() {
      return stored;
    }
  }

  /**
   * Stores an errand.
   *
   * @param id unique within the kind: only the first offer counts
   * @param payload what the handler needs
   * @param due when it is carried out at the earliest; a past time means at once
   * @return whether this offer was the first
   */
  boolean offer(Kind kind, String id, String payload, Instant due);

  /** Makes an errand due now, unless it is running or done. */
  void makeDue(Kind kind, String id);
}
