package dev.snapclone.discord;

import dev.snapclone.access.Role;
import dev.snapclone.command.Command;
import dev.snapclone.command.Dialogue;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.OptionSpec;
import dev.snapclone.command.Reply;
import dev.snapclone.command.Suggestion;
import dev.snapclone.i18n.Text;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A router that answers as a test wishes. */
final class PaperRouter implements Router {
  final List<Invocation> handled = new CopyOnWriteArrayList<>();
  final List<Invocation> refused = new CopyOnWriteArrayList<>();
  volatile Function<Invocation, Reply> answer =
      invocation -> Reply.of(Reply.Tone.INFO, Sample.say("Done with " + invocation.name()));
  volatile List<Suggestion> suggestions = List.of();

  private record Listed(String name, boolean makesJob, List<OptionSpec> options)
      implements Command {
    @Override
    public Role role() {
      return Role.OPERATOR;
    }

    @Override
    public Reply run(Invocation invocation) {
      throw new IllegalStateException("the router of this test runs nothing");
    }
  }

  @Override
  public Reply handle(Invocation invocation) {
    handled.add(invocation);
    return answer.apply(invocation);
  }

  @Override
  public void refused(Invocation invocation, Text why) {
    refused.add(invocation);
  }

  @Override
  public List<Suggestion> suggest(Invocation invocation, String option, String typed) {
    return suggestions.stream().filter(s -> s.label().contains(typed)).toList();
  }

  @Override
  public List<Command> commands() {
    return List.of(
        new Listed(
            "clone",
            true,
            List.of(
                OptionSpec.required("snapshot-id"),
                OptionSpec.text("name"),
                OptionSpec.oneOf("os", "windows", "linux"))),
        new Listed("jobs", false, List.of()));
  }

  @Override
  public boolean makesJob(String commandName) {
    return commandName.equals("clone");
  }

  @Override
  public Optional<Dialogue> dialogue(Invocation press) {
    return Optional.empty();
  }
}
