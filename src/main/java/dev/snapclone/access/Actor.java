package dev.snapclone.access;

import java.util.Collection;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;

/**
 * A person, as the chat described them in the interaction at hand: roles are those of that moment.
 *
 * @param id the chat's user id
 * @param name the display name; untrusted
 * @param roleIds ids of the roles that the person has in the guild
 * @param roleNames names of those roles; untrusted, matched exactly
 * @param guildAdministrator whether the person administers the guild
 */
public record Actor(
    String id,
    String name,
    Set<String> roleIds,
    Set<String> roleNames,
    boolean guildAdministrator) {
  public Actor {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(name, "name");
    roleIds = Set.copyOf(roleIds);
    roleNames = Set.copyOf(roleNames);
  }

  /** Whether a list of role ids, role names and user ids names this person. */
  public boolean isOneOf(Collection<String> listed) {
    return listed.contains(id)
        || !Collections.disjoint(roleIds, listed)
        || !Collections.disjoint(roleNames, listed);
  }
}
