package dev.snapclone.config;

import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what is told beside cards and outcomes. */
record NotificationsReader(Values values, Problems problems) {
  private static final String WAITING_AT = "notifications.waiting-at";
  private static final Pattern HOUR_AND_MINUTE = Pattern.compile("\\d{1,2}:\\d{2}");

  NotificationSettings read() {
    return new NotificationSettings(waitingAt(), new WebhooksReader(values, problems).read());
  }

  private @Nullable LocalTime waitingAt() {
    String written = values.text(WAITING_AT);
    if (written == null) {
      return null;
    }
    try {
      if (HOUR_AND_MINUTE.matcher(written).matches()) {
        return LocalTime.parse(written.length() == 4 ? "0" + written : written);
      }
    } catch (DateTimeParseException e) {
      // Reported below.
    }
    values.wrong(
        WAITING_AT,
        "is no time of day: " + values.shown(WAITING_AT),
        "Write notifications.waiting-at = \"08:30\", in quotes, or null for no list");
    return null;
  }
}
