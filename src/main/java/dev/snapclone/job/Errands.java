package dev.snapclone.job;

import java.time.Instant;

/**
 * Durable errands: stored before anybody relies on them, carried out by one process at a time,
 * taken up by another when that one dies.
 */
public interface Errands {
  /** Payload of {@link Kind#TELL}: it may have been told before, so that is looked for first. */
  String PERHAPS_TOLD = "perhaps-told";

  /** The kinds of errands; each has one {@link ErrandHandler}. */
  enum Kind {
    /** An acknowledged interaction; id: the interaction's id. */
    INTERACTION,
    /**
     * The outcome of a job to tell; id: the job's id. Stored by the transaction that ends the job.
     */
    TELL,
    /** An approval that expires; id: the job's id. */
    EXPIRY,
    /** Instructions to post after a job; id: the job's id. */
    GUIDE,
    /** A reminder to the approvers; id: the job's and the question's. */
    NUDGE,
    /**
     * A check whether a new instance answers on the network; id: the job's id and when it was asked
     * for.
     */
    REACH,
    /** A check that a new instance becomes reachable by itself; id: the job's id. */
    ARRIVAL
  }

  /**
   * Stores an errand.
   *
   * @param id unique within the kind: the first offer counts
   * @param payload what the handler needs
   * @param due not before; in the past for at once
   * @return whether this offer was the first
   */
  boolean offer(Kind kind, String id, String payload, Instant due);

  /** Makes an errand due now, unless it is under way or done. */
  void hasten(Kind kind, String id);
}
