package dev.snapclone.sandbox.openstack;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The time formats of the services. */
final class Times {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Times() {}

  /** Nova's, Glance's and Neutron's: whole seconds and Z. */
  static String zulu(Instant time) {
    return SECONDS.format(time) + "Z";
  }

  /** Cinder's and Nova's older ones: six zeros and no zone. */
  static @Nullable String zoneless(@Nullable Instant time) {
    return time == null ? null : SECONDS.format(time) + ".000000";
  }

  /** Cinder's in the answer to a POST: microseconds and no zone. */
  static String micros(Instant time) {
    return MICROS.format(time);
  }

  /** Whole seconds, no zone: a token that ends with its credential. */
  static String bare(Instant time) {
    return SECONDS.format(time);
  }
}
