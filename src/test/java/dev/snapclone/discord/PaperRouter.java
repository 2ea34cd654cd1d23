package dev.snapclone.discord;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.snapclone.command.Command;
import dev.snapclone.command.CommandRouter;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.JobPress;
import dev.snapclone.command.OptionSpec;
import dev.snapclone.command.Press;
import dev.snapclone.command.Reply;
import dev.snapclone.command.Suggestion;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;

/** Commands that answer as a test wishes, whoever gives them. */
final class PaperRouter {
  final List<Invocation> handled = new CopyOnWriteArrayList<>();
  final List<Invocation> refused = new CopyOnWriteArrayList<>();
  volatile Function<Invocation, Reply> answer =
      invocation -> Reply.of(Reply.Tone.INFO, Sample.say("Done with " + invocation.name()));
  volatile List<Suggestion> suggestions = List.of();

  private final CommandRouter router = mock(CommandRouter.class);

  PaperRouter() {
    OptionSpec snapshot = OptionSpec.required("snapshot-id");
    OptionSpec os = OptionSpec.oneOf("os", "windows", "linux");
    List<Command> known =
        List.of(
            command("clone", true, snapshot, OptionSpec.text("name"), os), command("jobs", false));
    when(router.commands()).thenReturn(known);
    when(router.makesJob("clone")).thenReturn(true);
    when(router.buttons(any(), any()))
        .thenAnswer(
            call -> Offered.about(call.getArgument(0), call.<Predicate<JobPress>>getArgument(1)));
    when(router.answerTo(any()))
        .thenAnswer(
            call ->
                switch (call.<String>getArgument(0)) {
                  case "pick", "go-ahead", "cancel-draft" -> Press.Answer.IN_PLACE;
                  case "guide-next" -> Press.Answer.MOVES_ON;
                  default -> Press.Answer.BESIDE;
                });
    when(router.handle(any()))
        .thenAnswer(
            call -> {
              handled.add(call.getArgument(0));
              return answer.apply(call.getArgument(0));
            });
    doAnswer(call -> refused.add(call.getArgument(0))).when(router).refused(any(), any());
    when(router.suggest(any(), any(), any()))
        .thenAnswer(
            call ->
                suggestions.stream().filter(s -> s.label().contains(call.getArgument(2))).toList());
  }

  static Command command(String name, boolean makesJob, OptionSpec... options) {
    Command command = mock(Command.class);
    when(command.name()).thenReturn(name);
    when(command.key()).thenCallRealMethod();
    when(command.makesJob()).thenReturn(makesJob);
    when(command.options()).thenReturn(List.of(options));
    return command;
  }

  CommandRouter commands() {
    return router;
  }
}
