package dev.snapclone.job;

import org.jspecify.annotations.Nullable;

/**
 * What a waiting step saw.
 *
 * @param result the result; null while the wait goes on
 * @param status the cloud's status, such as {@code saving}
 * @param percent progress, null when unknown
 */
public record Observation<T>(@Nullable T result, String status, @Nullable Integer percent) {
  /** The wait is over. */
  public static <T> Observation<T> done(T result) {
    return new Observation<>(result, "", null);
  }

  /** The same observation; its result, if any, becomes true. */
  public static Observation<Boolean> withoutResult(Observation<?> sight) {
    return new Observation<>(sight.result() == null ? null : true, sight.status(), sight.percent());
  }

  /** The wait goes on. */
  public static <T> Observation<T> waiting(String status, @Nullable Integer percent) {
    return new Observation<>(null, status, percent);
  }
}
