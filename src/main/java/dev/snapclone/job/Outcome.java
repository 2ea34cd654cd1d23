package dev.snapclone.job;

import dev.snapclone.i18n.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a job ended, for people and for what follows it.
 *
 * @param headline one sentence
 * @param lines further sentences: ids, addresses, what to do next
 * @param made what exists now because of the job
 * @param left what a failed or cancelled job could not remove; a job that ends with something left
 *     needs attention
 * @param facts what programs read of it: what was made, and what became of it since. Who writes
 *     some has a record that reads them again
 */
public record Outcome(
    Text headline,
    List<Text> lines,
    List<ResourceRef> made,
    List<ResourceRef> left,
    Map<String, String> facts) {
  /** Fact: the steps, comma-separated, that may have left something with their mark. */
  public static final String UNRESOLVED = "unresolved";

  private static final String CLEANED_BY = "cleaned-by";

  public Outcome {
    lines = List.copyOf(lines);
    made = List.copyOf(made);
    left = List.copyOf(left);
    facts = Map.copyOf(facts);
  }

  /** The steps that may have left something. */
  public List<String> unresolved() {
    String steps = facts.getOrDefault(UNRESOLVED, "");
    return steps.isEmpty() ? List.of() : List.of(steps.split(",", -1));
  }

  /** The job that removed what this one had left; empty when none did. */
  public Optional<String> cleanedBy() {
    return Optional.ofNullable(facts.get(CLEANED_BY));
  }

  /** The same with one fact more. */
  public Outcome with(String fact, String value) {
    Map<String, String> more = new TreeMap<>(facts);
    more.put(fact, value);
    return new Outcome(headline, lines, made, left, more);
  }

  /**
   * The same after another job has cleaned up.
   *
   * @param stays what could not be removed
   */
  public Outcome cleaned(List<ResourceRef> stays, String by) {
    Map<String, String> known = new TreeMap<>(facts);
    known.remove(UNRESOLVED);
    Outcome now = new Outcome(headline, lines, made, stays, known);
    return stays.isEmpty() ? now.with(CLEANED_BY, by) : now;
  }

  /** The same, where only this is left of what was made. */
  public Outcome leaving(List<ResourceRef> there) {
    return new Outcome(headline, lines, there, left, facts);
  }
}
