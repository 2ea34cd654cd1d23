package dev.snapclone.access;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Maps people to roles and says where commands are taken. What is said of a cloud counts before
 * what is said of a channel, that before what is said of a guild, and that before the general
 * lists; each of the three lists by itself.
 *
 * @param guilds ids of the guilds that are served; everything else is refused
 * @param operators role ids or names, or user ids
 * @param approvers role ids or names, or user ids
 * @param admins role ids or names, or user ids; administrators of a served guild are admins anyway
 * @param channels ids or names of the channels where commands are taken; empty means all
 * @param scopes what differs in some guilds, channels and clouds
 */
public record AccessPolicy(
    Set<String> guilds,
    List<String> operators,
    List<String> approvers,
    List<String> admins,
    List<String> channels,
    Scopes scopes) {
  public AccessPolicy {
    guilds = Set.copyOf(guilds);
    operators = List.copyOf(operators);
    approvers = List.copyOf(approvers);
    admins = List.copyOf(admins);
    channels = List.copyOf(channels);
    Objects.requireNonNull(scopes, "scopes");
  }

  /** The same everywhere. */
  public AccessPolicy(
      Set<String> guilds,
      List<String> operators,
      List<String> approvers,
      List<String> admins,
      List<String> channels) {
    this(guilds, operators, approvers, admins, channels, Scopes.NONE);
  }

  /** Whether the guild is served. */
  public boolean serves(String guild) {
    return guilds.contains(guild);
  }

  /**
   * The highest role of a person for a cloud; {@link Role#NONE} outside the served guilds and for
   * clouds that the guild may not use.
   *
   * @param cloud the bot's name; empty where none is concerned
   */
  public Role roleOf(Actor actor, Place place, String cloud) {
    Objects.requireNonNull(actor, "actor");
    if (!serves(place.guild()) || !(cloud.isEmpty() || mayUse(place.guild(), cloud))) {
      return Role.NONE;
    }
    if (actor.guildAdministrator() || actor.isOneOf(holders(Role.ADMIN, place, cloud))) {
      return Role.ADMIN;
    }
    if (actor.isOneOf(holders(Role.APPROVER, place, cloud))) {
      return Role.APPROVER;
    }
    return actor.isOneOf(holders(Role.OPERATOR, place, cloud)) ? Role.OPERATOR : Role.NONE;
  }

  /** The highest role of a person in any cloud, or where none is concerned. */
  public Role highestRole(Actor actor, Place place) {
    Role highest = roleOf(actor, place, "");
    for (String cloud : scopes.clouds().keySet()) {
      Role role = roleOf(actor, place, cloud);
      highest = role.covers(highest) ? role : highest;
    }
    return highest;
  }

  /** The clouds in which a person has a role, or a higher one. */
  public VisibleClouds visible(Actor actor, Place place, Role needed) {
    boolean general = roleOf(actor, place, "").covers(needed);
    Set<String> named = new HashSet<>(scopes.cloudNames());
    named.addAll(scopes.clouds().keySet());
    named.removeIf(cloud -> roleOf(actor, place, cloud).covers(needed) == general);
    return new VisibleClouds(!general, named);
  }

  /** Whether a cloud is configured, as far as the clouds are known. */
  public boolean knows(String cloud) {
    return scopes.cloudNames().isEmpty() || scopes.cloudNames().contains(cloud);
  }

  /** The configured clouds, the default one first; empty when they are not known. */
  public List<String> cloudNames() {
    return scopes.cloudNames();
  }

  /**
   * Who has a role: role ids or names, or user ids.
   *
   * @param cloud the bot's name; empty where none is concerned
   */
  public List<String> holders(Role role, Place place, String cloud) {
    Scopes.Roles ofCloud = scopes.clouds().get(cloud);
    Scopes.Channel channel = scopes.channel(place);
    Scopes.Guild guild = scopes.guilds().get(place.guild());
    @Nullable List<String> said = ofCloud == null ? null : ofCloud.of(role);
    said = said == null && channel != null ? channel.roles().of(role) : said;
    said = said == null && guild != null ? guild.roles().of(role) : said;
    return said != null
        ? said
        : switch (role) {
          case OPERATOR -> operators;
          case APPROVER -> approvers;
          case ADMIN -> admins;
          case NONE -> List.of();
        };
  }

  /** Whether commands are taken in the channel, or in the thread's parent channel. */
  public boolean takesCommandsIn(Place place) {
    return channels.isEmpty() || place.isOneOf(channels);
  }

  /** Whether a guild may use a cloud. */
  public boolean mayUse(String guild, String cloud) {
    List<String> only = cloudsOf(guild);
    return only == null || Scopes.lists(only, cloud);
  }

  /** The clouds that a guild may use, the default one first; null for all. */
  public @Nullable List<String> cloudsOf(String guild) {
    Scopes.Guild scope = scopes.guilds().get(guild);
    return scope == null ? null : scope.clouds();
  }

  /**
   * The cloud that is meant where a command names none: the channel's, else the first that the
   * guild may use, else the first of all.
   *
   * @return empty when the clouds are not known
   */
  public Optional<String> usualCloud(Place place) {
    Scopes.Channel channel = scopes.channel(place);
    if (channel != null && channel.cloud() != null) {
      return Optional.of(channel.cloud());
    }
    List<String> only = cloudsOf(place.guild());
    return only != null && !only.isEmpty()
        ? Optional.of(only.get(0))
        : scopes.cloudNames().stream().findFirst();
  }

  /** The configured cloud of that name, upper and lower case alike; as given when there is none. */
  public String cloudNamed(String given) {
    return scopes.cloudNames().stream().filter(given::equalsIgnoreCase).findFirst().orElse(given);
  }
}
