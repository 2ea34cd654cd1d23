package dev.snapclone.request;

import dev.snapclone.command.Choice;
import dev.snapclone.command.ChoiceNeeded;
import dev.snapclone.command.Drafts;
import dev.snapclone.command.Invocation;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.procedure.CloneMade;
import java.util.List;

/**
 * Which of several clones of one job a button is about.
 *
 * @param drafts keeps the press until the person has chosen
 */
public record CloneChoice(Drafts drafts) {
  private static final String OPTION = "clone-id";

  /**
   * The one that was chosen, or the only one that stands.
   *
   * @throws ChoiceNeeded when there is a choice
   * @throws ExplainedFailure when none stands
   */
  public CloneMade of(Invocation press, Job job) {
    List<CloneMade> standing = CloneMade.allStanding(job);
    if (standing.isEmpty()) {
      throw new ExplainedFailure(
          Text.of("clone.press.no-clone", Arg.code(job.id())), Text.of("clone.press.unknown-next"));
    }
    String chosen = press.option(OPTION).orElse("");
    return standing.stream()
        .filter(clone -> standing.size() == 1 || clone.copy().id().equals(chosen))
        .findFirst()
        .orElseThrow(() -> asks(press, standing));
  }

  private ChoiceNeeded asks(Invocation press, List<CloneMade> standing) {
    return new ChoiceNeeded(
        Text.of("clone.choose", Arg.number(standing.size())),
        List.of(Text.of("clone.choose-next")),
        new Choice(
            "choose",
            drafts.keep(press) + ":" + OPTION,
            standing.stream()
                .map(
                    clone ->
                        new Choice.Candidate(
                            clone.copy().id(), clone.copy().name(), clone.reachableAt()))
                .toList()));
  }
}
