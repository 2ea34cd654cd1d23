package dev.snapclone.job;

import org.jspecify.annotations.Nullable;

/**
 * What an awaiting step saw.
 *
 * @param result the result; null while it goes on
 * @param status the cloud's own word for the state, such as {@code saving}
 * @param percent progress, null when not known
 */
public record Observation<T>(@Nullable T result, String status, @Nullable Integer percent) {
  /** It is so. */
  public static <T> Observation<T> done(T result) {
    return new Observation<>(result, "", null);
  }

  /** The same, without the result itself. */
  public static Observation<Boolean> withoutResult(Observation<?> sight) {
    return new Observation<>(sight.result() == null ? null : true, sight.status(), sight.percent());
  }

  /** Not yet. */
  public static <T> Observation<T> waiting(String status, @Nullable Integer percent) {
    return new Observation<>(null, status, percent);
  }
}
