package dev.snapclone.lineage;

import dev.snapclone.access.InstanceNames;
import dev.snapclone.access.RequestedAction;
import dev.snapclone.cloud.Account;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.MarkedName;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.cloud.Volume;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.job.Jobs;
import dev.snapclone.procedure.OperatingSystems;
import dev.snapclone.procedure.Os;
import dev.snapclone.procedure.SetDisk;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Traces a resource back to the instances that it was made from. There are two kinds of sources:
 *
 * <ul>
 *   <li>links of Nova, Cinder and Glance ({@code image} and volumes of an instance; {@code
 *       snapshot_id}, {@code source_volid}, attachments and {@code image_id} of a volume; {@code
 *       volume_id} of a volume snapshot; {@code instance_uuid}, {@code base_image_ref} and the
 *       block devices of an image). If a link cannot be followed, the lineage is incomplete.
 *   <li>marks: the recipe that the bot writes and that images and volumes inherit. Any member of
 *       the project can write marks, so they only add names.
 * </ul>
 *
 * <p>For what the bot made itself, its job has recorded the lineage. The search ends there, since
 * the source of a snapshot or volume never changes; only current names are still looked up.
 */
public final class Lineage {
  /** More than any real lineage needs; bounds the load on the cloud. */
  private static final int MOST_LOOKS = 100;

  private static final String IMAGE_ID = "image_id";
  private static final String INSTANCE_UUID = "instance_uuid";
  private static final String BASE_IMAGE = "base_image_ref";

  private final Cloud cloud;
  private final Jobs jobs;
  private final Set<String> names = new LinkedHashSet<>();
  private final Map<ResourceKind, Map<String, Need>> seen = new EnumMap<>(ResourceKind.class);
  private final Deque<Look> ahead = new ArrayDeque<>();
  private final Set<String> written = new HashSet<>();
  private final Set<String> itself = new HashSet<>();
  private final Set<String> made = new HashSet<>();

  /** The operating systems found; empty for an origin without one. */
  private final Set<String> systems = new HashSet<>();

  private boolean complete = true;

  private Lineage(Cloud cloud, Jobs jobs) {
    this.cloud = cloud;
    this.jobs = jobs;
  }

  /** What is missing if a resource does not exist, from least to most. */
  private enum Need {
    /** Nothing but perhaps another name. */
    NAMES,
    /** Its own sources, if it exists. */
    IF_THERE,
    /** The origin of the lineage. */
    ALWAYS
  }

  private record Look(ResourceKind kind, String id, Need need) {}

  /**
   * Completes an action with its project and the names in its lineage, freshly read.
   *
   * @param jobs used to find the jobs that made a resource
   * @throws CloudException when the cloud cannot be read
   */
  public static RequestedAction of(RequestedAction action, Cloud cloud, Jobs jobs) {
    Lineage walk = new Lineage(cloud, jobs);
    walk.complete = !action.about().isEmpty();
    for (RequestedAction.Resource one : action.about()) {
      walk.itself.add(one.id());
      walk.link(ResourceKind.valueOf(one.kind()), one.id(), Need.ALWAYS);
    }
    walk.walk();
    Account account = cloud.account();
    return action
        .in(Set.of(account.projectId(), account.projectName()))
        .with(new InstanceNames(walk.names, walk.complete).with(action.instances().known()))
        .running(walk.system());
  }

  /** The operating system; empty if it is unknown or there are several. */
  private String system() {
    return complete && systems.size() == 1 ? systems.iterator().next() : "";
  }

  /**
   * Records the operating system of an image or volume.
   *
   * @param begins whether it is an origin; only then its name counts, since anybody can name a
   *     snapshot
   */
  private void addSystem(Map<String, String> image, String name, boolean begins) {
    Os os = OperatingSystems.of(image, name, begins);
    if (os != Os.UNKNOWN || begins) {
      systems.add(os == Os.UNKNOWN ? "" : os.word());
    }
  }

  private static boolean ofSnapshot(Map<String, String> image) {
    return "snapshot".equals(image.get("image_type"))
        || image.containsKey(INSTANCE_UUID)
        || image.containsKey(BASE_IMAGE);
  }

  private void walk() {
    for (int looks = 0; !ahead.isEmpty(); looks++) {
      if (looks == MOST_LOOKS) {
        complete = false;
        return;
      }
      look(ahead.remove());
    }
  }

  private void look(Look at) {
    Need need = at.need();
    Optional<RequestedAction> maker =
        jobs.maker(cloud.name(), at.id()).map(job -> job.work().action());
    if (maker.isPresent()) {
      names.addAll(maker.get().instances().known());
      made.add(at.id());
      if (!maker.get().os().isEmpty()) {
        systems.add(maker.get().os());
      }
      if (maker.get().instances().complete()) {
        // Only what the instance was made from: it may have been rebuilt since.
        maker.get().about().forEach(source -> written.add(source.id()));
        written.add(at.id());
      }
    }
    if (at.kind() != ResourceKind.INSTANCE && written.contains(at.id())) {
      need = Need.NAMES;
    }
    boolean there = follow(at.kind(), at.id(), need);
    // A resource that is gone has no current name, so the record is enough.
    boolean over = itself.contains(at.id()) && written.contains(at.id());
    complete &= there || need != Need.ALWAYS || over;
  }

  /** Follows a resource; returns whether it exists and is readable. */
  private boolean follow(ResourceKind kind, String id, Need need) {
    Need further = need == Need.NAMES ? Need.NAMES : Need.ALWAYS;
    return switch (kind) {
      case INSTANCE -> read(() -> cloud.instance(id), it -> instance(it, further));
      case IMAGE -> read(() -> cloud.image(id), it -> image(it, further));
      case VOLUME -> read(() -> cloud.volume(id), it -> volume(it, further));
      case VOLUME_SNAPSHOT -> read(() -> cloud.volumeSnapshot(id), it -> snapshot(it, further));
      case PORT, SECURITY_GROUP -> false;
    };
  }

  private static <T> boolean read(Supplier<Optional<T>> look, Consumer<T> follow) {
    try {
      Optional<T> found = look.get();
      found.ifPresent(follow);
      return found.isPresent();
    } catch (CloudException e) {
      if (e.kind() == CloudException.Kind.FORBIDDEN) {
        return false;
      }
      throw e;
    }
  }

  private void instance(Instance instance, Need need) {
    names.add(instance.name());
    marks(instance.metadata());
    link(ResourceKind.IMAGE, instance.launched().imageId(), need);
    instance.volumeIds().forEach(volume -> link(ResourceKind.VOLUME, volume, need));
    if (!instance.imageBooted() && instance.volumeIds().isEmpty()) {
      markIncomplete(need);
    }
  }

  private void image(Image image, Need need) {
    marks(image.properties());
    String instance = image.properties().get(INSTANCE_UUID);
    // An image that others published is an origin, however they made it.
    boolean published =
        image.access().visibility().equals("public")
            && !cloud.account().projectId().equals(image.access().ownerProjectId());
    boolean taken =
        image.instanceSnapshot() || ofSnapshot(image.properties()) || made.contains(image.id());
    addSystem(image.properties(), image.name(), published || !taken);
    // An image of volumes has properties that its root volume inherited from another image.
    Need said = published || image.volumeBacked() ? Need.NAMES : need;
    link(ResourceKind.INSTANCE, instance, said);
    link(ResourceKind.IMAGE, image.properties().get(BASE_IMAGE), said);
    SetDisk.of(image)
        .forEach(
            disk ->
                link(
                    ResourceKind.VOLUME_SNAPSHOT,
                    disk.snapshotId(),
                    published ? Need.NAMES : need));
    if (image.instanceSnapshot() && !image.volumeBacked() && instance == null) {
      markIncomplete(said);
    }
  }

  private void snapshot(VolumeSnapshot snapshot, Need need) {
    marks(snapshot.metadata());
    if (snapshot.volumeId().isEmpty()) {
      markIncomplete(need);
    }
    link(ResourceKind.VOLUME, snapshot.volumeId(), need);
  }

  private void volume(Volume volume, Need need) {
    marks(volume.metadata());
    Map<String, String> image = volume.source().imageMetadata();
    marks(image);
    link(ResourceKind.VOLUME_SNAPSHOT, volume.source().snapshotId(), need);
    link(ResourceKind.VOLUME, volume.source().volumeId(), need);
    boolean ofSnapshot = ofSnapshot(image);
    if (volume.source().bootable()) {
      addSystem(
          image,
          image.getOrDefault("image_name", ""),
          !ofSnapshot
              && volume.source().snapshotId() == null
              && volume.source().volumeId() == null);
    }
    // A base image that was deleted since is still an origin.
    Need wanted = need == Need.ALWAYS && !ofSnapshot ? Need.IF_THERE : need;
    link(ResourceKind.IMAGE, image.get(IMAGE_ID), wanted);
    link(ResourceKind.INSTANCE, image.get(INSTANCE_UUID), Need.NAMES);
    volume.attachments().forEach(at -> link(ResourceKind.INSTANCE, at.instanceId(), need));
    if (volume.attachments().isEmpty()) {
      // Its former owner is unknown.
      markIncomplete(need);
    }
  }

  /** Adds recorded names. They make nothing complete, since anybody can write them. */
  private void marks(Map<String, String> said) {
    String name = MarkedName.read(said.get(Marks.ORIGINAL_NAME));
    if (name != null) {
      names.add(name);
    }
    String original = said.get(Marks.ORIGINAL);
    link(ResourceKind.INSTANCE, Marks.NONE.equals(original) ? null : original, Need.NAMES);
  }

  private void link(ResourceKind kind, @Nullable String id, Need need) {
    if (id == null || id.isEmpty()) {
      return;
    }
    Map<String, Need> ofKind = seen.computeIfAbsent(kind, k -> new HashMap<>());
    Need before = ofKind.get(id);
    if (before == null || before.compareTo(need) < 0) {
      ofKind.put(id, need);
      ahead.add(new Look(kind, id, need));
    }
  }

  private void markIncomplete(Need need) {
    complete &= need == Need.NAMES;
  }
}
