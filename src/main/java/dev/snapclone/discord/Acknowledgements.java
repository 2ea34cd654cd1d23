package dev.snapclone.discord;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import net.dv8tion.jda.api.utils.TimeUtil;
import org.jspecify.annotations.Nullable;

/**
 * Which interactions were acknowledged. Discord tells the person that an unacknowledged one failed,
 * so the bot does not run it.
 */
final class Acknowledgements {
  /** Discord's limit (interactions/receiving-and-responding.mdx). */
  static final Duration WITHIN = Duration.ofSeconds(3);

  /** A token lives 15 minutes. Requests with a dead one count against the bot's address. */
  static final Duration TOKEN_LIVES = Duration.ofMinutes(14);

  private final Chat chat;
  private final InstantSource clock;

  /** Whether Discord took this process's acknowledgement; false when refused for good. */
  private final Cache<String, Boolean> seen =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofDays(2)).maximumSize(10_000).build();

  Acknowledgements(Chat chat, InstantSource clock) {
    this.chat = chat;
    this.clock = clock;
  }

  void taken(PendingInteraction pending) {
    seen.put(pending.invocation().id(), true);
  }

  /** Discord refused it for good, for another reason than that somebody else was first. */
  void refused(PendingInteraction pending) {
    seen.put(pending.invocation().id(), false);
  }

  /**
   * Whether nobody acknowledged an interaction, as far as can be told. Before the deadline only a
   * seen acknowledgement counts; after it, Discord is asked.
   *
   * @param attempt 0 for the first attempt
   * @throws ChatException when Discord cannot be asked now
   */
  boolean missing(PendingInteraction pending, int attempt) {
    Boolean ours = seen.getIfPresent(pending.invocation().id());
    Instant asked = asked(pending);
    if (Boolean.TRUE.equals(ours)
        || asked == null
        || clock.instant().isBefore(asked.plus(WITHIN))) {
      return false;
    }
    // Before a later attempt, an earlier one asked while the token was valid.
    return expired(pending)
        ? attempt == 0
        : !chat.acknowledged(pending.token(), Boolean.FALSE.equals(ours));
  }

  boolean expired(PendingInteraction pending) {
    Instant asked = asked(pending);
    return asked != null && asked.plus(TOKEN_LIVES).isBefore(clock.instant());
  }

  /**
   * When the bot received it, by the bot's own clock, which may differ from Discord's. Rows of an
   * older version hold only the interaction's id, whose time is used; null when it is not an id of
   * Discord's.
   */
  private static @Nullable Instant asked(PendingInteraction pending) {
    Long heard = pending.heardMillis();
    if (heard != null) {
      return Instant.ofEpochMilli(heard);
    }
    try {
      long id = Long.parseUnsignedLong(pending.invocation().id());
      return TimeUtil.getTimeCreated(id).toInstant();
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
