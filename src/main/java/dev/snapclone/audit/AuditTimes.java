package dev.snapclone.audit;

import dev.snapclone.i18n.WrittenDuration;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/** Parses times as people write them: {@code 24h}, {@code 7d}, {@code 2026-11-22}, or in full. */
public final class AuditTimes {
  private AuditTimes() {}

  /**
   * Parses a time; empty when it is not valid.
   *
   * @param text an age in minutes, hours, days or weeks; a day, which means its start in UTC; or an
   *     instant in ISO 8601
   */
  public static Optional<Instant> parse(String text, Instant now) {
    String given = text.strip();
    Optional<Duration> ago = WrittenDuration.parse(given);
    if (ago.isPresent()) {
      return ago.map(now::minus);
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
}
