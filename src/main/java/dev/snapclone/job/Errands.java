package dev.snapclone.job;

import java.time.Instant;

/**
 * Durable errands: stored before they are promised, carried out by exactly one process at a time,
 * revived when it dies.
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
    /** Approvers to tell that they are asked again, or still; id: the job's and the question's. */
    NUDGE,
    /**
     * What a job made is asked whether it answers yet; id: the job's id and when it was asked for.
     */
    REACH,
    /** What a job made is to become reachable without anybody's help; id: the job's id. */
    ARRIVAL
  }

  /**
   * Stores an errand.
   *
   * @param kind what kind
   * @param id unique within the kind: the first offer counts
   * @param payload what the handler needs
   * @param due not before; in the past for at once
   * @return whether this offer was the first
   */
  boolean offer(Kind kind, String id, String payload, Instant due);

  /** Makes an errand due now, unless it is under way or done. */
  void hasten(Kind kind, String id);
}
