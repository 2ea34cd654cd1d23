package dev.snapclone.inventory;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Orders matches: names that begin with the typed text, names with a word that begins with it,
 * names that contain it, then other details (id, address) that begin with it.
 */
final class Ranking {
  private static final int NO_FIT = 4;

  /** Fewer characters match some id by chance. */
  private static final int LEAST_OF_OTHERS = 3;

  private Ranking() {}

  /**
   * The matches, best first, otherwise in the given order.
   *
   * @param items in the order that people expect
   * @param typed blank matches everything
   * @param others further details by which it may be found
   */
  static <T> List<T> best(
      List<T> items,
      String typed,
      Function<T, String> name,
      Function<T, List<String>> others,
      int limit) {
    String wanted = typed.strip().toLowerCase(Locale.ROOT);
    record Scored<T>(T item, int score) {}
    return items.stream()
        .map(i -> new Scored<>(i, score(name.apply(i), others.apply(i), wanted)))
        .filter(s -> s.score() < NO_FIT)
        .sorted(Comparator.comparingInt(Scored::score))
        .limit(limit)
        .map(Scored::item)
        .toList();
  }

  private static int score(String name, List<String> others, String wanted) {
    if (wanted.isEmpty()) {
      return 0;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    int at = lower.indexOf(wanted);
    if (at == 0) {
      return 0;
    }
    for (int next = at; next > 0; next = lower.indexOf(wanted, next + 1)) {
      if (!Character.isLetterOrDigit(lower.charAt(next - 1))) {
        return 1;
      }
    }
    if (at > 0) {
      return 2;
    }
    return wanted.length() >= LEAST_OF_OTHERS
            && others.stream().anyMatch(o -> o.toLowerCase(Locale.ROOT).startsWith(wanted))
        ? 3
        : NO_FIT;
  }
}
