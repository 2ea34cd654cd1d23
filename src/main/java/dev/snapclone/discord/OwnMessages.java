package dev.snapclone.discord;

import dev.snapclone.job.Job;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import net.dv8tion.jda.api.utils.TimeUtil;
import org.jspecify.annotations.Nullable;

/** Finds what the bot has posted about a job, by its footer. */
final class OwnMessages {
  /** Allowed difference between clocks, Discord's included. */
  static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  private final Chat chat;
  private final InstantSource clock;

  OwnMessages(Chat chat, InstantSource clock) {
    this.chat = chat;
    this.clock = clock;
  }

  /** A message of a process that died, posted too long ago for the nonce to prevent another. */
  Optional<String> earlier(Job job, Spot spot, String footer) {
    // The interaction may be older than a job that the database lost and made anew.
    Instant asked = job.created().minus(clockLag(job, job.origin().invocation()));
    if (clock.instant().isBefore(asked.plus(Nonce.LASTS))) {
      return Optional.empty();
    }
    return since(job, spot, footer);
  }

  /** The newest message since the job was made. Replies are outcomes, not cards. */
  Optional<String> since(Job job, Spot spot, String footer) {
    return chat.ownSince(spot, from(job, job.created())).stream()
        .filter(own -> own.signed(footer) && own.replyTo() == null)
        .reduce((first, second) -> second)
        .map(Chat.Own::id);
  }

  /**
   * The time on Discord's clock from which to search. Discord's ids carry its time (reference.mdx
   * "Snowflakes"): when the job's ids look older than the job, Discord's clock is behind by that
   * much.
   */
  static Instant from(Job job, Instant time) {
    String card = job.card() == null ? null : CardRef.parse(job.card()).message();
    Duration behind = clockLag(job, job.origin().invocation());
    Duration behindTheCard = clockLag(job, card);
    Duration most = behind.compareTo(behindTheCard) > 0 ? behind : behindTheCard;
    return time.minus(most).minus(CLOCK_SKEW);
  }

  private static Duration clockLag(Job job, @Nullable String id) {
    if (id == null || !id.matches("\\d{1,19}")) {
      return Duration.ZERO; // not requested by an interaction
    }
    Instant there = TimeUtil.getTimeCreated(Long.parseUnsignedLong(id)).toInstant();
    Duration behind = Duration.between(there, job.created());
    return behind.isNegative() ? Duration.ZERO : behind;
  }
}
