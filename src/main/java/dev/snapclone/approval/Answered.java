package dev.snapclone.approval;

import dev.snapclone.approval.Approval.Decision;

/** The result of an answer. */
public enum Answered {
  /** The last yes that was needed: the job is queued. */
  GRANTED,
  /** The yes counts, but more are needed. */
  COUNTED,
  /** The no ended the approval. */
  DENIED,
  /** Too late. */
  EXPIRED,
  /** It was already decided. */
  DECIDED_BEFORE,
  /** Four eyes: the requester's own yes does not count. */
  OWN_YES,
  /** This person already said yes. */
  SAID_BEFORE,
  /** The stored plan differs from the one that was asked about. */
  PLAN_CHANGED,
  /** The job needs no approval. */
  NOT_ASKED,
  /** This person's answer does not count. */
  NOT_ALLOWED,
  /** The policy requires a reason. */
  NO_REASON,
  /** The policy now wants a reason of the requester that is not there. */
  REQUEST_WITHOUT_REASON,
  /** The policy now forbids the job. */
  FORBIDDEN;

  /** The result of a repeated press: what it did the first time, if that still holds. */
  static Answered earlier(Approval now, Decision given) {
    if (!given.counts()) {
      return PLAN_CHANGED;
    }
    return switch (now.state()) {
      case PENDING -> COUNTED;
      case GRANTED -> GRANTED;
      case DENIED -> given.yes() ? DECIDED_BEFORE : DENIED;
      case EXPIRED, WITHDRAWN -> DECIDED_BEFORE;
    };
  }

  static Answered of(ApprovalStore.Change change, Decision decision) {
    Approval before = change.before();
    Approval after = change.after();
    if (before.state() != Approval.State.PENDING) {
      return DECIDED_BEFORE;
    }
    if (after.equals(before)) {
      boolean own = before.fourEyes() && decision.personId().equals(before.requesterId());
      return own ? OWN_YES : SAID_BEFORE;
    }
    return switch (after.state()) {
      case PENDING -> COUNTED;
      case GRANTED -> GRANTED;
      case DENIED -> DENIED;
      case EXPIRED, WITHDRAWN -> EXPIRED;
    };
  }
}
