package dev.snapclone.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that a person probably meant. */
public final class Nearest {
  private Nearest() {}

  /** The candidate with the fewest edits, if they are few for the word's length. */
  public static Optional<String> to(String word, Collection<String> candidates) {
    return to(word, candidates, word.length());
  }

  /**
   * Likewise, when only a part of the word was typed by a person.
   *
   * @param typed its number of characters
   */
  static Optional<String> to(String word, Collection<String> candidates, int typed) {
    int limit = Math.max(2, typed / 3);
    return candidates.stream()
        .filter(c -> edits(fold(word), fold(c)) <= limit)
        .min(
            Comparator.comparingInt((String c) -> edits(fold(word), fold(c)))
                .thenComparing(c -> c));
  }

  private static String fold(String word) {
    return word.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Levenshtein distance. */
  static int edits(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int swap = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(swap, Math.min(previous[j], row[j - 1]) + 1);
      }
      previous = row;
    }
    return previous[b.length()];
  }
}
