package dev.snapclone.command;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Place;
import dev.snapclone.access.Role;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.util.List;
import java.util.Locale;

/**
 * Who may do what, and what the others are told: which role they lack, by its name in their guild,
 * and whom to ask.
 *
 * @param names of roles, people and channels
 */
public record Authorization(AccessPolicy access, GuildNames names) {
  /**
   * Requires that commands are taken in the guild.
   *
   * @throws ExplainedFailure when they are not
   */
  void requireServed(Place place) {
    if (!access.serves(place.guild())) {
      throw ExplainedFailure.of("common.not-served");
    }
  }

  /**
   * Requires that commands are taken in the channel.
   *
   * @throws ExplainedFailure when they are not
   */
  void requireChannel(Place place) {
    if (!access.takesCommandsIn(place)) {
      throw new ExplainedFailure(
          Text.of("common.wrong-channel"),
          Text.of(
              "common.wrong-channel.next", Arg.name(names.list(place.guild(), access.channels()))));
    }
  }

  /**
   * Requires a role.
   *
   * @param cloud the bot's name; empty where none is concerned, or several are
   * @throws ExplainedFailure when the person lacks it, or the guild may not use the cloud
   */
  void require(Invocation invocation, Role needed, String cloud) {
    Place place = invocation.place();
    requireServed(place);
    if (!cloud.isEmpty() && !access.mayUse(place.guild(), cloud)) {
      throw ExplainedFailure.of("common.cloud-not-here", Arg.name(cloud));
    }
    if (!may(invocation, needed, cloud)) {
      throw lacking(place, needed, cloud);
    }
  }

  /** Without a cloud, or with several, the role in any cloud is enough. */
  boolean may(Invocation invocation, Role needed, String cloud) {
    Role role =
        cloud.isEmpty()
            ? access.highestRole(invocation.actor(), invocation.place())
            : access.roleOf(invocation.actor(), invocation.place(), cloud);
    return role.covers(needed);
  }

  /** Says that a person lacks a role, and that whoever has it can do it instead. */
  public ExplainedFailure askingInstead(Place place, Role needed, String cloud) {
    ExplainedFailure lacking = lacking(place, needed, cloud);
    return access.holders(needed, place, cloud).isEmpty()
        ? lacking
        : new ExplainedFailure(lacking.what(), Text.of("common.not-allowed.next.holder"));
  }

  /** Says that a person lacks a role, and whom to ask. */
  public ExplainedFailure lacking(Place place, Role needed, String cloud) {
    List<String> holders = access.holders(needed, place, cloud);
    if (needed == Role.NONE || holders.isEmpty()) {
      String word = needed.name().toLowerCase(Locale.ROOT);
      return new ExplainedFailure(
          Text.of("common.not-allowed." + word), Text.of("common.not-allowed.nobody"));
    }
    return new ExplainedFailure(
        Text.of(
            holders.size() == 1 ? "common.not-allowed.role" : "common.not-allowed.roles",
            Arg.name(names.list(place.guild(), holders))),
        whomToAsk(place, cloud));
  }

  /** Whom somebody without a role can ask. */
  public Text whomToAsk(Place place, String cloud) {
    List<String> admins = access.holders(Role.ADMIN, place, cloud);
    return admins.isEmpty()
        ? Text.of("common.not-allowed.next")
        : Text.of("common.not-allowed.next.admins", Arg.name(names.list(place.guild(), admins)));
  }
}
