package dev.snapclone.cloud;

import java.time.Instant;

/**
 * A message of Cinder to its user, which is the only explanation of a failed asynchronous action.
 *
 * @param eventId such as VOLUME_VOLUME_SNAPSHOT_009_013
 * @param text the words, untrusted
 * @param requestId {@code req-…}
 */
public record CloudMessage(String eventId, String text, String requestId, Instant created) {}
