package dev.snapclone.app;

import dev.snapclone.config.DiscordSettings;
import dev.snapclone.discord.DiscordVisit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks around on Discord for {@link Check}. */
final class DiscordLook implements DiscordProbe, AutoCloseable {
  private final DiscordSettings settings;
  private @Nullable DiscordVisit visit;

  DiscordLook(DiscordSettings settings) {
    this.settings = settings;
  }

  @Override
  public Bot signIn() {
    DiscordVisit begun = DiscordVisit.begin(settings);
    visit = begun;
    return new Bot(begun.applicationId(), begun.name());
  }

  @Override
  public Optional<Guild> guild(String id) {
    DiscordVisit begun = visit;
    if (begun == null) {
      throw new IllegalStateException("not signed in");
    }
    return begun
        .guild(id)
        .map(g -> new Guild(g.name(), g.permissions(), g.roles(), g.channels()));
  }

  @Override
  public void close() {
    DiscordVisit begun = visit;
    if (begun != null) {
      begun.close();
    }
  }
}
