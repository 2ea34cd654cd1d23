package dev.snapclone.sandbox.discord.chat;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Computes permissions (topics/permissions.mdx "Permission Overwrites"). */
public final class Access {
  private static final long IN_DIRECT_MESSAGES =
      Permission.mask(Permission.ofMembers()) & ~Permission.CREATE_PRIVATE_THREADS.bit();

  private Access() {}

  /** Returns a user's permissions in a channel; in a thread, those of its channel. */
  public static long of(User user, Channel channel) {
    Guild guild = channel.guild();
    if (guild == null) {
      return IN_DIRECT_MESSAGES;
    }
    Channel parent = channel.parent();
    return of(user, guild, parent == null ? channel : parent);
  }

  /** Returns whether a user has a permission in a channel. */
  public static boolean may(User user, Permission permission, Channel channel) {
    return permission.in(of(user, channel));
  }

  /** Returns whether a user sees a channel; only its members see a private thread. */
  public static boolean sees(User user, Channel channel) {
    User recipient = channel.recipient();
    if (recipient != null) {
      return user.bot() || recipient.id().equals(user.id());
    }
    if (!may(user, Permission.VIEW_CHANNEL, channel)) {
      return false;
    }
    return !channel.isPrivateThread()
        || channel.threadMembers().containsKey(user.id())
        || may(user, Permission.MANAGE_THREADS, channel);
  }

  private static long of(User user, Guild guild, @Nullable Channel channel) {
    Member member = guild.member(user.id());
    if (member == null) {
      return 0;
    }
    if (guild.ownerId().equals(user.id())) {
      return Permission.ALL;
    }
    long base = permissions(guild, guild.id());
    for (String role : member.roleIds()) {
      base |= permissions(guild, role);
    }
    if (Permission.ADMINISTRATOR.in(base)) {
      return Permission.ALL;
    }
    return channel == null ? base : overwritten(base, member, guild, channel.overwrites());
  }

  private static long permissions(Guild guild, String roleId) {
    GuildRole role = guild.role(roleId);
    return role == null ? 0 : role.permissions();
  }

  private static long overwritten(
      long base, Member member, Guild guild, Map<String, Overwrite> overwrites) {
    long result = apply(base, overwrites.get(guild.id()));
    long allow = 0;
    long deny = 0;
    for (String roleId : member.roleIds()) {
      Overwrite overwrite = overwrites.get(roleId);
      if (overwrite != null) {
        allow |= overwrite.allow();
        deny |= overwrite.deny();
      }
    }
    result = (result & ~deny) | allow;
    return apply(result, overwrites.get(member.user().id()));
  }

  private static long apply(long permissions, @Nullable Overwrite overwrite) {
    return overwrite == null ? permissions : (permissions & ~overwrite.deny()) | overwrite.allow();
  }
}
