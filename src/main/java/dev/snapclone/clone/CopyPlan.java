package dev.snapclone.clone;

import dev.snapclone.job.Timing;
import dev.snapclone.procedure.AttachedVolume;
import dev.snapclone.procedure.Bill;
import dev.snapclone.procedure.SnapshotPlan;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a copy would do: a snapshot, and an instance from it. Stored as JSON.
 *
 * @param partName name of the boot volume of a volume-booted instance's copy
 * @param volumeType its type; null for the cloud's choice
 * @param deleteSnapshot whether to delete the snapshot at the end, if nothing needs it
 */
public record CopyPlan(
    SnapshotPlan snapshot,
    String partName,
    @Nullable String volumeType,
    LaunchPlan launch,
    boolean deleteSnapshot)
    implements Timing.Timed, Bill.Priced {
  public CopyPlan {
    Objects.requireNonNull(snapshot, "snapshot");
    Objects.requireNonNull(launch, "launch");
  }

  @Override
  public Bill bill() {
    Bill bill = Bill.NOTHING.instance(launch.flavor());
    AttachedVolume root = snapshot.bootSource().root();
    for (AttachedVolume volume : snapshot.volumes()) {
      String type =
          volume.equals(root) ? volumeType : launch.placement().typeOr(volume.volumeType());
      bill = bill.volume(volume.sizeGb(), type);
    }
    Bill clones = bill.times(launch.count());
    return deleteSnapshot ? clones : clones.and(snapshot.bill());
  }

  @Override
  public Timing timing() {
    Timing taken = snapshot.timing();
    String kind = "copy-" + taken.kind() + (deleteSnapshot ? "-delete" : "");
    return launch.timed(new Timing(kind, taken.sizeClass()));
  }
}
