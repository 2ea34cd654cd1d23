package dev.snapclone.job;

import dev.snapclone.i18n.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How a job ended, for people and for later jobs.
 *
 * @param headline one sentence
 * @param lines further sentences for the requester: ids, addresses, what to do next
 * @param more what the card says besides; empty in outcomes of older versions
 * @param made what exists now because of the job
 * @param left what a failed or cancelled job could not remove; a job that ends with something left
 *     needs attention
 * @param facts what programs read of it: what was made, and what became of it since. Who writes
 *     some has a record that reads them again
 */
public record Outcome(
    Text headline,
    List<Text> lines,
    List<Text> more,
    List<ResourceRef> made,
    List<ResourceRef> left,
    Map<String, String> facts) {
  /**
   * Fact: the steps, comma-separated, that may have left something with their mark in the cloud.
   */
  public static final String UNRESOLVED = "unresolved";

  private static final String CLEANED_BY = "cleaned-by";

  private static final String RETRIED_BY = "retried-by";

  /** Fact: the clean-up jobs, comma-separated, that could not remove everything. */
  private static final String PARTLY_CLEANED_BY = "partly-cleaned-by";

  public Outcome {
    lines = List.copyOf(lines);
    more = more == null ? List.of() : List.copyOf(more);
    made = List.copyOf(made);
    left = List.copyOf(left);
    facts = Map.copyOf(facts);
  }

  /** An outcome whose card says what the requester is told. */
  public Outcome(
      Text headline,
      List<Text> lines,
      List<ResourceRef> made,
      List<ResourceRef> left,
      Map<String, String> facts) {
    this(headline, lines, List.of(), made, left, facts);
  }

  /** Whether there is, or may be, something to remove. */
  public boolean needsCleanUp() {
    return !left.isEmpty() || !unresolved().isEmpty();
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

  /** The last job that was asked for to try the same again, if any. */
  public Optional<String> retriedBy() {
    return Optional.ofNullable(facts.get(RETRIED_BY));
  }

  /** The clean-up jobs that could not remove everything that this one left. */
  public List<String> partlyCleanedBy() {
    String jobs = facts.getOrDefault(PARTLY_CLEANED_BY, "");
    return jobs.isEmpty() ? List.of() : List.of(jobs.split(",", -1));
  }

  /** Who ended it, as a denial and a cancellation name them; empty for nobody in particular. */
  public Optional<Text.Arg> byPerson() {
    return headline.args().stream().findFirst().filter(by -> by.kind() == Text.Arg.Kind.PERSON);
  }

  /** The same with one more fact. */
  public Outcome with(String fact, String value) {
    Map<String, String> known = new TreeMap<>(facts);
    known.put(fact, value);
    return new Outcome(headline, lines, more, made, left, known);
  }

  /**
   * The same after a clean-up job.
   *
   * @param stays what could not be removed
   */
  public Outcome cleaned(List<ResourceRef> stays, String by) {
    Map<String, String> known = new TreeMap<>(facts);
    known.remove(UNRESOLVED);
    Outcome now = new Outcome(headline, lines, more, made, stays, known);
    if (stays.isEmpty()) {
      return now.with(CLEANED_BY, by);
    }
    List<String> partly =
        Stream.concat(partlyCleanedBy().stream(), Stream.of(by)).distinct().toList();
    return now.with(PARTLY_CLEANED_BY, String.join(",", partly));
  }

  /** The same once another job was asked for to try it again. */
  public Outcome retried(String by) {
    return with(RETRIED_BY, by);
  }

  /** The same when only this still exists of what the job made. */
  public Outcome leaving(List<ResourceRef> there) {
    return new Outcome(headline, lines, more, there, left, facts);
  }
}
