package dev.snapclone.command;

import dev.snapclone.access.Role;
import java.util.Optional;

/**
 * The action of a button or a choice: a {@link JobPress} or a {@link DraftPress}. The router finds
 * its job or draft, the cloud, and the person's role there. Rights are checked when it is pressed,
 * not when it is shown.
 */
public interface Press {
  /** The name in {@link Button} or {@link Choice}. */
  String name();

  /** The role needed in the cloud that it is about. */
  default Role role() {
    return Role.OPERATOR;
  }

  /** Where its answer appears; fixed, so that all replicas acknowledge alike. */
  Answer answer();

  enum Answer {
    /** In a new private message. */
    BESIDE,
    /** Replaces a private message with the button; beside one that others see. */
    IN_PLACE,
    /** Replaces even a message that others see; refusals are sent separately. */
    MOVES_ON
  }

  /**
   * The dialogue that opens first; empty for none. Must depend only on the configuration and the
   * invocation, since every replica answers.
   *
   * @param highest the person's highest role in any cloud, since the press's cloud is not known yet
   */
  default Optional<Dialogue> dialogue(Invocation invocation, Role highest) {
    return Optional.empty();
  }
}
