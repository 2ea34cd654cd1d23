package dev.snapclone.telemetry;

/** Checks something that the bot needs: storage, Discord, a cloud. */
public interface Probe {
  /** Its name in {@code /readyz}, such as {@code storage} or {@code cloud sto1}. */
  String name();

  /**
   * Runs the check. May be slow and may throw; an exception counts as a failure, and its message is
   * shown, so it must contain no secret.
   */
  ProbeResult probe();
}
