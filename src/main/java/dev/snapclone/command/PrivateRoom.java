package dev.snapclone.command;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lasting private place for one person and job: a private thread in the card's channel, linked
 * from the card. Where threads cannot be made, a direct message.
 */
public interface PrivateRoom {
  /** In place of the id at the end of a key. */
  String ANY = "…";

  /**
   * Posts messages to the room of a job, creating it if needed. Posts nothing twice for one key.
   *
   * @param jobId the job; one room per job
   * @param place where the card is
   * @param card as {@code Jobs.rememberCard} keeps it; null when there is none
   * @param to who is invited
   * @param title the room's name
   * @param key names this set of messages within the job, such as {@code windows-guide}
   * @param messages in order
   * @return a link to the room; null when neither a thread nor a direct message can be made, so
   *     that the caller answers privately
   */
  @Nullable String post(
      String jobId,
      Place place,
      @Nullable String card,
      Actor to,
      String title,
      String key,
      List<Reply> messages);

  /**
   * Rewrites what stands in the rooms of a job, thread and direct messages alike, where it is no
   * longer so: of the messages of some keys one remains in each, with other words; the rest is
   * deleted. Posts nothing, notifies nobody.
   *
   * @param jobId the job
   * @param place where the card is
   * @param card as {@code Jobs.rememberCard} keeps it; null when there is none
   * @param to who was invited
   * @param keys of single messages, the one to keep first; {@link #ANY} at an end stands for any id
   * @param now what is so
   */
  default void rewrite(
      String jobId, Place place, @Nullable String card, Actor to, List<String> keys, Reply now) {}
}
