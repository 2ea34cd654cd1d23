package dev.snapclone.clone;

import java.util.List;
import java.util.Objects;

/**
 * What lifting the isolation of a clone would do. Survives JSON.
 *
 * @param cloud the bot's name for the cloud
 * @param cloneJob the job that made the clone: the mark that it must still bear
 * @param instanceId the clone
 * @param instanceName its name; untrusted
 * @param groupId the security group that isolates it
 * @param instead the security groups that its ports get
 */
public record LiftPlan(
    String cloud,
    String cloneJob,
    String instanceId,
    String instanceName,
    String groupId,
    List<LaunchPlan.Named> instead) {
  public LiftPlan {
    Objects.requireNonNull(cloneJob, "cloneJob");
    Objects.requireNonNull(instanceId, "instanceId");
    Objects.requireNonNull(groupId, "groupId");
    instead = List.copyOf(instead);
    if (instead.isEmpty()) {
      throw new IllegalArgumentException("a port without any group would be more closed, not less");
    }
  }
}
