package dev.snapclone.cloud;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something done to an instance (os-instance-actions).
 *
 * @param action such as createImage
 * @param requestId {@code req-…}, what a provider's support asks for
 * @param userId who did it, null when unknown
 * @param message null, or {@code Error}
 * @param events the parts, each with its result
 */
public record InstanceAction(
    String action,
    String requestId,
    Instant started,
    @Nullable String userId,
    @Nullable String message,
    List<Event> events) {
  public InstanceAction {
    events = List.copyOf(events);
  }

  /**
   * A part of an action.
   *
   * @param event such as compute_snapshot_instance
   * @param result Success, Error, or null while it goes on
   */
  public record Event(String event, @Nullable String result) {}

  /** Whether any part failed. */
  public boolean failed() {
    return message != null || events.stream().anyMatch(e -> "Error".equals(e.result()));
  }
}
