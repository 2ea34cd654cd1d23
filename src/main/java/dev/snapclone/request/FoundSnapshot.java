package dev.snapclone.request;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.VolumeSnapshot;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The freshly read snapshot that a person named: an image or a volume snapshot.
 *
 * @param image null for a volume snapshot
 * @param volumeSnapshot null for an image
 */
public record FoundSnapshot(
    Cloud cloud, @Nullable Image image, @Nullable VolumeSnapshot volumeSnapshot) {
  public FoundSnapshot {
    if ((image == null) == (volumeSnapshot == null)) {
      throw new IllegalArgumentException("an image or a volume snapshot, one of the two");
    }
  }

  /** The id of the image or of the volume snapshot. */
  public String id() {
    return image != null ? image.id() : Objects.requireNonNull(volumeSnapshot).id();
  }

  public static FoundSnapshot of(Cloud cloud, Image image) {
    return new FoundSnapshot(cloud, image, null);
  }

  public static FoundSnapshot of(Cloud cloud, VolumeSnapshot snapshot) {
    return new FoundSnapshot(cloud, null, snapshot);
  }
}
