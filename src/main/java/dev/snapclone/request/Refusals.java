package dev.snapclone.request;

import dev.snapclone.command.Choice;
import dev.snapclone.command.ChoiceNeeded;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a request, so that a person is told everything at once. */
public final class Refusals {
  private static final int MOST_NAMED = 3;

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
   * @throws ExplainedFailure the only one as it was, or one that names all. It offers a choice only
   *     when no other refusal would follow it
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
    boolean choosing = found.stream().allMatch(ChoiceNeeded.class::isInstance);
    List<Text> lines = new ArrayList<>();
    for (ExplainedFailure one : found) {
      lines.add(Text.of("procedure.one-wrong", Arg.text(one.what())));
      lines.addAll(
          !choosing && one instanceof ChoiceNeeded asks ? List.of(named(asks)) : one.lines());
    }
    return choosing
        ? new ChoiceNeeded(what, lines, ((ChoiceNeeded) found.get(0)).choice())
        : new ExplainedFailure(what, lines);
  }

  /** What could be chosen, in words. */
  private static Text named(ChoiceNeeded asks) {
    List<Choice.Candidate> candidates = asks.choice().candidates();
    return candidates.size() == 1 && !asks.lines().isEmpty()
        ? asks.lines().get(0)
        : Text.of(
            "procedure.near.named",
            Arg.name(
                candidates.stream()
                    .limit(MOST_NAMED)
                    .map(Choice.Candidate::label)
                    .collect(Collectors.joining(", "))));
  }
}
