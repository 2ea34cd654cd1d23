package dev.snapclone.command;

import dev.snapclone.access.Role;
import java.util.Optional;

/**
 * What a button or a choice does: a {@link JobPress} or a {@link DraftPress}, by what it is about.
 * The router finds that, its cloud, and the role that the person has there. Who may press is
 * checked when pressed, not when shown.
 */
public interface Press {
  /** The name in {@link Button} or {@link Choice}. */
  String name();

  /** The least role that may press it, in the cloud of what it is about. */
  Role role();

  /** Where its answer stands: every replica acknowledges alike, by the press alone. */
  Answer answer();

  /** Where the answer to a press stands. */
  enum Answer {
    /** In a private message of its own. */
    BESIDE,
    /** In the place of the private message that holds the button. */
    IN_PLACE,
    /** In the place of the message, even of one that others see; what is refused stands beside. */
    MOVES_ON
  }

  /**
   * The dialogue that opens first; empty for none. Follows from the configuration and the
   * invocation alone, without the database, since every replica answers.
   *
   * @param highest the person's highest role in any cloud: which one it is about is not known yet
   */
  default Optional<Dialogue> dialogue(Invocation invocation, Role highest) {
    return Optional.empty();
  }
}
