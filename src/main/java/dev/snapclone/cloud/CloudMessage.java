package dev.snapclone.cloud;

import java.time.Instant;

/**
 * A message of Cinder to its user: the only place that says why an asynchronous action failed.
 *
 * @param eventId such as VOLUME_VOLUME_SNAPSHOT_009_013
 * @param text the words, untrusted
 * @param requestId {@code req-…}
 */
public record CloudMessage(String eventId, String text, String requestId, Instant created) {}
