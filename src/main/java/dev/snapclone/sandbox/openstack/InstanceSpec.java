package dev.snapclone.sandbox.openstack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An instance to put into the cloud as if it had been there for long. Each method gives a new one.
 *
 * @param name name
 * @param project name of the project; its user of the same name owns the instance
 * @param networkId network, empty for the project's first
 * @param flavorName flavor
 * @param imageName image, null when it boots from the first of the volumes
 * @param volumeIds existing available volumes; the first is the root unless there is an image
 * @param groupNames security groups
 * @param keyName keypair, null for none
 * @param metadata metadata
 * @param status such as ACTIVE
 * @param vmState such as active
 * @param power power state, 1 running, 3 paused, 4 off
 */
public record InstanceSpec(
    String name,
    String project,
    String networkId,
    String flavorName,
    @Nullable String imageName,
    List<String> volumeIds,
    List<String> groupNames,
    @Nullable String keyName,
    Map<String, String> metadata,
    String status,
    String vmState,
    int power) {

  public InstanceSpec {
    volumeIds = List.copyOf(volumeIds);
    groupNames = List.copyOf(groupNames);
    metadata = Map.copyOf(metadata);
  }

  /** A running m1.small of ubuntu-22.04 in project demo. */
  public static InstanceSpec of(String name) {
    return new InstanceSpec(
        name,
        "demo",
        "",
        "m1.small",
        "ubuntu-22.04",
        List.of(),
        List.of("default"),
        null,
        Map.of(),
        "ACTIVE",
        "active",
        1);
  }

  /** With another name. */
  public InstanceSpec named(String other) {
    return new InstanceSpec(
        other,
        project,
        networkId,
        flavorName,
        imageName,
        volumeIds,
        groupNames,
        keyName,
        metadata,
        status,
        vmState,
        power);
  }

  /** In another project and network. */
  public InstanceSpec in(String otherProject, String otherNetworkId) {
    return new InstanceSpec(
        name,
        otherProject,
        otherNetworkId,
        flavorName,
        imageName,
        volumeIds,
        groupNames,
        keyName,
        metadata,
        status,
        vmState,
        power);
  }

  /** With another flavor. */
  public InstanceSpec flavor(String other) {
    return new InstanceSpec(
        name,
        project,
        networkId,
        other,
        imageName,
        volumeIds,
        groupNames,
        keyName,
        metadata,
        status,
        vmState,
        power);
  }

  /** Booted from an image. */
  public InstanceSpec image(String other) {
    return new InstanceSpec(
        name,
        project,
        networkId,
        flavorName,
        other,
        List.of(),
        groupNames,
        keyName,
        metadata,
        status,
        vmState,
        power);
  }

  /** Booted from the first of these volumes, the others attached. */
  public InstanceSpec volumes(List<String> ids) {
    return new InstanceSpec(
        name,
        project,
        networkId,
        flavorName,
        null,
        ids,
        groupNames,
        keyName,
        metadata,
        status,
        vmState,
        power);
  }

  /** With other security groups. */
  public InstanceSpec groups(String... names) {
    return new InstanceSpec(
        name,
        project,
        networkId,
        flavorName,
        imageName,
        volumeIds,
        List.of(names),
        keyName,
        metadata,
        status,
        vmState,
        power);
  }

  /** With a keypair. */
  public InstanceSpec keypair(String other) {
    return new InstanceSpec(
        name,
        project,
        networkId,
        flavorName,
        imageName,
        volumeIds,
        groupNames,
        other,
        metadata,
        status,
        vmState,
        power);
  }

  /** With one more metadata item. */
  public InstanceSpec metadata(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(metadata);
    more.put(key, value);
    return new InstanceSpec(
        name,
        project,
        networkId,
        flavorName,
        imageName,
        volumeIds,
        groupNames,
        keyName,
        more,
        status,
        vmState,
        power);
  }

  /** In another state. */
  public InstanceSpec state(String otherStatus, String otherVmState, int otherPower) {
    return new InstanceSpec(
        name,
        project,
        networkId,
        flavorName,
        imageName,
        volumeIds,
        groupNames,
        keyName,
        metadata,
        otherStatus,
        otherVmState,
        otherPower);
  }
}
