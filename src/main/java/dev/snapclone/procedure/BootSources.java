package dev.snapclone.procedure;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Volume;
import dev.snapclone.cloud.VolumeAttachment;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what an instance booted from, by fresh reads. With an image in Nova it is image-booted;
 * without one ({@code "image": ""}, API reference "Show Server Details") it is volume-booted, and
 * its root volume must be found.
 *
 * <p>No API tells the boot index of an attached volume. The device paths of Nova and Cinder help,
 * but guests and drivers may change them. Nova never boots from a volume without Cinder's {@code
 * bootable}. When they contradict each other, a person is asked.
 */
public final class BootSources {
  /** The first disk's path in the common hypervisors. */
  private static final Pattern FIRST_DISK = Pattern.compile("/dev/(vda|sda|xvda|hda)");

  /** Metadata of migration tools for a volume's place in the boot order. */
  private static final List<String> BOOT_INDEX_HINTS = List.of("boot_index", "bootIndex");

  /** Further ones are only counted. */
  private static final int MOST_LINES = 10;

  private final Cloud cloud;

  public BootSources(Cloud cloud) {
    this.cloud = cloud;
  }

  /**
   * What the instance booted from.
   *
   * @param chosenRoot the root volume that a person chose; counts only where the root is unclear.
   *     Null for none
   * @throws ExplainedFailure when it is volume-booted without a recognisable root volume
   * @throws dev.snapclone.cloud.CloudException when the cloud failed
   */
  public BootSource of(Instance instance, @Nullable String chosenRoot) {
    List<Candidate> attached = attached(instance);
    String imageId = instance.launched().imageId();
    if (imageId != null) {
      return new BootSource(
          BootSource.Kind.IMAGE,
          imageId,
          null,
          attached.stream().map(Candidate::volume).toList(),
          Text.of("procedure.boot.image", Arg.name(imageName(imageId))),
          false);
    }
    Optional<AttachedVolume> found = root(instance, attached);
    AttachedVolume root =
        found.orElseGet(
            () ->
                attached.stream()
                    .map(Candidate::volume)
                    .filter(v -> v.bootable() && v.id().equals(chosenRoot))
                    .findFirst()
                    .orElseThrow(() -> unclear(instance, attached)));
    return new BootSource(
        BootSource.Kind.VOLUME,
        null,
        root,
        attached.stream().map(Candidate::volume).filter(v -> !v.id().equals(root.id())).toList(),
        reason(root),
        found.isEmpty());
  }

  private static Text reason(AttachedVolume root) {
    Arg name = nameOf(root);
    String device = root.device();
    return device == null
        ? Text.of("procedure.boot.volume-no-device", name, Arg.gigabytes(root.sizeGb()))
        : Text.of("procedure.boot.volume", name, Arg.code(device), Arg.gigabytes(root.sizeGb()));
  }

  private String imageName(String imageId) {
    // An image may be deleted while its instances live on.
    return cloud.image(imageId).map(i -> i.name().isEmpty() ? i.id() : i.name()).orElse(imageId);
  }

  private List<Candidate> attached(Instance instance) {
    // Keyed by volume, since Nova has been seen to list one twice.
    Map<String, Set<String>> paths = new LinkedHashMap<>();
    for (VolumeAttachment attachment : cloud.attachments(instance.id())) {
      Set<String> ofVolume =
          paths.computeIfAbsent(attachment.volumeId(), id -> new LinkedHashSet<>());
      if (attachment.device() != null && !attachment.device().isEmpty()) {
        ofVolume.add(attachment.device());
      }
    }
    List<Candidate> all = new ArrayList<>();
    for (Map.Entry<String, Set<String>> attached : paths.entrySet()) {
      Optional<Volume> volume = cloud.volume(attached.getKey());
      if (volume.isPresent()) {
        all.add(candidate(instance, attached.getValue(), volume.get()));
      } else if (!instance.imageBooted()) {
        // Hidden by Cinder, so nobody can tell whether it is the root.
        throw new ExplainedFailure(
            Text.of(
                "procedure.boot.unreadable",
                Arg.name(instance.name()),
                Arg.code(attached.getKey())),
            Text.of("procedure.boot.unreadable-next"));
      }
    }
    return all;
  }

  private static Candidate candidate(Instance instance, Set<String> novas, Volume volume) {
    Set<String> both = new LinkedHashSet<>(novas);
    for (Volume.AttachedTo to : volume.attachments()) {
      if (to.instanceId().equals(instance.id()) && to.device() != null && !to.device().isEmpty()) {
        both.add(to.device());
      }
    }
    List<String> devices = List.copyOf(both);
    boolean hinted =
        BOOT_INDEX_HINTS.stream().anyMatch(key -> "0".equals(volume.metadata().get(key)));
    return new Candidate(
        new AttachedVolume(
            volume.id(),
            volume.name(),
            volume.sizeGb(),
            devices.isEmpty() ? null : devices.get(0),
            volume.source().bootable(),
            volume.type().name()),
        devices,
        hinted);
  }

  /** The root; empty when only a person can decide. */
  private static Optional<AttachedVolume> root(Instance instance, List<Candidate> attached) {
    if (attached.isEmpty()) {
      throw new ExplainedFailure(
          Text.of("procedure.boot.nothing-attached", Arg.name(instance.name())),
          Text.of("procedure.boot.nothing-attached-next"));
    }
    List<Candidate> bootable = having(attached, c -> c.volume().bootable());
    if (bootable.isEmpty()) {
      List<Text> next = new ArrayList<>(lines(attached));
      next.add(Text.of("procedure.boot.not-bootable-next"));
      throw new ExplainedFailure(
          Text.of("procedure.boot.not-bootable", Arg.name(instance.name())), next);
    }
    List<Candidate> first = having(attached, c -> c.devices().stream().anyMatch(d -> isFirst(d)));
    if (!bootable.containsAll(first)) {
      return Optional.empty();
    }
    if (bootable.size() == 1) {
      return only(bootable);
    }
    if (!having(first, c -> !c.devices().stream().allMatch(d -> isFirst(d))).isEmpty()) {
      return Optional.empty();
    }
    List<Candidate> pool = first.isEmpty() ? bootable : first;
    return pool.size() == 1 ? only(pool) : only(having(pool, Candidate::hinted));
  }

  private static Optional<AttachedVolume> only(List<Candidate> some) {
    return some.size() == 1 ? Optional.of(some.get(0).volume()) : Optional.empty();
  }

  private static RootUnclear unclear(Instance instance, List<Candidate> attached) {
    return new RootUnclear(
        Text.of("procedure.boot.ambiguous", Arg.name(instance.name()), Arg.number(attached.size())),
        lines(attached),
        having(attached, c -> c.volume().bootable()).stream().map(Candidate::volume).toList());
  }

  private static List<Text> lines(List<Candidate> attached) {
    List<Text> lines = new ArrayList<>();
    attached.stream().limit(MOST_LINES).forEach(c -> lines.add(line(c)));
    if (attached.size() > MOST_LINES) {
      lines.add(
          Text.of("procedure.warn.left-out-more", Arg.number((long) attached.size() - MOST_LINES)));
    }
    return lines;
  }

  private static Text line(Candidate candidate) {
    AttachedVolume volume = candidate.volume();
    String devices = String.join(", ", candidate.devices());
    return Text.of(
        volume.bootable() ? "procedure.volume.bootable" : "procedure.volume.not-bootable",
        nameOf(volume),
        Arg.code(volume.id()),
        Arg.name(devices.isEmpty() ? "?" : devices),
        Arg.gigabytes(volume.sizeGb()));
  }

  /** A volume's name, or its id when it has none. */
  static Arg nameOf(AttachedVolume volume) {
    return volume.name().isEmpty() ? Arg.code(volume.id()) : Arg.name(volume.name());
  }

  private static boolean isFirst(String device) {
    return FIRST_DISK.matcher(device).matches();
  }

  private static List<Candidate> having(List<Candidate> some, Predicate<Candidate> what) {
    return some.stream().filter(what).toList();
  }

  /**
   * @param devices the paths from Nova and Cinder
   * @param hinted whether its metadata says that it booted first
   */
  private record Candidate(AttachedVolume volume, List<String> devices, boolean hinted) {}
}
