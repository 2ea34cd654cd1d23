package dev.snapclone.sandbox.openstack;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An existing instance to add to the cloud. {@link #of} is a running m1.small with ubuntu-22.04 in
 * project demo; the other methods return a changed copy.
 */
public final class InstanceSpec implements Cloneable {
  String name;

  /** Name of the project; its user of the same name owns the instance. */
  String project = "demo";

  /** Empty for the project's first. */
  String networkId = "";

  String flavorName = "m1.small";

  /** Null when it boots from the first of the volumes. */
  @Nullable String imageName = "ubuntu-22.04";

  /** Existing available volumes; the first is the root unless there is an image. */
  List<String> volumeIds = List.of();

  List<String> groupNames = List.of("default");
  @Nullable String keyName;
  Map<String, String> metadata = Map.of();
  String status = "ACTIVE";
  String vmState = "active";

  /** 1 running, 3 paused, 4 off. */
  int power = 1;

  private InstanceSpec(String name) {
    this.name = name;
  }

  /** A running one. */
  public static InstanceSpec of(String name) {
    return new InstanceSpec(name);
  }

  private InstanceSpec but(Consumer<InstanceSpec> change) {
    try {
      InstanceSpec other = (InstanceSpec) clone();
      change.accept(other);
      return other;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  /** With another name. */
  public InstanceSpec named(String other) {
    return but(spec -> spec.name = other);
  }

  /** In another project and network. */
  public InstanceSpec in(String otherProject, String otherNetworkId) {
    return but(
        spec -> {
          spec.project = otherProject;
          spec.networkId = otherNetworkId;
        });
  }

  /** With another flavor. */
  public InstanceSpec flavor(String other) {
    return but(spec -> spec.flavorName = other);
  }

  /** Booted from an image. */
  public InstanceSpec image(String other) {
    return but(
        spec -> {
          spec.imageName = other;
          spec.volumeIds = List.of();
        });
  }

  /** Booted from the first of these volumes, the others attached. */
  public InstanceSpec volumes(List<String> ids) {
    return but(
        spec -> {
          spec.imageName = null;
          spec.volumeIds = List.copyOf(ids);
        });
  }

  /** With other security groups. */
  public InstanceSpec groups(String... names) {
    return but(spec -> spec.groupNames = List.of(names));
  }

  /** With a keypair. */
  public InstanceSpec keypair(String other) {
    return but(spec -> spec.keyName = other);
  }

  /** With one more metadata item. */
  public InstanceSpec metadata(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(metadata);
    more.put(key, value);
    return but(spec -> spec.metadata = Map.copyOf(more));
  }

  /** In another state. */
  public InstanceSpec state(String otherStatus, String otherVmState, int otherPower) {
    return but(
        spec -> {
          spec.status = otherStatus;
          spec.vmState = otherVmState;
          spec.power = otherPower;
        });
  }
}
