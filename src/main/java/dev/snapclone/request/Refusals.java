package dev.snapclone.request;

import dev.snapclone.command.Choice;
import dev.snapclone.command.ChoiceNeeded;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a request, so that a person is told everything at once. */
public final class Refusals {
  private final List<ExplainedFailure> found = new ArrayList<>();

  /** Runs one step for what it may refuse. */
  public void require(Runnable step) {
    attempt(
        () -> {
          step.run();
          return null;
        });
  }

  /** Runs one step; null when it refuses, and when that is its result. */
  public <T> @Nullable T attempt(Supplier<? extends @Nullable T> step) {
    try {
      return step.get();
    } catch (ExplainedFailure refusal) {
      if (found.stream().noneMatch(before -> before.what().equals(refusal.what()))) {
        found.add(refusal);
      }
      return null;
    }
  }

  /**
   * Ends the request if something was wrong.
   *
   * @throws ExplainedFailure the only one as it was, or one that names all; with the first choice
   *     among them
   */
  public void throwIfAny() {
    if (found.size() == 1) {
      throw found.get(0);
    }
    if (!found.isEmpty()) {
      throw all();
    }
  }

  private ExplainedFailure all() {
    Text what = Text.of("procedure.several-wrong", Arg.number(found.size()));
    List<Text> lines = new ArrayList<>();
    for (ExplainedFailure one : found) {
      lines.add(Text.of("procedure.one-wrong", Arg.text(one.what())));
      lines.addAll(one.lines());
    }
    Choice choice =
        found.stream()
            .filter(ChoiceNeeded.class::isInstance)
            .map(one -> ((ChoiceNeeded) one).choice())
            .findFirst()
            .orElse(null);
    return choice == null
        ? new ExplainedFailure(what, lines)
        : new ChoiceNeeded(what, lines, choice);
  }
}
