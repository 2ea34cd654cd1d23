package dev.snapclone.removal;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What deleting several snapshots and clones would do. Stored as JSON.
 *
 * @param cloud the bot's name for the cloud
 * @param targets in the order in which they are deleted
 * @param again the job that could not delete them, whose card then says so no longer; null for none
 */
public record DeleteManyPlan(String cloud, List<DeletionTarget> targets, @Nullable String again) {
  public DeleteManyPlan {
    Objects.requireNonNull(cloud, "cloud");
    targets = List.copyOf(targets);
  }
}
