package dev.snapclone.approval;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;

/** Knows whether there is anybody to ask. */
@FunctionalInterface
public interface Approvers {
  /** What is known about the other approvers of a guild. */
  enum Others {
    SOMEBODY,
    NOBODY,
    /** The chat did not tell. */
    UNKNOWN
  }

  /**
   * Whether anybody besides the requester may approve in the guild. Asked once per job; may wait
   * for the chat.
   */
  Others besides(Actor requester, Place place);
}
