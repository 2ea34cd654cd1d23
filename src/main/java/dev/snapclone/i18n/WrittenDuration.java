package dev.snapclone.i18n;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them, in chat and in the configuration: {@code 3d}, {@code 12h}, {@code
 * 2w}, {@code 1d 12h}. The units are s, m (minutes), h, d and w.
 */
public final class WrittenDuration {
  private static final Duration LONGEST = Duration.ofDays(36_500);
  private static final Pattern PART = Pattern.compile("(\\d{1,6})\\s*([smhdw])\\s*");
  private static final Pattern WHOLE = Pattern.compile("(?:" + PART + ")+");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1),
          "w", Duration.ofDays(7));

  private WrittenDuration() {}

  /** Parses a duration; empty when it is none, such as one without a unit, or over a century. */
  public static Optional<Duration> parse(String text) {
    String given = text.strip().toLowerCase(Locale.ROOT);
    if (given.length() > 40 || !WHOLE.matcher(given).matches()) {
      return Optional.empty();
    }
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(given);
    while (part.find()) {
      Duration unit = UNITS.getOrDefault(part.group(2), Duration.ZERO);
      sum = sum.plus(unit.multipliedBy(Long.parseLong(part.group(1))));
    }
    return Optional.of(sum).filter(it -> it.compareTo(LONGEST) <= 0);
  }

  /** Writes a duration so that {@link #parse} reads it again, to the second. */
  public static String write(Duration duration) {
    StringBuilder out = new StringBuilder();
    append(out, duration.toDays(), "d");
    append(out, duration.toHoursPart(), "h");
    append(out, duration.toMinutesPart(), "m");
    append(out, duration.toSecondsPart(), "s");
    return out.isEmpty() ? "0s" : out.toString();
  }

  private static void append(StringBuilder out, long number, String unit) {
    if (number > 0) {
      out.append(out.isEmpty() ? "" : " ").append(number).append(unit);
    }
  }
}
