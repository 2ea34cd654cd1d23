package dev.snapclone.schedule;

import dev.snapclone.procedure.Os;
import dev.snapclone.procedure.SnapshotVolumes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a schedule does, as it was approved. Stored as JSON.
 *
 * @param cloud the bot's name for the cloud
 * @param os a person's option for its snapshots, null for none
 * @param root the root volume that a person chose, null for none
 * @param volumes which disks; null for what is usual when it runs
 */
public record SchedulePlan(
    String cloud,
    Target target,
    Timetable when,
    Keep keep,
    @Nullable Os os,
    @Nullable String root,
    @Nullable SnapshotVolumes volumes) {
  public SchedulePlan {
    Objects.requireNonNull(cloud, "cloud");
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(when, "when");
    Objects.requireNonNull(keep, "keep");
  }
}
