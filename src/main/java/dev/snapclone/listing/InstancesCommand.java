package dev.snapclone.listing;

import dev.snapclone.access.Role;
import dev.snapclone.cloud.Address;
import dev.snapclone.cloud.Instance;
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
import dev.snapclone.inventory.View;
import dev.snapclone.procedure.CloudOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** {@code /instances [cloud]}: the instances, by name. */
public final class InstancesCommand implements Command {
  private final CloudOption clouds;
  private final Inventory inventory;

  /**
   * @param clouds the cloud option
   * @param inventory what there is
   */
  public InstancesCommand(CloudOption clouds, Inventory inventory) {
    this.clouds = clouds;
    this.inventory = inventory;
  }

  @Override
  public String name() {
    return "instances";
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
            Arg.code(instance.status()),
            Arg.text(source),
            Arg.time(instance.created()))
        : Text.of(
            "lists.instance",
            Arg.name(instance.name()),
            Arg.code(instance.status()),
            Arg.text(source),
            Arg.code(address),
            Arg.time(instance.created()));
  }

  @Override
  public List<Suggestion> suggest(Invocation invocation, String option, String typed) {
    return option.equals(CloudOption.NAME) ? clouds(inventory, typed) : List.of();
  }

  static List<Suggestion> clouds(Inventory inventory, String typed) {
    return Lookup.clouds(inventory, typed).stream()
        .map(m -> new Suggestion(m.label(), m.value()))
        .toList();
  }
}
