package dev.snapclone.job;

import dev.snapclone.i18n.Text;
import java.util.List;
import java.util.Map;

/**
 * How a job ended, for people and for what follows it.
 *
 * @param headline one sentence
 * @param lines further sentences: ids, addresses, what to do next
 * @param made what exists now because of the job
 * @param left what a failed or cancelled job could not remove; a job that ends with something left
 *     needs attention
 * @param facts machine-readable facts for the buttons and features that follow, such as {@code
 *     snapshot}, {@code instance}, {@code cloud}, {@code os}
 */
public record Outcome(
    Text headline,
    List<Text> lines,
    List<ResourceRef> made,
    List<ResourceRef> left,
    Map<String, String> facts) {
  /**
   * Fact: the steps, comma-separated, of which it is not known whether they left something that
   * bears their mark.
   */
  public static final String UNRESOLVED = "unresolved";

  /** Fact: the job that removed what this one had left. */
  public static final String CLEANED_BY = "cleaned-by";

  public Outcome {
    lines = List.copyOf(lines);
    made = List.copyOf(made);
    left = List.copyOf(left);
    facts = Map.copyOf(facts);
  }
}
