package dev.snapclone.schedule;

import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
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
 * @param stop whether the instance is shut down for each snapshot
 * @param verify whether each snapshot is verified: an instance is started from it
 */
public record SchedulePlan(
    String cloud,
    Target target,
    Timetable when,
    Keep keep,
    @Nullable Os os,
    @Nullable String root,
    @Nullable SnapshotVolumes volumes,
    boolean stop,
    boolean verify) {
  public SchedulePlan {
    Objects.requireNonNull(cloud, "cloud");
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(when, "when");
    Objects.requireNonNull(keep, "keep");
  }

  /** When it runs, and what it does besides, such as "every day at 02:30 (UTC), verified". */
  Text words() {
    Text words = when.words();
    words = stop ? Text.of("schedule.how.stop", Arg.text(words)) : words;
    return verify ? Text.of("schedule.how.verify", Arg.text(words)) : words;
  }
}
