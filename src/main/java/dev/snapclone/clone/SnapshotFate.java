package dev.snapclone.clone;

import dev.snapclone.i18n.Text;
import org.jspecify.annotations.Nullable;

/**
 * What became of the snapshot, and why.
 *
 * @param said the cloud's own words, empty when it has none
 * @param why a sentence that names what needs it; null when that is not known
 */
record SnapshotFate(Fate fate, String said, @Nullable Text why) {
  /** One that needs no reason. */
  static SnapshotFate of(Fate fate) {
    return new SnapshotFate(fate, "", null);
  }

  /** What became of the snapshot. */
  enum Fate {
    /** It was to stay. */
    KEPT,
    /** It is deleted. */
    DELETED,
    /** It could not be deleted, since something needs it. */
    NEEDED
  }
}
