package dev.snapclone.request;

import dev.snapclone.command.Button;
import dev.snapclone.command.CancelDraftPress;
import dev.snapclone.command.DraftPress;
import dev.snapclone.command.Drafts;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.PlanLine;
import dev.snapclone.job.PlanLine.Section;
import dev.snapclone.procedure.DowntimePlanning;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code Go ahead} on a private plan: plans the kept command again and runs it. It uses the first
 * invocation's id, so that two presses make one job, and the presser's current roles.
 */
public final class GoAheadPress implements DraftPress {
  public static final String NAME = "go-ahead";

  private final List<Confirmable> commands;

  /**
   * @param commands the commands that ask for confirmation
   */
  public GoAheadPress(List<? extends Confirmable> commands) {
    this.commands = List.copyOf(commands);
  }

  /**
   * Shows a plan privately and asks: what it costs, all warnings, how it is done, and what becomes
   * of an instance that is shut down. The card's details have the rest.
   *
   * @param draft the kept command
   */
  public static Reply ask(Text question, List<PlanLine> plan, String draft) {
    List<Text> lines = new ArrayList<>(PlanLine.of(Section.COST, plan));
    PlanLine.of(Section.WARNING, plan)
        .forEach(text -> lines.add(Text.of("procedure.plan.warning", Arg.text(text))));
    List<Text> makes = PlanLine.of(Section.MAKES, plan);
    makes.stream().limit(1).forEach(lines::add);
    makes.stream().filter(DowntimePlanning::tells).forEach(lines::add);
    lines.add(Text.of("snapshot.ask-within", Arg.duration(Drafts.LIFE)));
    return new Reply(
        Reply.Tone.QUESTION,
        question,
        lines,
        List.of(
            new Button(NAME, draft, Button.Style.PRIMARY),
            new Button(CancelDraftPress.NAME, draft, Button.Style.SECONDARY)),
        null,
        null);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Reply press(Invocation press, Invocation kept) {
    return commands.stream()
        .filter(c -> c.name().equals(kept.name()))
        .findFirst()
        .orElseThrow(() -> ExplainedFailure.of("common.question-gone"))
        .runConfirmed(kept);
  }
}
