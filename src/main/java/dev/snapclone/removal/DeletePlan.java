package dev.snapclone.removal;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What deleting a clone would do. Stored as JSON.
 *
 * @param cloud the bot's name for the cloud
 * @param cloneJob the job that made the clone, whose mark each resource must still have
 * @param instanceId the clone
 * @param instanceName untrusted
 * @param volumeIds remaining volumes that the same job made
 * @param groupId the security group that isolates it, null when there is none
 * @param portIds remaining ports that the same job made
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
    // Plans stored by older versions have none.
    portIds = portIds == null ? List.of() : List.copyOf(portIds);
  }

  boolean deletes(String id) {
    return id.equals(instanceId)
        || volumeIds.contains(id)
        || portIds.contains(id)
        || id.equals(groupId);
  }
}
