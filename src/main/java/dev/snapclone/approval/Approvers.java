package dev.snapclone.approval;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Knows who there is to ask. */
public interface Approvers {
  /**
   * How many people besides the requester may approve in the guild, at the most: who has two of the
   * roles is counted twice. Asked once per job; may wait for the chat.
   *
   * @param cloud the bot's name for the job's cloud
   * @param only role ids or names, or user ids, whose yes counts; empty foreverybody with the
   *     approver role
   * @param enough counting may stop there
   * @return the number, which may be more than {@code enough}; empty when the chat did not tell
   */
  OptionalInt besides(Actor requester, Place place, String cloud, List<String> only, int enough);

  /**
   * A person with the roles of this moment, freshly fetched.
   *
   * @return empty when the person is not in the guild any more
   * @throws RuntimeException when the chat does not tell now
   */
  Optional<Actor> member(String guild, String person);
}
