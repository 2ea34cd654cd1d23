package dev.snapclone.access;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Maps people to roles and says where commands are taken.
 *
 * @param guilds ids of the guilds that are served; everything else is refused
 * @param operators role ids or names
 * @param approvers role ids or names
 * @param admins role ids or names; administrators of a served guild are admins anyway
 * @param channels ids or names of the channels where commands are taken; empty means all
 */
public record AccessPolicy(
    Set<String> guilds,
    List<String> operators,
    List<String> approvers,
    List<String> admins,
    List<String> channels) {
  public AccessPolicy {
    guilds = Set.copyOf(guilds);
    operators = List.copyOf(operators);
    approvers = List.copyOf(approvers);
    admins = List.copyOf(admins);
    channels = List.copyOf(channels);
  }

  /** Whether the guild is served. */
  public boolean serves(String guild) {
    return guilds.contains(guild);
  }

  /** The highest role of a person; {@link Role#NONE} outside the served guilds. */
  public Role roleOf(Actor actor, Place place) {
    Objects.requireNonNull(actor, "actor");
    if (!serves(place.guild())) {
      return Role.NONE;
    }
    if (actor.guildAdministrator() || holds(actor, admins)) {
      return Role.ADMIN;
    }
    if (holds(actor, approvers)) {
      return Role.APPROVER;
    }
    return holds(actor, operators) ? Role.OPERATOR : Role.NONE;
  }

  /** Whether commands are taken in the channel, or in the thread's parent channel. */
  public boolean takesCommandsIn(Place place) {
    return channels.isEmpty()
        || channels.contains(place.channel())
        || channels.contains(place.parentChannel())
        || channels.contains(place.channelName());
  }

  private static boolean holds(Actor actor, Collection<String> named) {
    return !Collections.disjoint(actor.roleIds(), named)
        || !Collections.disjoint(actor.roleNames(), named);
  }
}
