package dev.snapclone.telemetry;

/** Looks whether something that the bot needs works: storage, Discord, a cloud. */
public interface Probe {
  /** Its name in {@code /readyz}, such as {@code storage} or {@code cloud sto1}. */
  String name();

  /**
   * Looks. May take its time and may throw: an exception is a failure whose message is told, so it
   * must hold no secret.
   */
  ProbeResult probe();
}
