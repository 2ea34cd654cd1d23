package dev.snapclone.job;

import java.util.List;

/**
 * How a step makes one thing in the world, and finds it again.
 *
 * @param <T> what the journal keeps of it, usually its id
 */
public interface Creation<T> {
  /**
   * Makes it, bearing the mark. Called once, unless the outcome is unknown and nothing turned up
   * for the whole settle time.
   */
  T make(Mark mark);

  /**
   * What bears exactly this mark now, oldest first. Compared on our side, since the services'
   * filters are not reliable. Corpses that can never become ready are left out and may be removed
   * here.
   */
  List<T> find(Mark mark);

  /** Removes a twin that an unknown outcome left behind. Idempotent. */
  void discard(T twin);

  /** The thing as people know it, in case it is left behind. */
  ResourceRef describe(T made);
}
