package dev.snapclone.sandbox.discord.chat;

import java.util.Collection;
import java.util.List;

/** Permission bits that the sandbox knows (topics/permissions.mdx). */
public enum Permission {
  ADMINISTRATOR(3),
  MANAGE_CHANNELS(4),
  MANAGE_GUILD(5),
  ADD_REACTIONS(6),
  VIEW_CHANNEL(10),
  SEND_MESSAGES(11),
  MANAGE_MESSAGES(13),
  EMBED_LINKS(14),
  ATTACH_FILES(15),
  READ_MESSAGE_HISTORY(16),
  MENTION_EVERYONE(17),
  USE_EXTERNAL_EMOJIS(18),
  CHANGE_NICKNAME(26),
  MANAGE_ROLES(28),
  USE_APPLICATION_COMMANDS(31),
  MANAGE_THREADS(34),
  CREATE_PUBLIC_THREADS(35),
  CREATE_PRIVATE_THREADS(36),
  SEND_MESSAGES_IN_THREADS(38),
  PIN_MESSAGES(51);

  /** All permissions. */
  public static final long ALL = (1L << 53) - 1;

  private final int offset;

  Permission(int offset) {
    this.offset = offset;
  }

  /** Returns the permission as one bit. */
  public long bit() {
    return 1L << offset;
  }

  /** Whether a set contains this permission. */
  public boolean in(long set) {
    return (set & bit()) != 0;
  }

  /** Returns the set of the given permissions. */
  public static long mask(Collection<Permission> permissions) {
    return permissions.stream().mapToLong(Permission::bit).reduce(0, (a, b) -> a | b);
  }

  /** What an ordinary member may do by default. */
  public static List<Permission> ofMembers() {
    return List.of(
        VIEW_CHANNEL,
        SEND_MESSAGES,
        EMBED_LINKS,
        ATTACH_FILES,
        READ_MESSAGE_HISTORY,
        ADD_REACTIONS,
        USE_APPLICATION_COMMANDS,
        CREATE_PUBLIC_THREADS,
        CREATE_PRIVATE_THREADS,
        SEND_MESSAGES_IN_THREADS,
        CHANGE_NICKNAME);
  }
}
