package dev.snapclone.approval;

import dev.snapclone.approval.Approval.Decision;

/** What became of an answer. */
public enum Answered {
  /** It was the last yes that was needed: the job is queued. */
  GRANTED,
  /** The yes counts; more people must say yes. */
  COUNTED,
  /** The no ended it. */
  DENIED,
  /** The time is over. */
  EXPIRED,
  /** It had been decided before. */
  DECIDED_BEFORE,
  /** Four eyes: the requester's own yes does not count. */
  OWN_YES,
  /** This person said yes before. */
  SAID_BEFORE,
  /** The stored plan is not the one that was asked about. */
  PLAN_CHANGED,
  /** The job needs no approval. */
  NOT_ASKED,
  /** This person's answer does not count. */
  NOT_ALLOWED,
  /** The policy demands a reason. */
  NO_REASON,
  /** The policy forbids the job by now. */
  FORBIDDEN;

  /** What a press that is carried out again did the first time, as far as it still holds. */
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
