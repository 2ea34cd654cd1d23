package dev.snapclone.procedure;

import java.util.Locale;
import java.util.Optional;

/** The operating system of an instance. Only Windows matters: its copies need a guide. */
public enum Os {
  WINDOWS,
  LINUX,
  UNKNOWN;

  /** The value of the {@code os} option and of the mark. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads an option's or mark's value; empty for anything but windows and linux. */
  public static Optional<Os> of(String word) {
    return switch (word.strip().toLowerCase(Locale.ROOT)) {
      case "windows" -> Optional.of(WINDOWS);
      case "linux" -> Optional.of(LINUX);
      default -> Optional.empty();
    };
  }
}
