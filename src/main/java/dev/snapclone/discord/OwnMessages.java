package dev.snapclone.discord;

import dev.snapclone.job.Job;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import net.dv8tion.jda.api.utils.TimeUtil;
import org.jspecify.annotations.Nullable;

/** Finds again what the bot has posted about a job, by its footer. */
final class OwnMessages {
  /** Clocks differ, Discord's included. */
  static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  private final Chat chat;
  private final InstantSource clock;

  OwnMessages(Chat chat, InstantSource clock) {
    this.chat = chat;
    this.clock = clock;
  }

  /** What a process that died may have posted, longer ago than the nonce protects. */
  Optional<String> earlier(Job job, Spot spot, String footer) {
    // The interaction may be older than the job, which the database may have lost and made anew.
    Instant asked = job.created().minus(behind(job, job.origin().invocation()));
    if (clock.instant().isBefore(asked.plus(Nonce.LASTS))) {
      return Optional.empty();
    }
    return since(job, spot, footer);
  }

  /** The newest since the job was made; replies are outcomes and no cards. */
  Optional<String> since(Job job, Spot spot, String footer) {
    return chat.ownSince(spot, from(job, job.created())).stream()
        .filter(own -> own.footer().equals(footer) && own.replyTo() == null)
        .reduce((first, second) -> second)
        .map(Chat.Own::id);
  }

  /**
   * From when on, by Discord's clock, to look for what the bot posted about a job after some time
   * of its own clock. Discord's ids tell its time (reference.mdx "Snowflakes"); when those that the
   * job knows are older than the job itself, Discord's clock is so much behind.
   */
  static Instant from(Job job, Instant time) {
    String card = job.card() == null ? null : CardRef.parse(job.card()).message();
    Duration behind = behind(job, job.origin().invocation());
    Duration behindTheCard = behind(job, card);
    Duration most = behind.compareTo(behindTheCard) > 0 ? behind : behindTheCard;
    return time.minus(most).minus(CLOCK_SKEW);
  }

  private static Duration behind(Job job, @Nullable String id) {
    if (id == null || !id.matches("\\d{1,19}")) {
      return Duration.ZERO; // asked for by something else than an interaction
    }
    Instant there = TimeUtil.getTimeCreated(Long.parseUnsignedLong(id)).toInstant();
    Duration behind = Duration.between(there, job.created());
    return behind.isNegative() ? Duration.ZERO : behind;
  }
}
