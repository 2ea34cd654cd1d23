package dev.snapclone.jobcontrol;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Role;
import dev.snapclone.command.Command;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.OptionSpec;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** {@code /help}: what this person may run here, how the pieces fit, and what needs approval. */
public final class HelpCommand implements Command {
  private final AccessPolicy access;
  private final Supplier<List<Command>> commands;

  /**
   * @param access who may what
   * @param commands all commands, asked for when needed since this is one of them
   */
  public HelpCommand(AccessPolicy access, Supplier<List<Command>> commands) {
    this.access = access;
    this.commands = commands;
  }

  @Override
  public String name() {
    return "help";
  }

  @Override
  public Role role() {
    return Role.OPERATOR;
  }

  @Override
  public List<OptionSpec> options() {
    return List.of();
  }

  @Override
  public boolean makesJob() {
    return false;
  }

  @Override
  public Reply run(Invocation invocation) {
    Role role = access.roleOf(invocation.actor(), invocation.place());
    List<Text> lines = new ArrayList<>();
    for (Command command : commands.get()) {
      if (role.covers(command.role())) {
        lines.add(
            Text.of(
                "approval.help.line",
                Arg.plain(command.name()),
                Arg.text(Text.of("command." + command.name()))));
      }
    }
    lines.add(Text.of("approval.help.flow"));
    lines.add(Text.of("approval.help.role." + role.name().toLowerCase(Locale.ROOT)));
    return Reply.of(Reply.Tone.INFO, Text.of("approval.help"), lines.toArray(Text[]::new));
  }
}
