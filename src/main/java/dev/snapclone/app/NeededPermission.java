package dev.snapclone.app;

import java.util.Arrays;
import java.util.List;

/**
 * The permissions that the bot needs in its channels (Discord, "Permissions", bitwise permission
 * flags).
 */
public enum NeededPermission {
  VIEW_CHANNEL(10, "View Channels"),
  SEND_MESSAGES(11, "Send Messages"),
  EMBED_LINKS(14, "Embed Links"),
  ATTACH_FILES(15, "Attach Files"),
  READ_MESSAGE_HISTORY(16, "Read Message History"),
  CREATE_PRIVATE_THREADS(36, "Create Private Threads"),
  SEND_MESSAGES_IN_THREADS(38, "Send Messages in Threads");

  private static final long ADMINISTRATOR = 1L << 3;

  private final long bit;
  private final String label;

  NeededPermission(int offset, String label) {
    this.bit = 1L << offset;
    this.label = label;
  }

  /** Its name in Discord's settings. */
  public String label() {
    return label;
  }

  /** All of them as a bit set, for the invite link. */
  public static long all() {
    return Arrays.stream(values()).mapToLong(p -> p.bit).reduce(0, (a, b) -> a | b);
  }

  /** The needed permissions that a bit set lacks. */
  public static List<NeededPermission> missingFrom(long permissions) {
    return (permissions & ADMINISTRATOR) != 0
        ? List.of()
        : Arrays.stream(values()).filter(p -> (permissions & p.bit) == 0).toList();
  }

  /** The link with which a guild's administrator adds the bot. */
  public static String inviteLink(String applicationId) {
    return "https://discord.com/oauth2/authorize?client_id="
        + applicationId
        + "&scope=bot+applications.commands&permissions="
        + all();
  }
}
