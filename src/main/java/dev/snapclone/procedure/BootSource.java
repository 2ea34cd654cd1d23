package dev.snapclone.procedure;

import dev.snapclone.i18n.Text;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an instance was created from, which decides the kind of snapshot.
 *
 * @param imageId null when volume-booted
 * @param root the root volume; null when image-booted
 * @param dataVolumes the other volumes, which a snapshot of the root leaves out
 * @param reason for people
 * @param rootChosen whether a person chose the root, because it was unclear
 */
public record BootSource(
    Kind kind,
    @Nullable String imageId,
    @Nullable AttachedVolume root,
    List<AttachedVolume> dataVolumes,
    Text reason,
    boolean rootChosen) {
  public BootSource {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(reason, "reason");
    dataVolumes = List.copyOf(dataVolumes);
    if ((kind == Kind.IMAGE) != (imageId != null) || (kind == Kind.VOLUME) != (root != null)) {
      throw new IllegalArgumentException("an image or a root volume, one of the two");
    }
  }

  public enum Kind {
    /** Created from an image: Nova's createImage makes an image snapshot. */
    IMAGE,
    /** Created from a volume: Cinder makes a volume snapshot of the root volume. */
    VOLUME;

    /** The word in the mark and in an outcome's facts. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Kind> of(String word) {
      return switch (word) {
        case "image" -> Optional.of(IMAGE);
        case "volume" -> Optional.of(VOLUME);
        default -> Optional.empty();
      };
    }
  }

  /** The root volume that a person chose; null when the cloud told it. */
  public @Nullable String chosenRoot() {
    return rootChosen ? rootVolume().id() : null;
  }

  /**
   * @throws IllegalStateException when image-booted
   */
  public AttachedVolume rootVolume() {
    if (root == null) {
      throw new IllegalStateException("an image-booted instance has no root volume");
    }
    return root;
  }
}
