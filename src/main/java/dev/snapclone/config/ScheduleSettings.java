package dev.snapclone.config;

import java.time.Duration;

/**
 * Settings for schedules.
 *
 * @param shortest the shortest time between two runs of one
 * @param jitter over how long the runs that are due at one time are spread
 * @param mostInstances how many instances one run may snapshot
 * @param digest whether each channel with schedules gets a weekly digest
 */
public record ScheduleSettings(
    Duration shortest, Duration jitter, int mostInstances, boolean digest) {
  public static final ScheduleSettings USUAL =
      new ScheduleSettings(Duration.ofHours(1), Duration.ofMinutes(10), 200, true);
}
