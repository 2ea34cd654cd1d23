package dev.snapclone.audit;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses times as people write them: {@code 24h}, {@code 7d}, {@code 2026-11-22}, or in full. */
public final class AuditTimes {
  private static final Pattern AGO = Pattern.compile("(\\d{1,5})\\s*([mhdw])");

  private AuditTimes() {}

  /**
   * Parses a time; empty when it is not valid.
   *
   * @param text an age in minutes, hours, days or weeks; a day, which means its start in UTC; or an
   *     instant in ISO 8601
   */
  public static Optional<Instant> parse(String text, Instant now) {
    String given = text.strip();
    Matcher ago = AGO.matcher(given.toLowerCase(Locale.ROOT));
    if (ago.matches()) {
      return Optional.of(now.minus(unit(ago.group(2)).multipliedBy(Long.parseLong(ago.group(1)))));
    }
    try {
      return Optional.of(
          given.length() == 10
              ? LocalDate.parse(given).atStartOfDay(ZoneOffset.UTC).toInstant()
              : Instant.parse(given));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Duration unit(String letter) {
    return switch (letter) {
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      case "d" -> Duration.ofDays(1);
      default -> Duration.ofDays(7);
    };
  }
}
