package dev.snapclone.removal;

import dev.snapclone.job.ResourceRef;
import java.util.Objects;

/**
 * What is to be removed of what a job left or lost. Stored as JSON.
 *
 * @param cloud the bot's name for the cloud
 * @param job whose mark it must still have
 */
public record OrphanPlan(String cloud, String job, ResourceRef resource) {
  public OrphanPlan {
    Objects.requireNonNull(cloud, "cloud");
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(resource, "resource");
  }
}
