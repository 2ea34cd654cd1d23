package dev.snapclone.schedule;

import dev.snapclone.i18n.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One instance in one run of a schedule, or the verification of its snapshot.
 *
 * @param instance its id; empty for a run that found none; for a verification with a prefix
 * @param name the instance's at that time; untrusted
 * @param job the job that snapshots or verifies it; null when none could be begun
 * @param said why none could be begun, null when one was
 */
public record Attempt(
    String schedule,
    Instant slot,
    String instance,
    String name,
    @Nullable String job,
    @Nullable Text said) {
  private static final String VERIFICATION = "verify:";

  /** The verification of the snapshot that this one took. */
  Attempt verification(@Nullable String by, @Nullable Text why) {
    return new Attempt(schedule, slot, VERIFICATION + instance, name, by, why);
  }

  /** Whether it verifies a snapshot. */
  boolean verifies() {
    return instance.startsWith(VERIFICATION);
  }

  /** Whether it verifies the snapshot that another one of the same run took. */
  boolean verifies(Attempt taken) {
    return instance.equals(VERIFICATION + taken.instance());
  }

  /** The id of the instance, also of a verification. */
  String instanceId() {
    return verifies() ? instance.substring(VERIFICATION.length()) : instance;
  }
}
