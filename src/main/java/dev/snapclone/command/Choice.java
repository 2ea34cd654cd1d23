package dev.snapclone.command;

import java.util.List;

/**
 * A private choice between candidates. Its prompt is the message {@code choice.NAME}.
 *
 * @param name which {@link Press} handles it
 * @param target as of {@link Button}
 * @param candidates at most 25
 */
public record Choice(String name, String target, List<Candidate> candidates) {
  public Choice {
    candidates = List.copyOf(candidates);
    if (candidates.isEmpty() || candidates.size() > 25) {
      throw new IllegalArgumentException("1 to 25 candidates");
    }
  }

  /**
   * One candidate.
   *
   * @param value what is handed back, at most 100 characters
   * @param label what people read first; untrusted, cut by the adapter
   * @param description what tells it from the others; untrusted, cut by the adapter
   */
  public record Candidate(String value, String label, String description) {}
}
