package dev.snapclone.command;

import dev.snapclone.job.Job;
import java.time.Instant;
import java.util.Optional;

/**
 * Replies to the card of a job, for what its people must be called for: edits notify nobody. Where
 * the card is out of reach, direct messages.
 */
public interface CardReplies {
  /**
   * Replies to a job's card. Posts nothing twice for one key.
   *
   * @param key a short word that tells this reply from others of the job
   * @param since when it can have been posted for the first time
   * @param to the id of the person who is called
   * @return where it is, for {@link #delete}; empty when the person is out of reach
   * @throws RuntimeException when the chat cannot be reached now
   */
  Optional<String> post(Job job, String key, Instant since, String to, Reply reply);

  /**
   * Deletes a reply; one that is gone already is no failure.
   *
   * @param where as {@link #post} returned it
   * @throws RuntimeException when the chat cannot be reached now
   */
  void delete(String where);
}
