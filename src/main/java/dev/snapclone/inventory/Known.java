package dev.snapclone.inventory;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one view of one cloud.
 *
 * @param items the last list that was read; empty before the first
 * @param asOf when that read began; null before the first
 * @param failure why the newest attempt failed, null when it succeeded
 * @param <T> the item type
 */
public record Known<T>(List<T> items, @Nullable Instant asOf, @Nullable RuntimeException failure) {
  public Known {
    items = List.copyOf(items);
  }

  static <T> Known<T> nothing() {
    return new Known<>(List.of(), null, null);
  }
}
