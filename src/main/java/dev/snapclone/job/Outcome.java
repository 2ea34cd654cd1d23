package dev.snapclone.job;

import dev.snapclone.i18n.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a job ended, for people and for later jobs.
 *
 * @param headline one sentence
 * @param lines further sentences: ids, addresses, what to do next
 * @param made what the job made that exists now
 * @param left what the job could not remove; if there is anything, the job needs attention
 * @param facts the part for programs: what was made, and what happened to it since. Each feature
 *     has a record that writes and reads its facts
 */
public record Outcome(
    Text headline,
    List<Text> lines,
    List<ResourceRef> made,
    List<ResourceRef> left,
    Map<String, String> facts) {
  /**
   * Fact: the steps, comma-separated, that may have left something with their mark in the cloud.
   */
  public static final String UNRESOLVED = "unresolved";

  private static final String CLEANED_BY = "cleaned-by";

  public Outcome {
    lines = List.copyOf(lines);
    made = List.copyOf(made);
    left = List.copyOf(left);
    facts = Map.copyOf(facts);
  }

  /** The steps that may have left something in the cloud. */
  public List<String> unresolved() {
    String steps = facts.getOrDefault(UNRESOLVED, "");
    return steps.isEmpty() ? List.of() : List.of(steps.split(",", -1));
  }

  /** The clean-up job that removed what this one left, if any. */
  public Optional<String> cleanedBy() {
    return Optional.ofNullable(facts.get(CLEANED_BY));
  }

  /** The same with one more fact. */
  public Outcome with(String fact, String value) {
    Map<String, String> more = new TreeMap<>(facts);
    more.put(fact, value);
    return new Outcome(headline, lines, made, left, more);
  }

  /**
   * The same after a clean-up job.
   *
   * @param stays what could not be removed
   */
  public Outcome cleaned(List<ResourceRef> stays, String by) {
    Map<String, String> known = new TreeMap<>(facts);
    known.remove(UNRESOLVED);
    Outcome now = new Outcome(headline, lines, made, stays, known);
    return stays.isEmpty() ? now.with(CLEANED_BY, by) : now;
  }

  /** The same when only this still exists of what the job made. */
  public Outcome leaving(List<ResourceRef> there) {
    return new Outcome(headline, lines, there, left, facts);
  }
}
