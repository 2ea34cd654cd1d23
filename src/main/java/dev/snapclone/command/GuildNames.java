package dev.snapclone.command;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * What the roles, people and channels of a guild are called there, as far as it is known without
 * asking the chat.
 */
@FunctionalInterface
public interface GuildNames {
  /** Everything is called as it is configured. */
  GuildNames AS_CONFIGURED = (guild, configured) -> configured;

  /**
   * A name; untrusted.
   *
   * @param configured an id or a name of the configuration; returned where it is not known
   */
  String of(String guild, String configured);

  /** Several names, separated by commas. */
  default String list(String guild, Collection<String> configured) {
    return configured.stream().map(one -> of(guild, one)).collect(Collectors.joining(", "));
  }
}
