/**
 * {@code /schedule}: snapshots that are taken again and again, and deleted again by what they keep.
 * A schedule is approved once, as a job; its runs are snapshot jobs like any other, and nothing is
 * said of them unless one fails. Start at {@link dev.snapclone.schedule.AddScheduleCommand}, then
 * {@link dev.snapclone.schedule.ScheduleRuns}.
 */
@NullMarked
package dev.snapclone.schedule;

import org.jspecify.annotations.NullMarked;
