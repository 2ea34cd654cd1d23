package dev.snapclone.sandbox.discord;

import dev.snapclone.sandbox.discord.chat.Access;
import dev.snapclone.sandbox.discord.chat.Channel;
import dev.snapclone.sandbox.discord.chat.ChatWorld;
import dev.snapclone.sandbox.discord.chat.User;
import java.util.Optional;

/** Finds channels by name or id. */
final class Places {
  private final ChatWorld world;

  Places(ChatWorld world) {
    this.world = world;
  }

  boolean exists(String name, User user) {
    return find(name, user).isPresent();
  }

  /** Returns a channel by name or id; of several with one name, the newest that the user sees. */
  Channel channel(String name, User user) {
    return find(name, user)
        .orElseThrow(() -> new ClientRefusal("there is no channel called " + name));
  }

  private Optional<Channel> find(String name, User user) {
    String bare = name.startsWith("#") ? name.substring(1) : name;
    synchronized (world) {
      Channel byId = world.channel(bare);
      if (byId != null) {
        return Optional.of(byId);
      }
      Optional<Channel> visible =
          world.channels().stream()
              .filter(c -> c.name().equals(bare) && Access.sees(user, c))
              .reduce((first, second) -> second);
      return visible.or(
          () -> world.channels().stream().filter(c -> c.name().equals(bare)).findFirst());
    }
  }
}
