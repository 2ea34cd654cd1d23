package dev.snapclone.job;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** How failed calls are repeated: at once, or after pauses. */
public final class Retry {
  private static final int MOST_DOUBLINGS = 30;

  private Retry() {}

  /**
   * The pause before the next attempt. It doubles with each failure.
   *
   * @param first after the first failure
   * @param failures the number of consecutive failures, at least 1
   */
  public static Duration pause(Duration first, Duration longest, int failures) {
    Duration pause = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    return pause.compareTo(longest) < 0 ? pause : longest;
  }

  /**
   * Makes a call, and repeats it at once when it fails.
   *
   * @param tries the maximum number of calls
   * @param worthwhile whether another call may succeed after this failure
   * @return the result of the first call that succeeds
   * @throws RuntimeException the last failure
   */
  public static <T> T atOnce(int tries, Predicate<RuntimeException> worthwhile, Supplier<T> call) {
    for (int left = tries - 1; ; left--) {
      try {
        return call.get();
      } catch (RuntimeException e) {
        if (left == 0 || !worthwhile.test(e)) {
          throw e;
        }
      }
    }
  }
}
