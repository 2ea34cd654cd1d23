package dev.snapclone.discord;

/**
 * The id of a component: the press's name and its target, as {@code name:target}.
 *
 * @param target untrusted; the person who pressed could have made it up
 */
record CustomId(String name, String target) {
  /** Reads a component's id; without a colon the target is empty. */
  static CustomId parse(String customId) {
    int colon = customId.indexOf(':');
    return colon < 0
        ? new CustomId(customId, "")
        : new CustomId(customId.substring(0, colon), customId.substring(colon + 1));
  }

  String encode() {
    return name + ":" + target;
  }
}
