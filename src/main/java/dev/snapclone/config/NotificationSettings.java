package dev.snapclone.config;

import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is told beside cards and outcomes.
 *
 * @param waitingAt when the daily list of what waits for approval is posted, in the time zone of
 *     names; null for never
 * @param webhooks receivers of events
 */
public record NotificationSettings(@Nullable LocalTime waitingAt, List<WebhookSettings> webhooks) {
  public static final NotificationSettings NONE = new NotificationSettings(null, List.of());

  public NotificationSettings {
    webhooks = List.copyOf(webhooks);
  }
}
