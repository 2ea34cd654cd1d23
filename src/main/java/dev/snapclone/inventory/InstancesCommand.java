package dev.snapclone.inventory;

import dev.snapclone.cloud.Address;
import dev.snapclone.cloud.Instance;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.request.CloudOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** {@code /instances [cloud]}: the instances, by name. */
public final class InstancesCommand extends ListCommand {
  public InstancesCommand(CloudOption clouds, Inventory inventory) {
    super("instances", clouds, inventory);
  }

  @Override
  Reply list(Inventory inventory, String cloud) {
    Known<Instance> known = inventory.read(cloud, View.INSTANCES);
    List<Instance> sorted =
        known.items().stream()
            .sorted(Comparator.comparing((Instance i) -> i.name().toLowerCase(Locale.ROOT)))
            .toList();
    return Listing.reply(
        Text.of("lists.instances", Arg.number(sorted.size()), Arg.name(cloud)),
        Text.of("lists.unknown", Arg.name(cloud)),
        sorted,
        InstancesCommand::line,
        Text.of("lists.no-instances"),
        Listing.failure(View.INSTANCES, known));
  }

  private static Text line(Instance instance) {
    Text source = Text.of(instance.imageBooted() ? "lists.image-booted" : "lists.volume-booted");
    String address = instance.addresses().stream().map(Address::ip).findFirst().orElse("");
    return address.isEmpty()
        ? Text.of(
            "lists.instance-no-address",
            Arg.name(instance.name()),
            Arg.code(instance.state().status()),
            Arg.text(source),
            Arg.time(instance.launched().created()))
        : Text.of(
            "lists.instance",
            Arg.name(instance.name()),
            Arg.code(instance.state().status()),
            Arg.text(source),
            Arg.code(address),
            Arg.time(instance.launched().created()));
  }
}
