package dev.snapclone.removal;

import dev.snapclone.job.ResourceRef;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a clean-up would remove. Survives JSON.
 *
 * @param cloud the bot's name for the cloud
 * @param job the job that left something: the mark that everything must bear
 * @param asked when that job was asked for; nothing older is its own
 * @param left what its journal says it left
 * @param unresolved its steps of which it is not known whether they left something
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
