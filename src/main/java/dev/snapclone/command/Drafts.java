package dev.snapclone.command;

import java.util.Optional;

/**
 * Invocations put aside until a private question is answered: {@code Go ahead} on a plan, a choice
 * between candidates.
 */
public interface Drafts {
  /**
   * Keeps an invocation for an hour.
   *
   * @return the draft's id, for a button's target
   */
  String keep(Invocation invocation);

  /**
   * The kept invocation, still there afterwards: a button may be pressed twice.
   *
   * @param id the draft's id
   */
  Optional<Invocation> find(String id);

  /** Forgets a draft; whether it was there. */
  boolean drop(String id);
}
