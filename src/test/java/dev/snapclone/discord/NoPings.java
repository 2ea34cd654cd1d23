package dev.snapclone.discord;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.notification.MemoryNotifyChoices;
import java.util.List;
import java.util.Set;

/** Mentions nobody. */
final class NoPings {
  private NoPings() {}

  static Pings in(Chat chat) {
    return new Pings(
        new AccessPolicy(Set.of(), List.of(), List.of(), List.of(), List.of()),
        chat,
        false,
        new MemoryNotifyChoices());
  }
}
