package dev.snapclone.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By what the durations of jobs are compared: their kind, and about how much they copy.
 *
 * @param kind lower-case words, such as {@code image-snapshot}
 * @param sizeClass of the size in GiB: 0 for none or unknown, n for 2^(n-1) to 2^n - 1
 */
public record Timing(String kind, int sizeClass) {
  /** A plan whose job is compared with others. */
  public interface Timed {
    /** With what its job is compared. */
    Timing timing();
  }

  /**
   * @param gigabytes what is copied, GiB; 0 when unknown
   */
  public static Timing of(String kind, int gigabytes) {
    return new Timing(kind, Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(0, gigabytes)));
  }

  /** That of a plan; null for a kind of which nothing is said. */
  public static @Nullable Timing of(Object plan) {
    return plan instanceof Timed timed ? timed.timing() : null;
  }

  /** Reads {@link #key}; null for null. */
  public static @Nullable Timing parse(@Nullable String key) {
    if (key == null) {
      return null;
    }
    int slash = key.lastIndexOf('/');
    return new Timing(key.substring(0, slash), Integer.parseInt(key.substring(slash + 1)));
  }

  /** As it is stored. */
  public String key() {
    return kind + "/" + sizeClass;
  }

  /** Half and twice the size. An unknown size has no neighbours. */
  List<Timing> neighbours() {
    return sizeClass == 0
        ? List.of()
        : List.of(new Timing(kind, sizeClass + 1), new Timing(kind, Math.max(1, sizeClass - 1)))
            .stream()
            .filter(other -> other.sizeClass != sizeClass)
            .toList();
  }
}
