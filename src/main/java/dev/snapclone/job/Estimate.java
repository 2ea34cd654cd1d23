package dev.snapclone.job;

import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long such jobs usually take, from the start of the work to its end.
 *
 * @param from the first quartile
 * @param to the third quartile
 * @param left how long until a running job takes longer than usual, negative once it does; null
 *     unless it runs
 */
public record Estimate(Duration from, Duration to, @Nullable Duration left) {
  private static final Duration IN_SECONDS = Duration.ofSeconds(90);
  private static final Duration IN_MINUTES = Duration.ofMinutes(180);

  /** Seconds are told in steps of five. */
  private static final long STEP = 5;

  /** Whether a running job takes longer than usual. */
  public boolean late() {
    return left != null && (left.isNegative() || left.isZero());
  }

  /** The range, such as {@code 2–4 min}. */
  public Text range() {
    if (to.compareTo(IN_SECONDS) <= 0) {
      return range("seconds", rounded(from, STEP, false) * STEP, rounded(to, STEP, true) * STEP);
    }
    boolean minutes = to.compareTo(IN_MINUTES) <= 0;
    long unit = minutes ? 60 : 3600;
    return range(
        minutes ? "minutes" : "hours", rounded(from, unit, false), rounded(to, unit, true));
  }

  /** Down at the beginning and up at the end, so that the range holds all that was seen of it. */
  private static long rounded(Duration duration, long unit, boolean up) {
    return (duration.toSeconds() + (up ? unit - 1 : 0)) / unit;
  }

  private static Text range(String unit, long from, long to) {
    return from == 0
        ? Text.of("jobs.usual.up-to-" + unit, Arg.number(Math.max(1, to)))
        : from == to
            ? Text.of("jobs.usual.about-" + unit, Arg.number(to))
            : Text.of("jobs.usual." + unit, Arg.number(from), Arg.number(to));
  }

  /** A sentence of its own. */
  public Text sentence() {
    return Text.of("jobs.usual.sentence", Arg.text(range()));
  }
}
