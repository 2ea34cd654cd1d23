package dev.snapclone.procedure;

import dev.snapclone.cloud.Marks;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Outcome;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What was last seen of a snapshot when a copy of it was started. Stands on the snapshot as {@link
 * Marks#VERIFIED}, and in the outcome of the job that took it.
 *
 * @param at when it was seen
 */
public record Verified(Verdict verdict, Instant at) {
  private static final String FACT = "verified";

  /** What was seen of the copy. */
  public enum Verdict {
    /** It booted, as its console log showed. */
    BOOTS,
    /** It ran without a sign of a crash, and nothing showed more. */
    STARTED,
    /** It was not seen to boot. */
    NOT_SEEN;

    private String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * What a snapshot's metadata says.
   *
   * @param ownId the snapshot's; a value with another one was inherited
   */
  public static Optional<Verified> of(Map<String, String> metadata, String ownId) {
    String value = metadata.getOrDefault(Marks.VERIFIED, "");
    return value.startsWith(ownId + ",")
        ? parse(value.substring(ownId.length() + 1))
        : Optional.empty();
  }

  /** What the outcome of the job that took a snapshot says. */
  public static Optional<Verified> of(Outcome outcome) {
    return parse(outcome.facts().getOrDefault(FACT, ""));
  }

  private static Optional<Verified> parse(String written) {
    int comma = written.indexOf(',');
    try {
      for (Verdict verdict : Verdict.values()) {
        if (comma > 0 && written.substring(0, comma).equals(verdict.word())) {
          return Optional.of(new Verified(verdict, Instant.parse(written.substring(comma + 1))));
        }
      }
      return Optional.empty();
    } catch (DateTimeParseException forged) {
      return Optional.empty();
    }
  }

  private String written() {
    return verdict.word() + "," + at;
  }

  /** The metadata for a snapshot. */
  public Map<String, String> marks(String ownId) {
    return Map.of(Marks.VERIFIED, ownId + "," + written());
  }

  /** The outcome of the job that took the snapshot, knowing this. */
  public Outcome in(Outcome outcome) {
    return outcome.with(FACT, written());
  }

  /** In a few words. */
  public Text words() {
    return words(Arg.time(at));
  }

  /**
   * In a few words.
   *
   * @param when how the time is written
   */
  public Text words(Arg when) {
    return Text.of("verify.seen." + verdict.word(), when);
  }
}
