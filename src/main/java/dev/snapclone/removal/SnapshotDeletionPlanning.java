package dev.snapclone.removal;

import dev.snapclone.access.RequestedAction;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.cloud.Volume;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.procedure.RequestedActions;
import dev.snapclone.procedure.SetDisk;
import dev.snapclone.procedure.SnapshotMade;
import dev.snapclone.procedure.SnapshotRemoval;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plans the deletion of a snapshot: what goes with it, and what was made from it.
 *
 * @param before ids of what the same job deletes too
 */
record SnapshotDeletionPlanning(Cloud cloud, Dependents dependents, Set<String> before) {
  /** So many dependents are named. */
  private static final int NAMED = 5;

  /**
   * @param madeBy the job whose mark it must have; empty for a snapshot that others made
   * @param original a recorded name of its original; empty for none
   * @throws ExplainedFailure when it is not the job's any more, or protected
   */
  Doomed image(String madeBy, Image image, String original) {
    if (!madeBy.isEmpty()) {
      SnapshotRemoval.requireMark(madeBy, image.properties().get(Marks.JOB), image.id());
    }
    if (image.access().isProtected()) {
      throw new ExplainedFailure(
          Text.of("procedure.undo.protected", Arg.code(image.id())),
          Text.of("procedure.undo.protected-next"));
    }
    List<Text> lines = new ArrayList<>();
    lines.add(Text.of("snapshot.delete.image", Arg.name(image.name()), Arg.code(image.id())));
    List<String> behind = new ArrayList<>();
    int gb = 0;
    List<Volume> made = new ArrayList<>();
    for (SetDisk disk : SetDisk.of(image)) {
      Optional<VolumeSnapshot> found = dependents.snapshot(disk.snapshotId());
      if (found.isPresent() && SnapshotRemoval.isBehind(found.get(), image.name(), madeBy)) {
        behind.add(found.get().id());
        gb += found.get().sizeGb();
        made.addAll(dependents.madeFrom(found.get().id()));
        lines.add(Text.of("snapshot.delete.behind", Arg.code(found.get().id())));
      }
    }
    List<Instance> booted = dependents.bootedFrom(image.id());
    Text warning =
        risk(
            "snapshot.delete.risk.booted",
            booted.stream().filter(i -> !before.contains(i.id())).map(Instance::name).toList());
    if (warning != null) {
      lines.add(Text.of("snapshot.delete.booted", warning.args().toArray(new Arg[0])));
    }
    booted.stream().limit(NAMED).forEach(i -> lines.add(needs(i)));
    Text madeWarning = made(made, lines);
    Set<String> ids = new HashSet<>(behind);
    ids.add(image.id());
    Long bytes = image.sizeBytes();
    return new Doomed(
        DeletionTarget.of(
            new DeleteSnapshotPlan(cloud.name(), madeBy, true, image.id(), image.name(), behind)),
        size(bytes, behind.size(), gb),
        bytes != null && bytes > 0 ? (int) Math.max(1, bytes >> 30) + gb : gb,
        lines,
        warning == null ? madeWarning : warning,
        ids,
        dependentIds(booted, made),
        RequestedActions.of(RequestedAction.DELETE, cloud, original, null, 0)
            .on(ResourceKind.IMAGE.name(), image.id()));
  }

  private Text size(@Nullable Long bytes, int behind, int gb) {
    Arg where = Arg.name(cloud.name());
    if (behind > 0) {
      boolean rootInImage = bytes != null && bytes > 0;
      return Text.of(
          "snapshot.delete.cost-set",
          where,
          Arg.number(behind + (rootInImage ? 1L : 0L)),
          Arg.gigabytes(gb));
    }
    return bytes == null
        ? Text.of("procedure.cost.image", where)
        : Text.of("snapshot.delete.cost-image", where, Arg.bytes(bytes));
  }

  /**
   * What is left of a set whose image is gone already.
   *
   * @param madeBy the job whose mark its volume snapshots must have
   * @return empty when all is gone
   */
  Optional<Doomed> leftOf(String madeBy, SnapshotMade set) {
    List<String> behind =
        set.disks().stream()
            .flatMap(id -> dependents.snapshot(id).stream())
            .filter(there -> madeBy.equals(there.metadata().get(Marks.JOB)))
            .map(VolumeSnapshot::id)
            .toList();
    return behind.isEmpty()
        ? Optional.empty()
        : Optional.of(
            rest(new DeleteSnapshotPlan(cloud.name(), madeBy, true, set.id(), set.id(), behind)));
  }

  /** As {@link #image}. */
  Doomed volumeSnapshot(String madeBy, VolumeSnapshot snapshot, String original) {
    if (!madeBy.isEmpty()) {
      SnapshotRemoval.requireMark(madeBy, snapshot.metadata().get(Marks.JOB), snapshot.id());
    }
    dependents.imagesOver(snapshot.id()).stream()
        .filter(image -> !before.contains(image.id()))
        .findFirst()
        .ifPresent(
            image -> {
              throw ExplainedFailure.of(
                  "removal.image-over",
                  Arg.code(snapshot.id()),
                  Arg.name(image.name()),
                  Arg.code(image.id()));
            });
    List<Text> lines = new ArrayList<>();
    lines.add(
        Text.of("snapshot.delete.volume", Arg.name(snapshot.name()), Arg.code(snapshot.id())));
    List<Volume> made = dependents.madeFrom(snapshot.id());
    Text warning = made(made, lines);
    return new Doomed(
        DeletionTarget.of(
            new DeleteSnapshotPlan(
                cloud.name(), madeBy, false, snapshot.id(), snapshot.name(), List.of())),
        Text.of("procedure.cost.volume", Arg.name(cloud.name()), Arg.gigabytes(snapshot.sizeGb())),
        snapshot.sizeGb(),
        lines,
        warning,
        Set.of(snapshot.id()),
        dependentIds(List.of(), made),
        RequestedActions.of(RequestedAction.DELETE, cloud, original, null, 0)
            .on(ResourceKind.VOLUME_SNAPSHOT.name(), snapshot.id()));
  }

  /** What is left behind an image that is gone. */
  Doomed rest(DeleteSnapshotPlan plan) {
    List<VolumeSnapshot> behind =
        plan.behind().stream().flatMap(id -> dependents.snapshot(id).stream()).toList();
    List<Text> lines = new ArrayList<>();
    List<Volume> made = new ArrayList<>();
    for (VolumeSnapshot one : behind) {
      lines.add(Text.of("snapshot.delete.behind", Arg.code(one.id())));
      made.addAll(dependents.madeFrom(one.id()));
    }
    Text warning = made(made, lines);
    RequestedAction action = RequestedActions.of(RequestedAction.DELETE, cloud, "", null, 0);
    for (VolumeSnapshot one : behind) {
      action = action.on(ResourceKind.VOLUME_SNAPSHOT.name(), one.id());
    }
    int gb = behind.stream().mapToInt(VolumeSnapshot::sizeGb).sum();
    return new Doomed(
        DeletionTarget.of(plan),
        size(null, behind.size(), gb),
        gb,
        lines,
        warning,
        Set.copyOf(plan.behind()),
        dependentIds(List.of(), made),
        action);
  }

  private @Nullable Text made(List<Volume> made, List<Text> lines) {
    Text warning =
        risk(
            "snapshot.delete.risk.made",
            made.stream().filter(v -> !goes(v)).map(Dependents::named).toList());
    if (warning != null) {
      lines.add(Text.of("snapshot.delete.made", warning.args().toArray(new Arg[0])));
    }
    made.stream().limit(NAMED).forEach(v -> lines.add(needs(v)));
    return warning;
  }

  private static @Nullable Text risk(String key, List<String> names) {
    return names.isEmpty() ? null : Text.of(key, Arg.number(names.size()), Arg.name(names.get(0)));
  }

  /** Whether the same job deletes the instance of a volume. */
  private boolean goes(Volume volume) {
    return dependents.holder(volume).filter(i -> before.contains(i.id())).isPresent();
  }

  private Text needs(Instance instance) {
    return before.contains(instance.id())
        ? Text.of("removal.tree.instance-goes", Arg.name(instance.name()), Arg.code(instance.id()))
        : Text.of("removal.tree.instance", Arg.name(instance.name()), Arg.code(instance.id()));
  }

  private Text needs(Volume volume) {
    Arg name = Arg.name(Dependents.named(volume));
    Arg id = Arg.code(volume.id());
    return dependents
        .holder(volume)
        .map(
            i ->
                Text.of(
                    goes(volume) ? "removal.tree.volume-goes" : "removal.tree.volume-of",
                    name,
                    id,
                    Arg.name(i.name())))
        .orElseGet(() -> Text.of("removal.tree.volume", name, id));
  }

  private static Set<String> dependentIds(List<Instance> booted, List<Volume> made) {
    Set<String> ids = new HashSet<>();
    booted.forEach(i -> ids.add(i.id()));
    made.forEach(v -> ids.add(v.id()));
    return ids;
  }
}
