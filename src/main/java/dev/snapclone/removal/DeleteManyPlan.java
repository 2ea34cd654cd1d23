package dev.snapclone.removal;

import java.util.List;
import java.util.Objects;

/**
 * What deleting several snapshots and clones would do. Stored as JSON.
 *
 * @param cloud the bot's name for the cloud
 * @param targets in the order in which they are deleted
 * @param earlier the jobs that could not delete them, whose cards then no longer say so
 */
public record DeleteManyPlan(String cloud, List<DeletionTarget> targets, List<String> earlier) {
  public DeleteManyPlan {
    Objects.requireNonNull(cloud, "cloud");
    targets = List.copyOf(targets);
    earlier = List.copyOf(earlier);
  }
}
