package dev.snapclone.inventory;

import dev.snapclone.command.Command;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.OptionSpec;
import dev.snapclone.command.Reply;
import dev.snapclone.command.Suggestion;
import dev.snapclone.request.CloudOption;
import java.util.List;

/** {@code /NAME [cloud]}: lists what a cloud has of one kind. */
abstract class ListCommand implements Command {
  private final String name;
  private final CloudOption clouds;
  private final Inventory inventory;

  ListCommand(String name, CloudOption clouds, Inventory inventory) {
    this.name = name;
    this.clouds = clouds;
    this.inventory = inventory;
  }

  abstract Reply list(Inventory inventory, String cloud);

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final List<OptionSpec> options() {
    return List.of(OptionSpec.suggested(CloudOption.NAME));
  }

  @Override
  public final boolean makesJob() {
    return false;
  }

  @Override
  public final Reply run(Invocation invocation) {
    return list(inventory, clouds.of(invocation).name());
  }

  @Override
  public final List<Suggestion> suggest(Invocation invocation, String option, String typed) {
    return option.equals(CloudOption.NAME) ? Lookup.clouds(inventory, typed) : List.of();
  }
}
