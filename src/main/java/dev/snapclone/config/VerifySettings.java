package dev.snapclone.config;

import java.time.Duration;

/**
 * Settings for verifications.
 *
 * @param within how long a copy may take to show that it boots
 * @param expect a regular expression that a line of its console log has then
 */
public record VerifySettings(Duration within, String expect) {
  public static final VerifySettings USUAL =
      new VerifySettings(Duration.ofMinutes(10), "^\\S+ login:");
}
