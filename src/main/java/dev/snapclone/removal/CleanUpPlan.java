package dev.snapclone.removal;

import dev.snapclone.job.ResourceRef;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a clean-up would remove. Stored as JSON.
 *
 * @param cloud the bot's name for the cloud
 * @param job the job that left something, whose mark everything must have
 * @param asked when that job was requested; anything older is not its own
 * @param left what it left according to its journal
 * @param unresolved its steps that may have left something
 */
public record CleanUpPlan(
    String cloud, String job, Instant asked, List<ResourceRef> left, List<String> unresolved) {
  public CleanUpPlan {
    Objects.requireNonNull(cloud, "cloud");
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(asked, "asked");
    left = List.copyOf(left);
    unresolved = List.copyOf(unresolved);
  }
}
