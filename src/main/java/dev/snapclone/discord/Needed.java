package dev.snapclone.discord;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Set;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;

/**
 * The permissions needed to show cards and outcomes (topics/permissions.mdx). Without Embed Links
 * Discord silently drops embeds; without Read Message History it refuses replies, and the bot
 * cannot check whether it already posted an outcome.
 */
final class Needed {
  private Needed() {}

  /** The missing permissions for cards in a channel. */
  static Set<Permission> lackingForCards(GuildChannel channel) {
    boolean thread = channel.getType().isThread();
    EnumSet<Permission> needed =
        EnumSet.of(
            Permission.VIEW_CHANNEL,
            thread ? Permission.MESSAGE_SEND_IN_THREADS : Permission.MESSAGE_SEND,
            Permission.MESSAGE_EMBED_LINKS,
            Permission.MESSAGE_HISTORY);
    if (channel instanceof ThreadChannel locked && locked.isLocked()) {
      needed.add(Permission.MANAGE_THREADS);
    }
    return lacking(channel, needed);
  }

  /** The missing permissions for private rooms; without them the bot uses direct messages. */
  static Set<Permission> lackingForRooms(GuildChannel channel) {
    return lacking(
        channel, EnumSet.of(Permission.CREATE_PRIVATE_THREADS, Permission.MESSAGE_SEND_IN_THREADS));
  }

  private static Set<Permission> lacking(GuildChannel channel, EnumSet<Permission> needed) {
    Set<Permission> lacking = new LinkedHashSet<>(needed);
    lacking.removeAll(channel.getGuild().getSelfMember().getPermissions(channel));
    return lacking;
  }
}
