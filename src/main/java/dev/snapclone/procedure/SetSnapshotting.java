package dev.snapclone.procedure;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.MarkedName;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Creation;
import dev.snapclone.job.Mark;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.job.Steps;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The steps that snapshot all disks of an instance as one set. Of a volume-booted instance, Nova's
 * createImage snapshots all volumes in one call, through the guest agent if there is one. Of an
 * image-booted one it takes the root disk only, and Cinder's snapshots of the data volumes follow
 * at once. The image is the head of the set; each volume snapshot is journaled by itself, so that
 * each is undone, and named if it has to be left.
 */
final class SetSnapshotting {
  private static final String SNAPSHOT = ResourceKind.VOLUME_SNAPSHOT.name();

  private final Cloud cloud;
  private final SnapshotPlan plan;
  private final InstantSource clock;
  private final SnapshotMarking marking;

  SetSnapshotting(Cloud cloud, SnapshotPlan plan, InstantSource clock) {
    this.cloud = cloud;
    this.plan = plan;
    this.clock = clock;
    this.marking = new SnapshotMarking(cloud);
  }

  /** What Nova made besides the image. Stored as JSON. */
  record Disks(List<TakenSnapshot.Disk> all) {
    Disks {
      all = List.copyOf(all);
    }
  }

  /** How far the first and the last disk are apart. Stored as JSON. */
  record Apart(String duration) {
    long seconds() {
      return duration.isEmpty() ? 0 : Duration.parse(duration).toSeconds();
    }
  }

  TakenSnapshot take(Steps steps) {
    boolean together = plan.bootSource().kind() == BootSource.Kind.VOLUME;
    Steps starting =
        steps.shown(Text.of("procedure.step.start-set", Arg.number(plan.dataVolumes().size() + 1)));
    String image =
        together ? ofVolumes(starting) : new ImageSnapshotting(cloud, plan, clock).start(starting);
    List<TakenSnapshot.Disk> disks = together ? adopt(image, starting) : add(image, starting);
    Apart apart = starting.once("snapshot-apart", Apart.class, () -> apart(image, disks));
    if (!together) {
      new ImageSnapshotting(cloud, plan, clock).awaitReady(image, steps);
    }
    Steps waiting =
        steps.shown(Text.of("procedure.step.wait-disks", Arg.number(plan.volumes().size())));
    waiting.check("snapshot-complete", () -> requireComplete(disks));
    for (TakenSnapshot.Disk disk : disks) {
      String id = disk.snapshotId();
      String key = key(disk);
      waiting.await(
          key + "-ready",
          VolumeSnapshotting.subject(cloud, id),
          () -> VolumeSnapshotting.look(cloud, plan, id));
      waiting.perform(key + "-mark", () -> marking.volumeSnapshot(id, Map.of(Marks.SELF, id)));
    }
    steps.perform("snapshot-mark", () -> marking.image(image, head(image, disks)));
    return new TakenSnapshot(BootSource.Kind.IMAGE, image, plan.name(), disks, apart.seconds());
  }

  /** By its volume, so that it stays when others are gone. */
  private String key(TakenSnapshot.Disk disk) {
    List<String> volumes = plan.volumes().stream().map(AttachedVolume::id).toList();
    int index = volumes.indexOf(disk.volumeId());
    // Attached since the plan was checked, and taken by Nova all the same.
    return "snapshot-disk-" + (index < 0 ? disk.snapshotId() : index + 1);
  }

  /** Has Nova snapshot all volumes in one call. */
  private String ofVolumes(Steps steps) {
    VolumeBackedImage creation = new VolumeBackedImage(cloud, plan, clock, steps.jobId());
    try {
      return steps.create("snapshot", String.class, creation, creation::undo);
    } catch (ExplainedFailure failed) {
      // Nova may have snapshotted some volumes before it failed: they are the job's to remove.
      Disks strays =
          steps.leftBehind("snapshot-strays", Disks.class, () -> disks(creation.strays()));
      for (int i = 0; i < strays.all().size(); i++) {
        TakenSnapshot.Disk stray = strays.all().get(i);
        own("snapshot-stray-" + (i + 1), Marks.NONE, stray.volumeId(), stray.snapshotId(), steps);
      }
      throw failed;
    }
  }

  /** Journals and marks the volume snapshots that Nova took, since it puts no marks on them. */
  private List<TakenSnapshot.Disk> adopt(String image, Steps steps) {
    List<TakenSnapshot.Disk> disks =
        steps.once("snapshot-disks", Disks.class, () -> disks(ofImage(image))).all();
    for (TakenSnapshot.Disk disk : disks) {
      own(key(disk), image, disk.volumeId(), disk.snapshotId(), steps);
    }
    return disks;
  }

  /** Those that are there: a copy whose rows were lost may have deleted some already. */
  private List<VolumeSnapshot> ofImage(String image) {
    return new ConfirmedLookup(cloud)
        .image(image).map(SetDisk::of).orElse(List.of()).stream()
            .flatMap(disk -> cloud.volumeSnapshot(disk.snapshotId()).stream())
            .toList();
  }

  private void requireComplete(List<TakenSnapshot.Disk> disks) {
    Set<String> volumes = new HashSet<>();
    disks.forEach(disk -> volumes.add(disk.volumeId()));
    if (!plan.volumes().stream().allMatch(volume -> volumes.contains(volume.id()))) {
      throw new ExplainedFailure(
          Text.of("procedure.set.incomplete", Arg.name(plan.original().name())),
          Text.of("procedure.image.failed-next"));
    }
  }

  private static Disks disks(List<VolumeSnapshot> snapshots) {
    return new Disks(
        snapshots.stream().map(s -> new TakenSnapshot.Disk(s.id(), s.volumeId())).toList());
  }

  /** Journals and marks a volume snapshot as the job's own, so that it is undone by itself. */
  private String own(String key, String image, String volume, @Nullable String novas, Steps steps) {
    return steps.create(
        key,
        String.class,
        new DiskCreation(image, volume, novas),
        (made, undo) -> new SnapshotRemoval(cloud).volumeSnapshot(key, made, undo.jobId(), undo));
  }

  /** Snapshots the data volumes, in the order of their devices. */
  private List<TakenSnapshot.Disk> add(String image, Steps steps) {
    List<TakenSnapshot.Disk> disks = new ArrayList<>();
    for (AttachedVolume volume : plan.dataVolumes()) {
      String id = own("snapshot-disk-" + (disks.size() + 1), image, volume.id(), null, steps);
      disks.add(new TakenSnapshot.Disk(id, volume.id()));
    }
    return disks;
  }

  /** Between the first and the last disk, by the cloud's clock. */
  private Apart apart(String image, List<TakenSnapshot.Disk> disks) {
    List<Instant> times =
        Stream.concat(
                plan.bootSource().kind() == BootSource.Kind.IMAGE
                    ? cloud.image(image).map(Image::created).stream()
                    : Stream.empty(),
                disks.stream()
                    .flatMap(d -> cloud.volumeSnapshot(d.snapshotId()).stream())
                    .map(VolumeSnapshot::created))
            .filter(time -> time.isAfter(Instant.EPOCH))
            .sorted()
            .toList();
    return new Apart(
        times.isEmpty()
            ? ""
            : Duration.between(times.get(0), times.get(times.size() - 1)).toString());
  }

  /** What makes the image the head of the set: its own id, its name, and what belongs to it. */
  private Map<String, String> head(String image, List<TakenSnapshot.Disk> disks) {
    Map<String, String> properties = new TreeMap<>();
    properties.put(Marks.SELF, image);
    properties.put("name", plan.name());
    if (plan.bootSource().kind() == BootSource.Kind.IMAGE) {
      List<SetDisk> parts = new ArrayList<>();
      for (AttachedVolume volume : plan.dataVolumes()) {
        disks.stream()
            .filter(d -> d.volumeId().equals(volume.id()))
            .forEach(
                d ->
                    parts.add(
                        new SetDisk(d.snapshotId(), volume.device(), volume.sizeGb(), false)));
      }
      SetDisk.mark(properties, parts);
    }
    return properties;
  }

  /** A volume snapshot of the set: made, or taken over from Nova. */
  private final class DiskCreation implements Creation<String> {
    private final String image;
    private final String volume;
    private final @Nullable String novas;

    /**
     * @param novas the snapshot that Nova took; null when it is to be made
     */
    DiskCreation(String image, String volume, @Nullable String novas) {
      this.image = image;
      this.volume = volume;
      this.novas = novas;
    }

    private Map<String, String> marks(Mark mark) {
      Map<String, String> marks = new TreeMap<>();
      marks.put(Marks.JOB, mark.job());
      marks.put(Marks.STEP, mark.step());
      marks.put(Marks.SELF, Marks.NONE);
      marks.put(Marks.ORIGINAL, plan.original().id());
      marks.put(Marks.ORIGINAL_NAME, MarkedName.write(plan.original().name()));
      marks.put(Marks.SET, image);
      return marks;
    }

    @Override
    public String make(Mark mark) {
      if (novas != null) {
        // The wait for it tells when it is gone.
        marking.volumeSnapshot(novas, marks(mark));
        return novas;
      }
      return cloud.createVolumeSnapshot(volume, name(), marks(mark));
    }

    private String name() {
      String suffix =
          plan.dataVolumes().stream()
              .filter(v -> v.id().equals(volume) && v.device() != null)
              .map(v -> "-" + String.valueOf(v.device()).replaceFirst("^/dev/", ""))
              .findFirst()
              .orElse("-data");
      int room = Names.MAX - suffix.length();
      String name = plan.name();
      return Names.safe((name.length() > room ? name.substring(0, room) : name) + suffix);
    }

    @Override
    public List<String> find(Mark mark) {
      return VolumeSnapshotting.marked(cloud, mark, volume);
    }

    @Override
    public void discard(String twin) {
      cloud.deleteVolumeSnapshot(twin);
    }

    @Override
    public ResourceRef describe(String made) {
      return new ResourceRef(SNAPSHOT, made, plan.name());
    }
  }
}
