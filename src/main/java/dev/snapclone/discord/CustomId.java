package dev.snapclone.discord;

import java.util.Set;

/**
 * What a component carries: the press's name and what it is about, as {@code name:target}.
 *
 * @param name the press
 * @param target what it is about; whoever pressed could have made it up
 */
record CustomId(String name, String target) {
  /**
   * Presses that answer a private question in its own message. How a press is acknowledged must
   * follow from the component's id alone, for every replica answers alike.
   */
  private static final Set<String> IN_PLACE =
      Set.of("go-ahead", "cancel", "cancel-draft", "audit-older");

  /**
   * Presses that move their own message on, whoever sees it; what they refuse is said to the person
   * alone.
   */
  private static final Set<String> MOVES_ON =
      Set.of(
          "guide-back",
          "guide-next",
          "guide-short",
          "guide-powershell",
          "guide-other",
          "guide-labels");

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

  /** Whether the answer replaces the private message that holds the button. */
  boolean answersInPlace() {
    return IN_PLACE.contains(name);
  }

  /** Whether the answer replaces the message that holds the component, even one that is shared. */
  boolean movesOn() {
    return movesOn(name);
  }

  /** The same of a press by its name. */
  static boolean movesOn(String press) {
    return MOVES_ON.contains(press);
  }
}
