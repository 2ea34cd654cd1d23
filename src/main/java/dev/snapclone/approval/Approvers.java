package dev.snapclone.approval;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds possible approvers. */
public interface Approvers {
  /**
   * The maximum number of people besides the requester who may approve in the guild; people with
   * two of the roles count twice. Called once per job; may wait for the chat.
   *
   * @param cloud the bot's name for the job's cloud
   * @param only role ids or names, or user ids, whose yes counts; empty for everybody with the
   *     approver role
   * @param enough counting may stop there
   * @return the number, which may exceed {@code enough}; empty when the chat did not answer
   */
  OptionalInt countOthers(
      Actor requester, Place place, String cloud, List<String> only, int enough);

  /**
   * A person with current roles, freshly read.
   *
   * @return empty when the person is no longer in the guild
   * @throws RuntimeException when the chat is unavailable
   */
  Optional<Actor> member(String guild, String person);
}
