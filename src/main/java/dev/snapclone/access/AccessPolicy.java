package dev.snapclone.access;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Maps people to roles and says where commands are accepted. Each of the three role lists is taken
 * from the most specific scope that sets it: cloud, channel, guild, then the general lists.
 *
 * @param guilds ids of the served guilds; others are refused
 * @param operators role ids or names, or user ids
 * @param approvers role ids or names, or user ids
 * @param admins role ids or names, or user ids; administrators of a served guild are always admins
 * @param channels ids or names of the channels where commands are accepted; empty for all
 * @param scopes overrides for guilds, channels and clouds
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

  /** A policy without overrides. */
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
   * The highest role of a person for a cloud. {@link Role#NONE} outside the served guilds and for
   * clouds that the guild may not use.
   *
   * @param cloud the bot's name; empty for none
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

  /** The highest role of a person in any cloud, or without a cloud. */
  public Role highestRole(Actor actor, Place place) {
    Role highest = roleOf(actor, place, "");
    for (String cloud : scopes.clouds().keySet()) {
      Role role = roleOf(actor, place, cloud);
      highest = role.covers(highest) ? role : highest;
    }
    return highest;
  }

  /** The clouds for which a person has at least this role. */
  public VisibleClouds visible(Actor actor, Place place, Role needed) {
    boolean general = roleOf(actor, place, "").covers(needed);
    Set<String> named = new HashSet<>(scopes.cloudNames());
    named.addAll(scopes.clouds().keySet());
    named.removeIf(cloud -> roleOf(actor, place, cloud).covers(needed) == general);
    return new VisibleClouds(!general, named);
  }

  /** Whether a cloud is configured; always true when the clouds are not known. */
  public boolean knows(String cloud) {
    return scopes.cloudNames().isEmpty() || scopes.cloudNames().contains(cloud);
  }

  /** The configured clouds, the default one first; empty when they are not known. */
  public List<String> cloudNames() {
    return scopes.cloudNames();
  }

  /**
   * Whether a person's yes counts: those named by the rules, else those with the approver role for
   * the place and the cloud.
   */
  public boolean mayApprove(Actor who, Place place, String cloud, Terms terms) {
    return serves(place.guild())
        && terms.approverLists().stream()
            .allMatch(
                list ->
                    list.isEmpty()
                        ? roleOf(who, place, cloud).covers(Role.APPROVER)
                        : who.isOneOf(list));
  }

  /**
   * Who has a role: role ids or names, or user ids.
   *
   * @param cloud the bot's name; empty for none
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

  /** Whether commands are accepted in the channel, or in the thread's parent channel. */
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
   * The cloud of a command that names none: the channel's, else the first one that the guild may
   * use, else the first of all.
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

  /** The configured name of a cloud, ignoring case; the given name when there is none. */
  public String cloudNamed(String given) {
    return scopes.cloudNames().stream().filter(given::equalsIgnoreCase).findFirst().orElse(given);
  }
}
