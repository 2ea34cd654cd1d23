package dev.snapclone.job;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The one place that tries a failed call again: a few times at once, or after pauses. */
public final class Retry {
  private static final int MOST_DOUBLINGS = 30;

  private Retry() {}

  /**
   * The pause before the next try; it doubles with each failure.
   *
   * @param first after the first failure
   * @param longest the longest pause
   * @param failures how many in a row, at least 1
   */
  public static Duration pause(Duration first, Duration longest, int failures) {
    Duration pause = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    return pause.compareTo(longest) < 0 ? pause : longest;
  }

  /**
   * Makes a call, and makes it again at once when it fails.
   *
   * @param tries how many calls at most
   * @param worthwhile whether another call may go better after this failure
   * @return what the first call that succeeds gives
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
