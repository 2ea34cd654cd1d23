package dev.snapclone.command;

import dev.snapclone.i18n.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A private choice between candidates. Its prompt is the message {@code choice.NAME}.
 *
 * @param name which {@link Press} handles it
 * @param target as of {@link Button}
 * @param candidates at most 25
 * @param chosen the value that holds now and is shown as chosen; null when nothing is chosen yet
 */
public record Choice(
    String name, String target, List<Candidate> candidates, @Nullable String chosen) {
  public Choice {
    candidates = List.copyOf(candidates);
    if (candidates.isEmpty() || candidates.size() > 25) {
      throw new IllegalArgumentException("1 to 25 candidates");
    }
  }

  /** A choice where nothing is chosen yet. */
  public Choice(String name, String target, List<Candidate> candidates) {
    this(name, target, candidates, null);
  }

  /**
   * One candidate.
   *
   * @param value what is handed back, at most 100 characters
   * @param label what people read first; untrusted, cut by the adapter
   * @param description what tells it from the others; untrusted, cut by the adapter
   * @param about the same in words of ours; null where the description says it all
   */
  public record Candidate(String value, String label, String description, @Nullable Text about) {
    /** A candidate that needs no words of ours. */
    public Candidate(String value, String label, String description) {
      this(value, label, description, null);
    }

    /** A candidate that words of ours tell from the others. */
    public Candidate(String value, String label, Text about) {
      this(value, label, "", about);
    }
  }
}
