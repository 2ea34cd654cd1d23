package dev.snapclone.lease;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * To keep something longer than the settings allow. Stored as JSON.
 *
 * @param cloud the bot's name for the cloud
 * @param job the job that made it
 * @param id what is kept
 * @param name untrusted
 * @param until when it ends then; null for never
 */
public record ExtendPlan(
    String cloud, String job, String id, String name, @Nullable Instant until) {
  public ExtendPlan {
    Objects.requireNonNull(cloud, "cloud");
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(id, "id");
  }
}
