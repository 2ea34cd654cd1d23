package dev.snapclone.cloud;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An instance to launch. Exactly one of {@code imageId} and a first entry of {@code volumes} is its
 * boot source.
 *
 * @param name name, at most 255 characters
 * @param imageId boot from this image; null when booting from a volume
 * @param volumes boot from the first of these (boot index 0) and attach the others; empty when
 *     booting from an image
 * @param networkIds one port in each, in this order; a network may stand here twice
 * @param portIds ports made beforehand, in this order; instead of {@code networkIds}
 * @param securityGroupIds for the ports that Nova makes, each of them; empty for the project's
 *     default, and none where the network has no port security
 * @param keypair name of a keypair of the bot's user; null for none
 * @param availabilityZone null for the cloud's choice
 * @param metadata readable inside the guest: no names of people
 * @param tags set at creation; at most 60 characters each, no comma or slash
 * @param configDrive whether to give it a config drive; null for the cloud's choice
 * @param userData user data, not yet encoded; null for none
 */
public record NewInstance(
    String name,
    String flavorId,
    @Nullable String imageId,
    List<BootVolume> volumes,
    List<String> networkIds,
    List<String> portIds,
    List<String> securityGroupIds,
    @Nullable String keypair,
    @Nullable String availabilityZone,
    Map<String, String> metadata,
    List<String> tags,
    @Nullable Boolean configDrive,
    @Nullable String userData) {
  public NewInstance {
    volumes = List.copyOf(volumes);
    networkIds = List.copyOf(networkIds);
    portIds = List.copyOf(portIds);
    securityGroupIds = List.copyOf(securityGroupIds);
    metadata = Map.copyOf(metadata);
    tags = List.copyOf(tags);
    if ((imageId == null) == volumes.isEmpty()) {
      throw new IllegalArgumentException("boot from an image or from volumes, one of the two");
    }
    if (!portIds.isEmpty() && !(networkIds.isEmpty() && securityGroupIds.isEmpty())) {
      throw new IllegalArgumentException("a port has its network and its security groups already");
    }
  }

  /**
   * An existing volume to attach at boot.
   *
   * @param volumeId the volume, available
   * @param deleteOnTermination whether it goes with the instance
   */
  public record BootVolume(String volumeId, boolean deleteOnTermination) {}
}
