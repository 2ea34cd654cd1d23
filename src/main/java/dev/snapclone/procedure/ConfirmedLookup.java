package dev.snapclone.procedure;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Volume;
import dev.snapclone.cloud.VolumeSnapshot;
import java.util.Optional;

/**
 * Looks for a thing at its own address and, where that denies it, in the list too. For whoever
 * would conclude from its absence that it was never made or is gone: what only one of the two
 * denies is there, since a service behind a proxy may answer 404 for a while for what it has.
 *
 * @param cloud where to look
 */
public record ConfirmedLookup(Cloud cloud) {
  /**
   * An instance.
   *
   * @throws CloudException when the cloud does not tell
   */
  public Optional<Instance> instance(String id) {
    return cloud
        .instance(id)
        .or(() -> cloud.instances().stream().filter(it -> it.id().equals(id)).findFirst());
  }

  /**
   * An image.
   *
   * @throws CloudException when the cloud does not tell
   */
  public Optional<Image> image(String id) {
    return cloud
        .image(id)
        .or(() -> cloud.images().stream().filter(it -> it.id().equals(id)).findFirst());
  }

  /**
   * A volume.
   *
   * @throws CloudException when the cloud does not tell
   */
  public Optional<Volume> volume(String id) {
    return cloud
        .volume(id)
        .or(() -> cloud.volumes().stream().filter(it -> it.id().equals(id)).findFirst());
  }

  /**
   * A volume snapshot.
   *
   * @throws CloudException when the cloud does not tell
   */
  public Optional<VolumeSnapshot> volumeSnapshot(String id) {
    return cloud
        .volumeSnapshot(id)
        .or(() -> cloud.volumeSnapshots().stream().filter(it -> it.id().equals(id)).findFirst());
  }
}
