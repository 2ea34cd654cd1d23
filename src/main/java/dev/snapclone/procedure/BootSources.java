package dev.snapclone.procedure;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Volume;
import dev.snapclone.cloud.VolumeAttachment;
import dev.snapclone.command.Refusal;
import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells what an instance booted from, by fresh reads. An instance for which Nova names an image is
 * image-booted; one without ({@code "image": ""}, API reference "Show Server Details") is
 * volume-booted, and then the root volume is looked for among the attached ones.
 */
public final class BootSources {
  /** Where hypervisors put the first disk; no API version tells the boot index. */
  private static final Pattern FIRST_DISK = Pattern.compile("/dev/(vda|sda|xvda|hda)");

  /** What migration tools write on a volume to say where it stood in the boot order. */
  private static final List<String> BOOT_INDEX_HINTS = List.of("boot_index", "bootIndex");

  private final Cloud cloud;

  /**
   * @param cloud the instance's cloud
   */
  public BootSources(Cloud cloud) {
    this.cloud = cloud;
  }

  /**
   * What the instance booted from.
   *
   * @throws Refusal when it is volume-booted and nothing tells which volume is the root
   * @throws dev.snapclone.cloud.CloudException when the cloud failed
   */
  public BootSource of(Instance instance) {
    List<Candidate> attached = attached(instance);
    String imageId = instance.imageId();
    if (imageId != null) {
      return new BootSource(
          BootSource.Kind.IMAGE,
          imageId,
          null,
          attached.stream().map(Candidate::volume).toList(),
          Text.of("procedure.boot.image", Arg.name(imageName(imageId))));
    }
    AttachedVolume root = root(instance, attached);
    return new BootSource(
        BootSource.Kind.VOLUME,
        null,
        root,
        attached.stream().map(Candidate::volume).filter(v -> !v.id().equals(root.id())).toList(),
        reason(root));
  }

  private static Text reason(AttachedVolume root) {
    Arg name = nameOf(root);
    String device = root.device();
    return device == null
        ? Text.of("procedure.boot.volume-no-device", name, Arg.gigabytes(root.sizeGb()))
        : Text.of("procedure.boot.volume", name, Arg.code(device), Arg.gigabytes(root.sizeGb()));
  }

  private String imageName(String imageId) {
    // An image may be deleted while instances made from it live on.
    return cloud.image(imageId).map(i -> i.name().isEmpty() ? i.id() : i.name()).orElse(imageId);
  }

  private List<Candidate> attached(Instance instance) {
    List<Candidate> all = new ArrayList<>();
    for (VolumeAttachment attachment : cloud.attachments(instance.id())) {
      Optional<Volume> volume = cloud.volume(attachment.volumeId());
      if (volume.isPresent()) {
        all.add(candidate(instance, attachment, volume.get()));
      } else if (!instance.imageBooted()) {
        // Cinder does not show it, so nobody can say whether it is the root.
        throw new Refusal(
            Text.of(
                "procedure.boot.unreadable",
                Arg.name(instance.name()),
                Arg.code(attachment.volumeId())),
            Text.of("procedure.boot.unreadable-next"));
      }
    }
    return all;
  }

  private static Candidate candidate(
      Instance instance, VolumeAttachment attachment, Volume volume) {
    String device = attachment.device();
    if (device == null || device.isEmpty()) {
      device =
          volume.attachments().stream()
              .filter(a -> a.instanceId().equals(instance.id()))
              .map(Volume.AttachedTo::device)
              .filter(d -> d != null && !d.isEmpty())
              .findFirst()
              .orElse(null);
    }
    boolean hinted =
        BOOT_INDEX_HINTS.stream().anyMatch(key -> "0".equals(volume.metadata().get(key)));
    return new Candidate(
        new AttachedVolume(
            volume.id(),
            volume.name(),
            volume.sizeGb(),
            device,
            volume.bootable(),
            volume.volumeType()),
        hinted);
  }

  private static AttachedVolume root(Instance instance, List<Candidate> attached) {
    if (attached.isEmpty()) {
      throw new Refusal(
          Text.of("procedure.boot.nothing-attached", Arg.name(instance.name())),
          Text.of("procedure.boot.nothing-attached-next"));
    }
    List<Candidate> first = having(attached, c -> isFirstDisk(c.volume().device()));
    List<Candidate> pool = first.isEmpty() ? attached : first;
    if (first.size() == 1) {
      return first.get(0).volume();
    }
    List<Candidate> bootable = having(pool, c -> c.volume().bootable());
    if (bootable.size() == 1) {
      return bootable.get(0).volume();
    }
    List<Candidate> hinted = having(bootable.isEmpty() ? pool : bootable, Candidate::hinted);
    if (hinted.size() == 1) {
      return hinted.get(0).volume();
    }
    List<Text> next = new ArrayList<>();
    for (Candidate candidate : attached) {
      next.add(line(candidate.volume()));
    }
    next.add(Text.of("procedure.boot.ambiguous-next"));
    throw new Refusal(
        Text.of("procedure.boot.ambiguous", Arg.name(instance.name()), Arg.number(attached.size())),
        next,
        null);
  }

  /** One line that names a volume. */
  static Text line(AttachedVolume volume) {
    String device = volume.device();
    return Text.of(
        "procedure.volume.line",
        nameOf(volume),
        Arg.code(volume.id()),
        Arg.plain(device == null ? "?" : device),
        Arg.gigabytes(volume.sizeGb()));
  }

  /** A volume's name, or its id when it has none. */
  static Arg nameOf(AttachedVolume volume) {
    return volume.name().isEmpty() ? Arg.code(volume.id()) : Arg.name(volume.name());
  }

  private static boolean isFirstDisk(@Nullable String device) {
    return device != null && FIRST_DISK.matcher(device).matches();
  }

  private static List<Candidate> having(List<Candidate> some, Predicate<Candidate> what) {
    return some.stream().filter(what).toList();
  }

  private record Candidate(AttachedVolume volume, boolean hinted) {}
}
