package dev.snapclone.discord;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import java.util.Set;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.Role;
import net.dv8tion.jda.api.entities.channel.Channel;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.interactions.Interaction;

/** Translates JDA's people and channels to ours. */
final class Events {
  private Events() {}

  /** The acting member with current roles, and the language of the client in use. */
  static Actor actor(Member member, Interaction event) {
    return actor(member).withLocale(event.getUserLocale().getLocale());
  }

  /** A member with current roles. */
  static Actor actor(Member member) {
    Set<String> ids = member.getRoles().stream().map(Role::getId).collect(Collectors.toSet());
    Set<String> names = member.getRoles().stream().map(Role::getName).collect(Collectors.toSet());
    return new Actor(
        member.getId(),
        member.getEffectiveName(),
        ids,
        names,
        member.isOwner() || member.hasPermission(Permission.ADMINISTRATOR));
  }

  /** A direct message carries no roles: they are looked up when the press is carried out. */
  static Actor stranger(Interaction event) {
    return new Actor(
        event.getUser().getId(),
        event.getUser().getEffectiveName(),
        Set.of(),
        Set.of(),
        false,
        event.getUserLocale().getLocale());
  }

  static Place place(Guild guild, Channel channel) {
    String locale = guild.getLocale().getLocale();
    if (channel instanceof ThreadChannel thread) {
      Channel parent = thread.getParentChannel();
      return new Place(guild.getId(), thread.getId(), parent.getName(), parent.getId(), locale);
    }
    return new Place(guild.getId(), channel.getId(), channel.getName(), channel.getId(), locale);
  }
}
