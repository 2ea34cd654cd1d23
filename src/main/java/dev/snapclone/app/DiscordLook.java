package dev.snapclone.app;

import dev.snapclone.config.DiscordSettings;
import dev.snapclone.discord.DiscordInspection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Discord checks of {@link Check}. */
final class DiscordLook implements DiscordProbe, AutoCloseable {
  private final DiscordSettings settings;
  private @Nullable DiscordInspection inspection;

  DiscordLook(DiscordSettings settings) {
    this.settings = settings;
  }

  @Override
  public Bot signIn() {
    DiscordInspection begun = DiscordInspection.begin(settings);
    inspection = begun;
    return new Bot(begun.applicationId(), begun.name());
  }

  @Override
  public Optional<Guild> guild(String id, List<String> named) {
    DiscordInspection begun = inspection;
    if (begun == null) {
      throw new IllegalStateException("not signed in");
    }
    return begun
        .guild(id, named)
        .map(g -> new Guild(g.name(), g.permissions(), g.roles(), g.channels(), g.silent()));
  }

  @Override
  public List<Gap> gaps(String guild, List<String> named, boolean all) {
    DiscordInspection begun = inspection;
    if (begun == null) {
      throw new IllegalStateException("not signed in");
    }
    // A missing channel has no name; its configuration key is reported instead.
    return begun.gaps(guild, named, all).stream()
        .filter(gap -> !gap.channel().isEmpty())
        .map(gap -> new Gap(gap.channel(), gap.missing(), gap.needed()))
        .toList();
  }

  @Override
  public void close() {
    DiscordInspection begun = inspection;
    if (begun != null) {
      begun.close();
    }
  }
}
