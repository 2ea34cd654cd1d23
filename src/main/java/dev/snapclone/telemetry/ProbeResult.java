package dev.snapclone.telemetry;

import java.util.Objects;

/**
 * The result of a probe.
 *
 * @param ok whether it works
 * @param reason one line for the operator: why it does not work, or a detail; without secrets
 */
public record ProbeResult(boolean ok, String reason) {
  public ProbeResult {
    Objects.requireNonNull(reason, "reason");
  }

  /** It works. */
  public static ProbeResult works(String detail) {
    return new ProbeResult(true, detail);
  }

  /** It does not work. */
  public static ProbeResult fails(String reason) {
    return new ProbeResult(false, reason);
  }
}
