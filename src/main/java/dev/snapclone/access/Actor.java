package dev.snapclone.access;

import java.util.Collection;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;

/**
 * A person with the roles that the chat reported in the current interaction.
 *
 * @param id the chat's user id
 * @param name the display name; untrusted
 * @param roleIds ids of the roles that the person has in the guild
 * @param roleNames names of those roles; untrusted; matched exactly, never against an id
 * @param guildAdministrator whether the person administers the guild
 * @param locale the language of the person's client as a BCP 47 tag; empty when unknown
 */
public record Actor(
    String id,
    String name,
    Set<String> roleIds,
    Set<String> roleNames,
    boolean guildAdministrator,
    String locale) {
  public Actor {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    roleIds = Set.copyOf(roleIds);
    roleNames = Set.copyOf(roleNames);
    // Rows of older versions have no language.
    locale = Objects.requireNonNullElse(locale, "");
  }

  /** A person with an unknown language. */
  public Actor(
      String id,
      String name,
      Set<String> roleIds,
      Set<String> roleNames,
      boolean guildAdministrator) {
    this(id, name, roleIds, roleNames, guildAdministrator, "");
  }

  /** The same person with another language, a BCP 47 tag. */
  public Actor withLocale(String language) {
    return new Actor(id, name, roleIds, roleNames, guildAdministrator, language);
  }

  /**
   * The language of messages that only this person reads.
   *
   * @param otherwise used when the person's language is unknown
   */
  public String localeOr(String otherwise) {
    return locale.isEmpty() ? otherwise : locale;
  }

  /** Whether a list of role ids, role names and user ids contains this person. */
  public boolean isOneOf(Collection<String> listed) {
    return listed.contains(id)
        || !Collections.disjoint(roleIds, listed)
        || roleNames.stream().anyMatch(role -> !Ids.isId(role) && listed.contains(role));
  }
}
