package dev.snapclone.inventory;

import dev.snapclone.command.Drafts;
import dev.snapclone.command.Shortened;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.SnapshotMade;
import dev.snapclone.procedure.Verified;
import dev.snapclone.request.CloudOption;
import dev.snapclone.request.Makers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code /snapshots [text] [cloud]}: image snapshots and volume snapshots, newest first. */
public final class SnapshotsCommand extends ListCommand {
  /**
   * @param drafts keeps the command while pages are turned
   * @param makers the jobs that took snapshots
   */
  public SnapshotsCommand(CloudOption clouds, Inventory inventory, Drafts drafts, Makers makers) {
    super(
        "snapshots",
        List.of(View.IMAGE_SNAPSHOTS, View.VOLUME_SNAPSHOTS),
        clouds,
        inventory,
        drafts,
        makers);
  }

  @Override
  List<Listing> all(Inventory inventory, String cloud) {
    Map<String, String> names = Lookup.instanceNames(inventory, cloud);
    return SnapshotEntry.all(
            inventory.look(cloud, View.IMAGE_SNAPSHOTS).items(),
            inventory.look(cloud, View.VOLUME_SNAPSHOTS).items())
        .stream()
        .map(snapshot -> listing(snapshot, Lookup.originalName(snapshot, names).orElse("")))
        .toList();
  }

  private static Listing listing(SnapshotEntry snapshot, String original) {
    boolean image = snapshot.kind() == SnapshotEntry.Kind.IMAGE;
    List<Text> said = new ArrayList<>();
    if (!snapshot.ready()) {
      said.add(Text.of("lists.code", Arg.code(Shortened.name(snapshot.status(), 24))));
    }
    Text kind =
        snapshot.set()
            ? Text.of("lists.suggest.disks", Arg.number(snapshot.disks().size()))
            : Text.of(image ? "lists.suggest.image" : "lists.suggest.volume");
    said.add(
        snapshot.sizeGb() > 0
            ? Text.of("lists.sized", Arg.text(kind), Arg.gigabytes(snapshot.sizeGb()))
            : kind);
    Verified verified = snapshot.verified();
    if (verified != null) {
      said.add(verified.words(Arg.date(verified.at())));
    }
    // Most are named after it.
    if (!original.isEmpty() && !snapshot.name().startsWith(original)) {
      said.add(Text.of("lists.suggest.of", Arg.name(Shortened.name(original, 24))));
    }
    return new Listing(
        snapshot.id(),
        snapshot.name(),
        snapshot.created(),
        List.of(snapshot.id(), snapshot.status(), original),
        said,
        List.of());
  }

  @Override
  List<String> commands(boolean ours) {
    // The job's own button does the same.
    return ours ? List.of() : List.of("clone", "verify", "delete");
  }

  @Override
  boolean about(Job maker, String id) {
    return CloneMade.all(maker).isEmpty()
        && SnapshotMade.of(maker).filter(made -> made.id().equals(id)).isPresent();
  }
}
