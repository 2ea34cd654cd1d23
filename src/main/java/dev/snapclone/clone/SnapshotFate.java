package dev.snapclone.clone;

import dev.snapclone.i18n.Text;
import org.jspecify.annotations.Nullable;

/**
 * What became of the snapshot, and why.
 *
 * @param said the cloud's message, empty for none
 * @param why a sentence that names what needs it; null when unknown
 */
record SnapshotFate(Fate fate, String said, @Nullable Text why) {
  static SnapshotFate of(Fate fate) {
    return new SnapshotFate(fate, "", null);
  }

  enum Fate {
    /** It was meant to stay. */
    KEPT,
    DELETED,
    /** Deleting failed, since something needs it. */
    NEEDED
  }
}
