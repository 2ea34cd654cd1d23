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
    return InstanceBuilder.like(i).state(status, vmState, taskState).build();
  }

  /** The instance with addresses. */
  public static Instance addresses(Instance i, List<Address> addresses) {
    return InstanceBuilder.like(i).addresses(addresses).build();
  }

  /** The instance with volumes. */
  public static Instance volumes(Instance i, List<String> volumes) {
    return InstanceBuilder.like(i).volumes(volumes).build();
  }

  /** The instance in ERROR. */
  public static Instance failed(Instance i, Instance.Fault fault) {
    return InstanceBuilder.like(i).failed(fault).addresses(List.of()).build();
  }

  /** The instance with more metadata. */
  public static Instance metadata(Instance i, Map<String, String> more) {
    return InstanceBuilder.like(i).metadata(merged(i.metadata(), more)).build();
  }

  /** The image in another state, with its size then. */
  public static Image state(Image i, String status, @Nullable Long size) {
    return ImageBuilder.like(i).status(status, size).build();
  }

  /** The image with more properties, or another name. */
  public static Image properties(Image i, Map<String, String> more) {
    Map<String, String> others = new HashMap<>(more);
    String name = others.remove("name");
    return ImageBuilder.like(i)
        .name(name == null ? i.name() : name)
        .properties(merged(i.properties(), others))
        .build();
  }

  /** The image with another smallest disk. */
  public static Image minDisk(Image i, int gigabytes) {
    return ImageBuilder.like(i).minDisk(gigabytes).build();
  }

  /** The volume in another state. */
  public static Volume status(Volume v, String status) {
    return VolumeBuilder.like(v).status(status).build();
  }

  /** The volume attached. */
  public static Volume attached(Volume v, String instanceId, @Nullable String device) {
    return VolumeBuilder.like(v)
        .status("in-use")
        .attached(new Volume.AttachedTo(instanceId, device))
        .build();
  }

  /** The volume, attached nowhere. */
  public static Volume detached(Volume v) {
    return VolumeBuilder.like(v).status("available").attached().build();
  }

  /** The volume with more metadata. */
  public static Volume metadata(Volume v, Map<String, String> more) {
    return VolumeBuilder.like(v).metadata(merged(v.metadata(), more)).build();
  }

  /** The volume as one that may be attached more than once. */
  static Volume multiattach(Volume v) {
    return VolumeBuilder.like(v).multiattach().build();
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
