package dev.snapclone.clone;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What deleting a clone would do. Survives JSON.
 *
 * @param cloud the bot's name for the cloud
 * @param cloneJob the job that made the clone: the mark that everything must still bear
 * @param instanceId the clone
 * @param instanceName its name; untrusted
 * @param volumeIds the volumes that the same job made for it and that are still there
 * @param groupId the security group that isolates it, null when there is none
 * @param portIds the ports that the same job made for it and that are still there
 */
public record DeletePlan(
    String cloud,
    String cloneJob,
    String instanceId,
    String instanceName,
    List<String> volumeIds,
    @Nullable String groupId,
    List<String> portIds) {
  public DeletePlan {
    Objects.requireNonNull(cloneJob, "cloneJob");
    Objects.requireNonNull(instanceId, "instanceId");
    volumeIds = List.copyOf(volumeIds);
    // A plan that an older version stored has none.
    portIds = portIds == null ? List.of() : List.copyOf(portIds);
  }

  /** Whether it deletes what has this id. */
  boolean deletes(String id) {
    return id.equals(instanceId)
        || volumeIds.contains(id)
        || portIds.contains(id)
        || id.equals(groupId);
  }
}
