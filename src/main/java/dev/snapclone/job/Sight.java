package dev.snapclone.job;

import org.jspecify.annotations.Nullable;

/**
 * What an awaiting step saw.
 *
 * @param result the result; null while it goes on
 * @param status the cloud's own word for the state, such as {@code saving}
 * @param percent progress, null when not known
 * @param <T> the result's type
 */
public record Sight<T>(@Nullable T result, String status, @Nullable Integer percent) {
  /** It is so. */
  public static <T> Sight<T> done(T result) {
    return new Sight<>(result, "", null);
  }

  /** The same, without the result itself. */
  public static Sight<Boolean> withoutResult(Sight<?> sight) {
    return new Sight<>(sight.result() == null ? null : true, sight.status(), sight.percent());
  }

  /** Not yet. */
  public static <T> Sight<T> waiting(String status, @Nullable Integer percent) {
    return new Sight<>(null, status, percent);
  }
}
