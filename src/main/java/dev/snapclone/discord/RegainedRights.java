package dev.snapclone.discord;

import net.dv8tion.jda.api.events.channel.ChannelCreateEvent;
import net.dv8tion.jda.api.events.guild.GuildReadyEvent;
import net.dv8tion.jda.api.events.guild.member.GuildMemberRoleAddEvent;
import net.dv8tion.jda.api.events.guild.override.GenericPermissionOverrideEvent;
import net.dv8tion.jda.api.events.role.update.RoleUpdatePermissionsEvent;
import net.dv8tion.jda.api.hooks.ListenerAdapter;

/** Reports when the bot may have gained permissions. */
final class RegainedRights extends ListenerAdapter {
  private final Runnable changed;

  /**
   * @param changed called after every change; must not block
   */
  RegainedRights(Runnable changed) {
    this.changed = changed;
  }

  @Override
  public void onGenericPermissionOverride(GenericPermissionOverrideEvent event) {
    changed.run();
  }

  @Override
  public void onRoleUpdatePermissions(RoleUpdatePermissionsEvent event) {
    changed.run();
  }

  @Override
  public void onGuildMemberRoleAdd(GuildMemberRoleAddEvent event) {
    changed.run();
  }

  /** A channel that the bot can now see arrives like a new one. */
  @Override
  public void onChannelCreate(ChannelCreateEvent event) {
    changed.run();
  }

  @Override
  public void onGuildReady(GuildReadyEvent event) {
    changed.run();
  }
}
