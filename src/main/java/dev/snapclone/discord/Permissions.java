package dev.snapclone.discord;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Names permissions as Discord's settings do. */
final class Permissions {
  private Permissions() {}

  /** The permissions for JDA's names, in the reader's language. */
  static String words(Wording wording, Locale locale, Collection<String> names) {
    return names.stream()
        .map(
            name -> {
              String words = wording.label(locale, "discord.permission." + name);
              return words.isEmpty() ? name : words;
            })
        .collect(Collectors.joining(", "));
  }
}
