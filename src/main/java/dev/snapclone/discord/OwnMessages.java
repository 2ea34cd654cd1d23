package dev.snapclone.discord;

import dev.snapclone.job.Job;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

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
    if (clock.instant().isBefore(job.created().plus(Nonce.LASTS))) {
      return Optional.empty();
    }
    return since(job, spot, footer);
  }

  /** The newest since the job was made; replies are outcomes and no cards. */
  Optional<String> since(Job job, Spot spot, String footer) {
    return chat.ownSince(spot, job.created().minus(CLOCK_SKEW)).stream()
        .filter(own -> own.footer().equals(footer) && own.replyTo() == null)
        .reduce((first, second) -> second)
        .map(Chat.Own::id);
  }
}
