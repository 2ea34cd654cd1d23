package dev.snapclone.app;

import dev.snapclone.command.Command;
import dev.snapclone.command.CommandRouter;
import dev.snapclone.command.Dialogue;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.command.Suggestion;
import dev.snapclone.discord.Router;
import dev.snapclone.i18n.Text;
import java.util.List;
import java.util.Optional;

/** Gives Discord the commands. */
record RoutedCommands(CommandRouter router) implements Router {
  @Override
  public Reply handle(Invocation invocation) {
    return router.handle(invocation);
  }

  @Override
  public void refused(Invocation invocation, Text why) {
    router.refused(invocation, why);
  }

  @Override
  public List<Suggestion> suggest(Invocation invocation, String option, String typed) {
    return router.suggest(invocation, option, typed);
  }

  @Override
  public List<Command> commands() {
    return router.commands();
  }

  @Override
  public boolean makesJob(String commandName) {
    return router.makesJob(commandName);
  }

  @Override
  public Optional<Dialogue> dialogue(Invocation press) {
    return router.dialogue(press);
  }
}
