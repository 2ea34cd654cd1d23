package dev.snapclone.procedure;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Volume;
import dev.snapclone.cloud.VolumeSnapshot;
import java.util.Optional;

/**
 * Looks for a resource by id and, if that fails, in the list too. For callers that conclude from
 * its absence that it never existed or is gone: a service behind a proxy may answer 404 for a
 * while, so it exists if either read finds it.
 */
public record ConfirmedLookup(Cloud cloud) {
  /**
   * @throws CloudException when the cloud cannot be read
   */
  public Optional<Instance> instance(String id) {
    return cloud
        .instance(id)
        .or(() -> cloud.instances().stream().filter(it -> it.id().equals(id)).findFirst());
  }

  /**
   * @throws CloudException when the cloud cannot be read
   */
  public Optional<Image> image(String id) {
    return cloud
        .image(id)
        .or(() -> cloud.images().stream().filter(it -> it.id().equals(id)).findFirst());
  }

  /**
   * @throws CloudException when the cloud cannot be read
   */
  public Optional<Volume> volume(String id) {
    return cloud
        .volume(id)
        .or(() -> cloud.volumes().stream().filter(it -> it.id().equals(id)).findFirst());
  }

  /**
   * @throws CloudException when the cloud cannot be read
   */
  public Optional<VolumeSnapshot> volumeSnapshot(String id) {
    return cloud
        .volumeSnapshot(id)
        .or(() -> cloud.volumeSnapshots().stream().filter(it -> it.id().equals(id)).findFirst());
  }
}
