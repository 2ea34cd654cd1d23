package dev.snapclone.inventory;

import dev.snapclone.cloud.Address;
import dev.snapclone.cloud.Flavor;
import dev.snapclone.cloud.Instance;
import dev.snapclone.command.Drafts;
import dev.snapclone.command.Shortened;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.request.CloudOption;
import dev.snapclone.request.Makers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /instances [text] [cloud]}: the instances, newest first. */
public final class InstancesCommand extends ListCommand {
  /**
   * @param drafts keeps the command while pages are turned
   * @param makers the jobs that made instances
   */
  public InstancesCommand(CloudOption clouds, Inventory inventory, Drafts drafts, Makers makers) {
    super("instances", List.of(View.INSTANCES), clouds, inventory, drafts, makers);
  }

  @Override
  List<Listing> all(Inventory inventory, String cloud) {
    Map<String, Flavor> flavors = Lookup.flavors(inventory, cloud);
    return inventory.look(cloud, View.INSTANCES).items().stream()
        .map(instance -> listing(instance, flavors.get(instance.launched().flavorId())))
        .toList();
  }

  private static Listing listing(Instance instance, @Nullable Flavor flavor) {
    List<String> searched = new ArrayList<>(List.of(instance.id(), instance.state().status()));
    List<Text> said = new ArrayList<>();
    Text state = Text.of("lists.code", Arg.code(Shortened.name(instance.state().status(), 24)));
    if (!instance.running()) {
      said.add(state);
    }
    for (Address address : instance.addresses()) {
      searched.add(address.ip());
    }
    String address = instance.addresses().stream().map(Address::ip).findFirst().orElse("");
    said.add(
        address.isEmpty() ? Text.of("lists.no-address") : Text.of("lists.code", Arg.code(address)));
    if (flavor != null) {
      said.add(Text.of("lists.ram", Arg.megabytes(flavor.ramMb())));
    }
    List<Text> further = new ArrayList<>();
    if (flavor != null) {
      further.add(Text.of("lists.cores", Arg.number(flavor.vcpus())));
    }
    if (instance.running()) {
      further.add(state);
    }
    further.add(Text.of(instance.imageBooted() ? "lists.image-booted" : "lists.volume-booted"));
    return new Listing(
        instance.id(), instance.name(), instance.launched().created(), searched, said, further);
  }

  @Override
  List<String> commands(boolean ours) {
    return List.of("snapshot", "copy");
  }

  @Override
  boolean about(Job maker, String id) {
    return CloneMade.all(maker).stream().anyMatch(clone -> clone.copy().id().equals(id));
  }
}
