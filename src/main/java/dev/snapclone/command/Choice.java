package dev.snapclone.command;

import dev.snapclone.i18n.Text;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A private choice between candidates. Its prompt is the message {@code choice.NAME}.
 *
 * @param name of its {@link Press}
 * @param target as in {@link Button}
 * @param candidates at most 25
 * @param chosen the currently selected value; null for none
 */
public record Choice(
    String name, String target, List<Candidate> candidates, @Nullable String chosen) {
  /** The longest id of a button, which holds name and target. */
  private static final int MOST_ID = 100;

  public Choice {
    candidates = List.copyOf(candidates);
    if (candidates.isEmpty() || candidates.size() > 25) {
      throw new IllegalArgumentException("1 to 25 candidates");
    }
  }

  /** Nothing is selected yet. */
  public Choice(String name, String target, List<Candidate> candidates) {
    this(name, target, candidates, null);
  }

  /** The only candidate as a button; empty when there are several, or it would not fit. */
  Optional<Button> onlyOne() {
    Candidate first = candidates.get(0);
    String press = target + ":" + first.value();
    return candidates.size() == 1 && name.length() + press.length() < MOST_ID
        ? Optional.of(
            new Button(
                name,
                press,
                Button.Style.PRIMARY,
                Text.of("common.words", Text.Arg.name(first.label()))))
        : Optional.empty();
  }

  /**
   * One candidate.
   *
   * @param value sent when chosen, at most 100 characters
   * @param label untrusted, cut by the adapter
   * @param description distinguishes it from the others; untrusted, cut by the adapter
   * @param about a description that is translated; null for none
   */
  public record Candidate(String value, String label, String description, @Nullable Text about) {
    public Candidate(String value, String label, String description) {
      this(value, label, description, null);
    }

    public Candidate(String value, String label, Text about) {
      this(value, label, "", about);
    }
  }
}
