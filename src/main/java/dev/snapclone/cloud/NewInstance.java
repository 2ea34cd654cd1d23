package dev.snapclone.cloud;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An instance to launch.
 *
 * @param name name, at most 255 characters
 * @param metadata readable inside the guest: no names of people
 * @param tags set at creation; at most 60 characters each, no comma or slash
 */
public record NewInstance(
    String name,
    String flavorId,
    Placement placement,
    Source source,
    Networks networks,
    Configuration configuration,
    Map<String, String> metadata,
    List<String> tags) {
  public NewInstance {
    metadata = Map.copyOf(metadata);
    tags = List.copyOf(tags);
  }

  /**
   * Where it runs; null for the cloud's choice.
   *
   * @param availabilityZone name of a zone
   * @param serverGroupId the group that it becomes a member of
   */
  public record Placement(@Nullable String availabilityZone, @Nullable String serverGroupId) {}

  /**
   * The boot source.
   *
   * @param imageId boot from this image; null when booting from a volume
   * @param volumes attached at boot, in this order; without an image it boots from the first (boot
   *     index 0)
   */
  public record Source(@Nullable String imageId, List<BootVolume> volumes) {
    public Source {
      volumes = List.copyOf(volumes);
      if (imageId == null && volumes.isEmpty()) {
        throw new IllegalArgumentException("boot from an image or from a volume");
      }
    }
  }

  /**
   * An existing volume to attach at boot.
   *
   * @param volumeId the volume, available
   * @param device the path that it is wanted at, such as /dev/vdb; libvirt ignores it and goes by
   *     the order. Null for the cloud's choice
   * @param deleteOnTermination whether it goes with the instance
   */
  public record BootVolume(String volumeId, @Nullable String device, boolean deleteOnTermination) {
    public BootVolume(String volumeId, boolean deleteOnTermination) {
      this(volumeId, null, deleteOnTermination);
    }
  }

  /**
   * Where it is connected.
   *
   * @param networkIds one port in each, in this order; a network may stand here twice
   * @param portIds ports made beforehand, in this order; instead of {@code networkIds}
   * @param securityGroupIds for the ports that Nova makes, each of them; empty for the project's
   *     default, and none where the network has no port security
   * @param none whether it gets no network at all; otherwise Nova chooses one where none is named
   */
  public record Networks(
      List<String> networkIds, List<String> portIds, List<String> securityGroupIds, boolean none) {
    /** Connected to nothing. */
    public static final Networks NONE = new Networks(List.of(), List.of(), List.of(), true);

    public Networks(List<String> networkIds, List<String> portIds, List<String> securityGroupIds) {
      this(networkIds, portIds, securityGroupIds, false);
    }

    public Networks {
      networkIds = List.copyOf(networkIds);
      portIds = List.copyOf(portIds);
      securityGroupIds = List.copyOf(securityGroupIds);
      if (!portIds.isEmpty() && !(networkIds.isEmpty() && securityGroupIds.isEmpty())) {
        throw new IllegalArgumentException(
            "a port has its network and its security groups already");
      }
      if (none && !(networkIds.isEmpty() && portIds.isEmpty() && securityGroupIds.isEmpty())) {
        throw new IllegalArgumentException("connected to nothing, or to something");
      }
    }
  }

  /**
   * What the guest configures itself with.
   *
   * @param keypair name of a keypair of the bot's user; null for none
   * @param configDrive whether to give it a config drive; null for the cloud's choice
   * @param userData user data, not yet encoded; null for none
   */
  public record Configuration(
      @Nullable String keypair, @Nullable Boolean configDrive, @Nullable String userData) {}
}
