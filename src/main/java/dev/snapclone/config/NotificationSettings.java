package dev.snapclone.config;

import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * What is told beside cards and outcomes.
 *
 * @param waitingAt when the daily list of what waits for approval is posted, in the time zone of
 *     names; null for never
 */
public record NotificationSettings(@Nullable LocalTime waitingAt) {
  public static final NotificationSettings NONE = new NotificationSettings(null);
}
