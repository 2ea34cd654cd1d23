package dev.snapclone.cloud;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies of resources with something changed, for the in-memory cloud and for tests. */
public final class Altered {
  private Altered() {}

  /** The instance in another state. */
  public static Instance state(
      Instance i, String status, String vmState, @Nullable String taskState) {
    int power = status.equals("ACTIVE") ? 1 : status.equals("SHUTOFF") ? 4 : 0;
    return instance(
        i, i.name(), status, vmState, taskState, power, i.addresses(), i.volumeIds(), i.fault());
  }

  /** The instance with addresses. */
  public static Instance addresses(Instance i, List<Address> addresses) {
    return instance(
        i,
        i.name(),
        i.status(),
        i.vmState(),
        i.taskState(),
        i.powerState(),
        addresses,
        i.volumeIds(),
        i.fault());
  }

  /** The instance with volumes. */
  public static Instance volumes(Instance i, List<String> volumes) {
    return instance(
        i,
        i.name(),
        i.status(),
        i.vmState(),
        i.taskState(),
        i.powerState(),
        i.addresses(),
        volumes,
        i.fault());
  }

  /** The instance in ERROR. */
  public static Instance failed(Instance i, Instance.Fault fault) {
    return instance(i, i.name(), "ERROR", "error", null, 0, List.of(), i.volumeIds(), fault);
  }

  private static Instance instance(
      Instance i,
      String name,
      String status,
      String vmState,
      @Nullable String taskState,
      int power,
      List<Address> addresses,
      List<String> volumes,
      Instance.@Nullable Fault fault) {
    return new Instance(
        i.id(),
        name,
        status,
        vmState,
        taskState,
        power,
        i.imageId(),
        i.flavorId(),
        i.keypair(),
        i.availabilityZone(),
        addresses,
        i.securityGroupNames(),
        volumes,
        i.metadata(),
        i.tags(),
        i.userId(),
        i.created(),
        fault,
        i.locked(),
        i.configDrive());
  }

  /** The image in another state, with its size then. */
  public static Image state(Image i, String status, @Nullable Long size) {
    return image(i, status, size, i.minDiskGb(), i.properties());
  }

  /** The image with more properties. */
  public static Image properties(Image i, Map<String, String> more) {
    return image(i, i.status(), i.sizeBytes(), i.minDiskGb(), merged(i.properties(), more));
  }

  /** The image with another smallest disk. */
  public static Image minDisk(Image i, int gigabytes) {
    return image(i, i.status(), i.sizeBytes(), gigabytes, i.properties());
  }

  private static Image image(
      Image i, String status, @Nullable Long size, int minDisk, Map<String, String> properties) {
    return new Image(
        i.id(),
        i.name(),
        status,
        size,
        minDisk,
        i.minRamMb(),
        i.ownerProjectId(),
        i.visibility(),
        i.isProtected(),
        properties,
        i.blockDevices(),
        i.created());
  }

  /** The volume in another state. */
  public static Volume status(Volume v, String status) {
    return volume(v, status, v.metadata(), v.attachments());
  }

  /** The volume attached. */
  public static Volume attached(Volume v, String instanceId, @Nullable String device) {
    return volume(v, "in-use", v.metadata(), List.of(new Volume.AttachedTo(instanceId, device)));
  }

  /** The volume, attached nowhere. */
  public static Volume detached(Volume v) {
    return volume(v, "available", v.metadata(), List.of());
  }

  /** The volume with more metadata. */
  public static Volume metadata(Volume v, Map<String, String> more) {
    return volume(v, v.status(), merged(v.metadata(), more), v.attachments());
  }

  /** The volume as one that may be attached more than once. */
  static Volume multiattach(Volume v) {
    return new Volume(
        v.id(),
        v.name(),
        v.status(),
        v.sizeGb(),
        v.bootable(),
        v.snapshotId(),
        v.sourceVolumeId(),
        v.volumeType(),
        v.availabilityZone(),
        v.encrypted(),
        true,
        v.imageMetadata(),
        v.metadata(),
        v.attachments(),
        v.created());
  }

  private static Volume volume(
      Volume v, String status, Map<String, String> metadata, List<Volume.AttachedTo> attached) {
    return new Volume(
        v.id(),
        v.name(),
        status,
        v.sizeGb(),
        v.bootable(),
        v.snapshotId(),
        v.sourceVolumeId(),
        v.volumeType(),
        v.availabilityZone(),
        v.encrypted(),
        v.multiattach(),
        v.imageMetadata(),
        metadata,
        attached,
        v.created());
  }

  /** The volume snapshot in another state. */
  public static VolumeSnapshot status(VolumeSnapshot s, String status, int percent) {
    return new VolumeSnapshot(
        s.id(), s.name(), status, s.volumeId(), s.sizeGb(), percent, s.metadata(), s.created());
  }

  /** The volume snapshot with more metadata. */
  public static VolumeSnapshot metadata(VolumeSnapshot s, Map<String, String> more) {
    return new VolumeSnapshot(
        s.id(),
        s.name(),
        s.status(),
        s.volumeId(),
        s.sizeGb(),
        s.progressPercent(),
        merged(s.metadata(), more),
        s.created());
  }

  static Map<String, String> merged(Map<String, String> first, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(first);
    all.putAll(more);
    return all;
  }

  static <T> List<T> plus(List<T> list, T one) {
    List<T> all = new ArrayList<>(list);
    all.add(one);
    return all;
  }
}
