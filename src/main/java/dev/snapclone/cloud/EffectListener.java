package dev.snapclone.cloud;

import org.jspecify.annotations.Nullable;

/** Is called for changes of a cloud, on the thread that makes them. Must not throw. */
public interface EffectListener {
  /** Somebody is about to change something. */
  default void begin(Effect effect) {}

  /**
   * It was tried.
   *
   * @param requestId by which the cloud's operators find the call; null when there is none
   * @param failure why not; null when it went right, or nobody knows
   */
  default void ended(
      Effect effect,
      Effect.Result result,
      @Nullable String requestId,
      CloudException.@Nullable Kind failure) {}
}
