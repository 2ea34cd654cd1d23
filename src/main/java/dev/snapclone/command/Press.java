package dev.snapclone.command;

import dev.snapclone.access.Role;
import java.util.Optional;

/** What a button or a choice does. Who may press is checked when pressed, not when shown. */
public interface Press {
  /** The name in {@link Button} or {@link Choice}. */
  String name();

  /** The least role that may press it; finer rules are the press's own. */
  Role role();

  /**
   * The dialogue that opens first; empty for none. Follows from the configuration and the
   * invocation alone, without the database, since every replica answers.
   */
  default Optional<Dialogue> dialogue(Invocation invocation) {
    return Optional.empty();
  }

  /**
   * Carries it out. The target is checked against what is stored.
   *
   * @throws Refusal when it is no longer valid or not this person's to press
   */
  Reply press(Invocation invocation);
}
