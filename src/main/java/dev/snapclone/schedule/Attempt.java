package dev.snapclone.schedule;

import dev.snapclone.i18n.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One instance in one run of a schedule.
 *
 * @param instance its id; empty for a run that found none
 * @param name the instance's at that time; untrusted
 * @param job the job that snapshots it; null when none could be begun
 * @param said why none could be begun, null when one was
 */
public record Attempt(
    String schedule,
    Instant slot,
    String instance,
    String name,
    @Nullable String job,
    @Nullable Text said) {}
