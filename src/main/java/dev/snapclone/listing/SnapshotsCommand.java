package dev.snapclone.listing;

import dev.snapclone.access.Role;
import dev.snapclone.command.Command;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.OptionSpec;
import dev.snapclone.command.Reply;
import dev.snapclone.command.Suggestion;
import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.Text;
import dev.snapclone.inventory.Inventory;
import dev.snapclone.inventory.Known;
import dev.snapclone.inventory.Lookup;
import dev.snapclone.inventory.SnapshotEntry;
import dev.snapclone.inventory.View;
import dev.snapclone.procedure.CloudOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** {@code /snapshots [cloud]}: image snapshots and volume snapshots together, newest first. */
public final class SnapshotsCommand implements Command {
  private final CloudOption clouds;
  private final Inventory inventory;

  /**
   * @param clouds the cloud option
   * @param inventory what there is
   */
  public SnapshotsCommand(CloudOption clouds, Inventory inventory) {
    this.clouds = clouds;
    this.inventory = inventory;
  }

  @Override
  public String name() {
    return "snapshots";
  }

  @Override
  public Role role() {
    return Role.OPERATOR;
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(OptionSpec.suggested(CloudOption.NAME));
  }

  @Override
  public boolean makesJob() {
    return false;
  }

  @Override
  public Reply run(Invocation invocation) {
    String cloud = clouds.of(invocation).name();
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

  @Override
  public List<Suggestion> suggest(Invocation invocation, String option, String typed) {
    return option.equals(CloudOption.NAME) ? InstancesCommand.clouds(inventory, typed) : List.of();
  }
}
