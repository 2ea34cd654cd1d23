package dev.snapclone.config;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long what jobs make is kept.
 *
 * @param terms by the command that makes it: snapshot, clone, copy
 * @param remindBefore how long before the end its person is reminded
 */
public record LeaseSettings(Map<String, Term> terms, Duration remindBefore) {
  /** Everything is kept until somebody deletes it. */
  public static final LeaseSettings NONE = new LeaseSettings(Map.of(), Duration.ofHours(24));

  public LeaseSettings {
    terms = Map.copyOf(terms);
  }

  /** The term of a command. */
  public Term of(String command) {
    return terms.getOrDefault(command, Term.NONE);
  }

  /**
   * How long one kind of thing is kept.
   *
   * @param usual where nothing is said; null for ever
   * @param most at most, without an approval; null for no limit
   */
  public record Term(@Nullable Duration usual, @Nullable Duration most) {
    static final Term NONE = new Term(null, null);
  }
}
