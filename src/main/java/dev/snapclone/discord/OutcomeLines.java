package dev.snapclone.discord;

import dev.snapclone.command.Shortened;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Outcome;
import dev.snapclone.procedure.CurrentOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the reply to a card says below its first line: short, what is worst first. Request ids, the
 * things that were removed again, and why the others were not, are behind {@code Details}.
 */
final class OutcomeLines {
  /** So much of a cloud's own words tells what is the matter. */
  private static final int QUOTE = 100;

  private static final String CLEAN_UP = "jobs.clean-up";
  private static final String UNRESOLVED = "jobs.unresolved";
  private static final String REASON = "approval.outcome.reason";
  private static final String REMOVED = "jobs.removed";

  /** What is counted, comes first, or belongs to Details. */
  private static final Set<String> ELSEWHERE =
      Set.of(REMOVED, UNRESOLVED, "approval.cleanup.removed", CurrentOutcome.REQUEST_ID);

  private static final Set<String> SAID_BY_CARD =
      Set.of(
          "approval.outcome.expired.next",
          REASON,
          "approval.outcome.nothing-done",
          "jobs.nothing-begun",
          "jobs.nothing-left",
          REMOVED);

  /**
   * How to log in, what it is cut off from, and what went with it: the card tells. What a person
   * has to do is said.
   */
  private static final Pattern ON_CARD_ONLY =
      Pattern.compile(
          "clone\\.done\\.(linux|unknown-os).*|clone\\.plan\\.isolated.*"
              + "|clone\\.deleted-(instance|both)|snapshot\\.deleted\\..*");

  private OutcomeLines() {}

  /** Whether a job was undone and left something that a clean-up may remove. */
  static boolean undone(Outcome outcome) {
    return outcome.lines().stream().anyMatch(line -> line.key().equals(CLEAN_UP));
  }

  /**
   * The lines, without what was left.
   *
   * @param cardIsSeen whether the reader sees the card
   */
  static List<Text> of(JobState state, Outcome outcome, boolean cardIsSeen) {
    List<Text> said = outcome.lines();
    if (state == JobState.CANCELLED) {
      return cardIsSeen && said.stream().allMatch(line -> SAID_BY_CARD.contains(line.key()))
          ? said.stream().filter(line -> line.key().equals(REASON)).toList()
          : shortened(outcome);
    }
    List<Text> lines = new ArrayList<>();
    said.stream().filter(line -> line.key().equals(UNRESOLVED)).forEach(lines::add);
    lines.add(Shortened.names(outcome.headline(), QUOTE));
    shortened(outcome).stream()
        .filter(line -> !cardIsSeen || !ON_CARD_ONLY.matcher(line.key()).matches())
        .forEach(lines::add);
    return lines;
  }

  private static List<Text> shortened(Outcome outcome) {
    boolean undone = undone(outcome);
    List<Text> lines = new ArrayList<>();
    long removed = outcome.lines().stream().filter(line -> line.key().equals(REMOVED)).count();
    if (removed > 0) {
      lines.add(undone ? Text.of("outcome.removed", Arg.number(removed)) : Text.of("card.undone"));
    }
    for (Text line : outcome.lines()) {
      boolean left = undone && line.key().equals(CurrentOutcome.LEFT);
      if (line.key().equals(CLEAN_UP)) {
        lines.add(Text.of("outcome.clean-up"));
      } else if (!left && !ELSEWHERE.contains(line.key())) {
        lines.add(line);
      }
    }
    return lines;
  }
}
