package dev.snapclone.discord;

/**
 * What a component carries: the press's name and what it is about, as {@code name:target}.
 *
 * @param name the press
 * @param target what it is about; whoever pressed could have made it up
 */
record CustomId(String name, String target) {
  /** Reads a component's id; without a colon the target is empty. */
  static CustomId parse(String customId) {
    int colon = customId.indexOf(':');
    return colon < 0
        ? new CustomId(customId, "")
        : new CustomId(customId.substring(0, colon), customId.substring(colon + 1));
  }

  /** As it is written in a message. */
  String encode() {
    return name + ":" + target;
  }
}
