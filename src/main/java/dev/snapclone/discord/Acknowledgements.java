package dev.snapclone.discord;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import net.dv8tion.jda.api.utils.TimeUtil;
import org.jspecify.annotations.Nullable;

/**
 * Which interactions were acknowledged. Of one that nobody acknowledged, whoever asked reads that
 * it failed, so it is not carried out.
 */
final class Acknowledgements {
  /** Discord's limit (interactions/receiving-and-responding.mdx). */
  static final Duration WITHIN = Duration.ofSeconds(3);

  /** A token lives 15 minutes; refused requests count against the bot's address. */
  private static final Duration TOKEN_LIVES = Duration.ofMinutes(14);

  private final Chat chat;
  private final InstantSource clock;

  /** What this process saw of its own acknowledgements: taken, or refused for good. */
  private final Cache<String, Boolean> seen =
      Caffeine.newBuilder().expireAfterWrite(Duration.ofDays(2)).maximumSize(10_000).build();

  Acknowledgements(Chat chat, InstantSource clock) {
    this.chat = chat;
    this.clock = clock;
  }

  /** Discord took the acknowledgement of this process. */
  void taken(PendingInteraction pending) {
    seen.put(pending.invocation().id(), true);
  }

  /** Discord refused it for good, and not because another was first. */
  void refused(PendingInteraction pending) {
    seen.put(pending.invocation().id(), false);
  }

  /**
   * Whether an interaction was acknowledged by nobody, as far as can be told. Within the time for
   * it, only what was acknowledged is carried out; later, Discord is asked.
   *
   * @param attempt 0 when nothing was begun yet
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
    // Whoever took it up before the token died has asked then.
    return expired(pending)
        ? attempt == 0
        : !chat.acknowledged(pending.token(), Boolean.FALSE.equals(ours));
  }

  /** Whether the interaction can be answered by its token no more. */
  boolean expired(PendingInteraction pending) {
    Instant asked = asked(pending);
    return asked != null && asked.plus(TOKEN_LIVES).isBefore(clock.instant());
  }

  /**
   * When it was asked: when the bot heard of it, for its own clock may differ from Discord's, and
   * an id tells the time only by Discord's way of making ids. What an older version stored has the
   * id alone; null when that is none of Discord's.
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
