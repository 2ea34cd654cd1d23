package dev.snapclone.procedure;

import java.util.Locale;
import java.util.Optional;

/** The operating system inside an instance, as far as it matters: Windows copies need a guide. */
public enum Os {
  WINDOWS,
  LINUX,
  /** Nothing tells. */
  UNKNOWN;

  /** The value of the {@code os} option and of the mark: {@code windows}, {@code linux}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the option's or the mark's word; empty for anything but windows and linux. */
  public static Optional<Os> of(String word) {
    return switch (word.strip().toLowerCase(Locale.ROOT)) {
      case "windows" -> Optional.of(WINDOWS);
      case "linux" -> Optional.of(LINUX);
      default -> Optional.empty();
    };
  }
}
