package dev.snapclone.command;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A command about an entry of a list, run as if the person had typed it: the same roles, rules and
 * questions. The target is {@code DRAFT:ENTRY}.
 *
 * @param option that names the entry
 * @param run {@link CommandRouter#handle}
 */
public record RunOnEntryPress(String command, String option, Function<Invocation, Reply> run)
    implements DraftPress {
  private static final String PREFIX = "list-";

  /** One for each command that makes a job about its first option, which it suggests. */
  public static List<RunOnEntryPress> all(List<Command> commands, Function<Invocation, Reply> run) {
    return commands.stream()
        .filter(Command::makesJob)
        .filter(it -> it.options().get(0).autocomplete())
        .map(it -> new RunOnEntryPress(it.name(), it.options().get(0).name(), run))
        .toList();
  }

  /** Runs a command about an entry of a kept list. */
  public static Button button(String command, String draft, String entry) {
    return new Button(PREFIX + command, draft + ":" + entry, Button.Style.SECONDARY);
  }

  @Override
  public String name() {
    return PREFIX + command;
  }

  @Override
  public Reply press(Invocation press, Invocation kept) {
    String target = press.option(Invocation.TARGET).orElse("");
    String entry = target.substring(Math.min(target.length(), target.indexOf(':') + 1));
    Invocation typed =
        new Invocation(
            press.id(),
            command,
            Invocation.Kind.COMMAND,
            kept.actor(),
            kept.place(),
            kept.locale(),
            Map.of(option, entry, Invocation.CLOUD, kept.option(Invocation.CLOUD).orElse("")));
    // Two presses on one button make one job.
    return run.apply(typed.withId(command + ":" + target));
  }
}
