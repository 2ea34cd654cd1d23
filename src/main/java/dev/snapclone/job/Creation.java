package dev.snapclone.job;

import java.util.List;

/**
 * How a step creates one resource, and finds it again.
 *
 * @param <T> what the journal stores about it, usually its id
 */
public interface Creation<T> {
  /**
   * Creates it with the mark. Called once; again only when the outcome was unknown and nothing was
   * found during the settle time.
   */
  T make(Mark mark);

  /**
   * What has exactly this mark now, oldest first. Marks are compared here, since the services'
   * filters are not reliable. Resources that can never become ready are left out, and may be
   * removed here.
   */
  List<T> find(Mark mark);

  /**
   * The same, for what bears no mark and is told from others' by when it happened.
   *
   * @param rowsLost whether the database may lack rows of this job, so that also what it has done
   *     long ago has to be found
   */
  default List<T> find(Mark mark, boolean rowsLost) {
    return find(mark);
  }

  /** Removes a duplicate that an unknown outcome left behind. Idempotent. */
  void discard(T twin);

  /** The resource as people know it, in case it is left behind. */
  ResourceRef describe(T made);

  /**
   * Whether it makes a resource. If not, it changes one that was there before: the undo changes it
   * back, and the workflow tells of that.
   */
  default boolean makesResource() {
    return true;
  }
}
