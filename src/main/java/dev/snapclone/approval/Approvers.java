package dev.snapclone.approval;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import java.util.List;
import java.util.Optional;

/** Knows who there is to ask. */
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
   *
   * @param cloud the bot's name for the job's cloud
   * @param only role ids or names, or user ids, whose yes counts; empty for everybody with the
   *     approver role
   */
  Others besides(Actor requester, Place place, String cloud, List<String> only);

  /**
   * A person with the roles of this moment, freshly fetched.
   *
   * @return empty when the person is not in the guild any more
   * @throws RuntimeException when the chat does not tell now
   */
  Optional<Actor> member(String guild, String person);
}
