package dev.snapclone.procedure;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.snapclone.cloud.Marks;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Mark;
import dev.snapclone.job.Timing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What taking a snapshot would do, computed from fresh reads before approval. Stored as JSON, as
 * one flat object.
 *
 * @param cloud the bot's name for the cloud
 * @param bootSource with the root volume and the data volumes that are left out
 * @param recipe stored with the snapshot; contains the os
 * @param name valid in every service
 * @param schedule the id of the schedule that takes it, null for a person
 * @param dated whether the name is the template's, and made again when the snapshot is taken, which
 *     may be a day later; missing in older stored plans, whose name stays
 */
public record SnapshotPlan(
    String cloud,
    @JsonUnwrapped Original original,
    BootSource bootSource,
    Recipe recipe,
    @JsonUnwrapped OsSource os,
    String name,
    @JsonUnwrapped Disks disks,
    @JsonUnwrapped Remarks remarks,
    @Nullable String schedule,
    boolean dated)
    implements Timing.Timed, Bill.Priced {
  /** The reason by which older stored plans, without {@code saidOs}, show it. */
  private static final String OS_WAS_SAID = "procedure.os.said";

  public SnapshotPlan {
    Objects.requireNonNull(cloud, "cloud");
    Objects.requireNonNull(bootSource, "bootSource");
    Objects.requireNonNull(recipe, "recipe");
    if (os.said() == null && os.reason().key().equals(OS_WAS_SAID)) {
      os = new OsSource(os.reason(), recipe.os());
    }
  }

  /**
   * The instance.
   *
   * @param name untrusted
   * @param running whether it ran when planned
   * @param downtime that it is shut down for the snapshot; null for as it is
   */
  public record Original(
      @JsonProperty("instanceId") String id,
      @JsonProperty("instanceName") String name,
      boolean running,
      @Nullable Downtime downtime) {}

  /**
   * What is snapshotted.
   *
   * @param rootGb size of the root disk in GiB: the volume's, or the flavor's; 0 when unknown
   * @param volumes missing in older stored plans, which take the root disk
   */
  public record Disks(@JsonProperty("diskGb") int rootGb, SnapshotVolumes volumes) {
    public Disks {
      volumes = Objects.requireNonNullElse(volumes, SnapshotVolumes.ROOT);
    }
  }

  /**
   * Where the os is known from.
   *
   * @param reason how it was recognised
   * @param said the os, if a person named it; otherwise null
   */
  public record OsSource(
      @JsonProperty("osReason") Text reason, @JsonProperty("saidOs") @Nullable Os said) {}

  /**
   * What people should know beforehand.
   *
   * @param warnings risks, a sentence each
   * @param leftOut what the snapshot does not contain
   * @param quota use before and after, a line each; empty where nothing is counted
   */
  public record Remarks(List<Text> warnings, LeftOut leftOut, List<Text> quota) {
    public Remarks {
      warnings = List.copyOf(warnings);
      quota = List.copyOf(quota);
      if (leftOut == null) {
        // Older stored plans lack this field but have it as warnings.
        leftOut = LeftOut.NOTHING;
      }
    }
  }

  public SnapshotPlan withNics(List<Nic> nics) {
    return new SnapshotPlan(
        cloud,
        original,
        bootSource,
        recipe.withNics(nics),
        os,
        name,
        disks,
        remarks,
        schedule,
        dated);
  }

  /** The same, taken by a schedule; null for a person. */
  public SnapshotPlan by(@Nullable String other) {
    return new SnapshotPlan(
        cloud, original, bootSource, recipe, os, name, disks, remarks, other, dated);
  }

  /** The same under a name that is final. */
  SnapshotPlan named(String other) {
    return new SnapshotPlan(
        cloud, original, bootSource, recipe, os, other, disks, remarks, schedule, false);
  }

  /** The name that a person gave; null for the template's. */
  public @Nullable String givenName() {
    return dated ? null : name;
  }

  SnapshotPlan with(Remarks other) {
    return new SnapshotPlan(
        cloud, original, bootSource, recipe, os, name, disks, other, schedule, dated);
  }

  /** Whether it is a set: an image, and volume snapshots that belong to it. */
  public boolean set() {
    return disks.volumes() == SnapshotVolumes.ALL && !bootSource.dataVolumes().isEmpty();
  }

  /** What people clone and delete: the image of a set, or what fits the boot source. */
  public BootSource.Kind head() {
    return set() ? BootSource.Kind.IMAGE : bootSource.kind();
  }

  /** The volumes that Cinder snapshots: the root volume if there is one, then by their devices. */
  public List<AttachedVolume> volumes() {
    List<AttachedVolume> volumes = new ArrayList<>();
    if (bootSource.root() != null) {
      volumes.add(bootSource.root());
    }
    if (set()) {
      volumes.addAll(dataVolumes());
    }
    return volumes;
  }

  /** The data volumes by their devices, snapshotted or not. */
  public List<AttachedVolume> dataVolumes() {
    return bootSource.dataVolumes().stream().sorted(SetDisk.BY_DEVICE).toList();
  }

  /** The size of everything that is snapshotted, GiB; without the root disk where it is unknown. */
  public int sizeGb() {
    int rest = set() ? dataVolumes().stream().mapToInt(AttachedVolume::sizeGb).sum() : 0;
    return disks.rootGb() + rest;
  }

  @Override
  public Timing timing() {
    String what =
        set() ? "set" : head() == BootSource.Kind.IMAGE ? "image-snapshot" : "volume-snapshot";
    return Timing.of(original.downtime() == null ? what : what + "-stop", sizeGb());
  }

  @Override
  public Bill bill() {
    Bill bill =
        bootSource.kind() == BootSource.Kind.IMAGE
            ? Bill.NOTHING.imageSnapshot(disks.rootGb())
            : Bill.NOTHING;
    for (AttachedVolume volume : volumes()) {
      bill = bill.volumeSnapshot(volume.sizeGb());
    }
    return bill;
  }

  /** What its Cinder snapshots need. */
  public QuotaNeed need() {
    QuotaNeed need = QuotaNeed.NOTHING;
    for (AttachedVolume volume : volumes()) {
      need = need.withVolumeSnapshot(volume.sizeGb(), volume.volumeType());
    }
    return need;
  }

  SnapshotPlan with(Downtime downtime) {
    return new SnapshotPlan(
        cloud,
        new Original(original.id(), original.name(), original.running(), downtime),
        bootSource,
        recipe,
        os,
        name,
        disks,
        remarks,
        schedule,
        dated);
  }

  /** Whether a person has to agree first: the instance is shut down, or may be disturbed. */
  public boolean needsGoAhead() {
    return original.downtime() != null
        || (original.running() && bootSource.kind() == BootSource.Kind.IMAGE);
  }

  /** The marks of the snapshot: mark, recipe, and what it leaves out. */
  Map<String, String> marks(Mark mark) {
    Map<String, String> marks = recipe.toMarks(mark);
    remarks.leftOut().mark(marks);
    marks.put(Marks.EXPIRES, Marks.NONE);
    marks.put(Marks.SCHEDULE, schedule == null ? Marks.NONE : schedule);
    return marks;
  }
}
