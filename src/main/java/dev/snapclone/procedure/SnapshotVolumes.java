package dev.snapclone.procedure;

import java.util.Locale;
import java.util.Optional;

/** Which disks of an instance a snapshot takes. */
public enum SnapshotVolumes {
  /** The root disk. */
  ROOT,
  /** The root disk and all attached volumes, as one set. */
  ALL;

  /** The word in commands and settings. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<SnapshotVolumes> of(String word) {
    return switch (word) {
      case "root" -> Optional.of(ROOT);
      case "all" -> Optional.of(ALL);
      default -> Optional.empty();
    };
  }
}
