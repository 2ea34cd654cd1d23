package dev.snapclone.inventory;

import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.request.CloudOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** {@code /snapshots [cloud]}: image snapshots and volume snapshots together, newest first. */
public final class SnapshotsCommand extends ListCommand {
  public SnapshotsCommand(CloudOption clouds, Inventory inventory) {
    super("snapshots", clouds, inventory);
  }

  @Override
  Reply list(Inventory inventory, String cloud) {
    Known<SnapshotEntry> images = inventory.read(cloud, View.IMAGE_SNAPSHOTS);
    Known<SnapshotEntry> volumes = inventory.read(cloud, View.VOLUME_SNAPSHOTS);
    List<Text> failures = new ArrayList<>(Listing.failure(View.IMAGE_SNAPSHOTS, images));
    failures.addAll(Listing.failure(View.VOLUME_SNAPSHOTS, volumes));
    List<SnapshotEntry> all = new ArrayList<>(images.items());
    all.addAll(volumes.items());
    all.sort(Comparator.comparing(SnapshotEntry::created).reversed());
    Map<String, String> names = Lookup.instanceNames(inventory, cloud);
    return Listing.reply(
        Text.of("lists.snapshots", Arg.number(all.size()), Arg.name(cloud)),
        Text.of("lists.unknown", Arg.name(cloud)),
        all,
        s -> line(s, names),
        Text.of("lists.no-snapshots"),
        failures);
  }

  private static Text line(SnapshotEntry snapshot, Map<String, String> names) {
    boolean image = snapshot.kind() == SnapshotEntry.Kind.IMAGE;
    Arg name = Arg.name(snapshot.name().isEmpty() ? snapshot.id() : snapshot.name());
    Arg kind =
        Arg.text(
            Text.of(
                "lists." + (image ? "image" : "volume") + (snapshot.ready() ? "" : "-not-ready"),
                Arg.code(snapshot.status())));
    Arg size = Arg.gigabytes(snapshot.sizeGb());
    Arg created = Arg.time(snapshot.created());
    return Lookup.originalName(snapshot, names)
        .map(
            original -> Text.of("lists.snapshot-of", name, kind, size, Arg.name(original), created))
        .orElseGet(() -> Text.of("lists.snapshot", name, kind, size, created));
  }
}
