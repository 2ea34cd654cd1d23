package dev.snapclone.command;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A lasting private room for one person about one job: a private thread of the card's channel,
 * linked from the card; a direct message where threads cannot be made.
 */
public interface PrivateRoom {
  /**
   * Posts messages to a person's room of a job, making the room when there is none yet. Repeated
   * with the same key, it posts nothing twice.
   *
   * @param jobId the job; one room per job
   * @param place where the card stands
   * @param card the card, as {@code Jobs.rememberCard} keeps it; null when there is none
   * @param to who is invited
   * @param title the room's name
   * @param key names this set of messages within the job, such as {@code windows-guide}
   * @param messages in order, a message each
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
}
