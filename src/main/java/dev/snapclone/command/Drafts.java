package dev.snapclone.command;

import java.time.Duration;
import java.util.Optional;

/**
 * Invocations kept until a private question is answered, such as {@code Go ahead} or a choice
 * between candidates.
 */
public interface Drafts {
  /** How long one is kept. */
  Duration LIFE = Duration.ofHours(1);

  /**
   * Keeps an invocation for {@link #LIFE}.
   *
   * @return the draft's id, for a button's target
   */
  String keep(Invocation invocation);

  /** The kept invocation. It is not removed: a button may be pressed twice. */
  Optional<Invocation> find(String id);

  /** Deletes a draft; false when it did not exist. */
  boolean drop(String id);
}
