package dev.snapclone.inventory;

import dev.snapclone.request.NearestNames;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Orders matches: what was used lately, then names that are the typed text, begin with it, have a
 * word that begins with it or contain it, then other details (id, address) that begin with it;
 * where nothing fits, names that nearly begin with it. Accents and capitals make no difference.
 *
 * @param name what it is called
 * @param others further details by which it may be found
 * @param lately when it was used: the greater, the later; 0 for never
 * @param usable whether anything can be done with it; what cannot be used comes last
 */
record Ranking<T>(
    Function<T, String> name,
    Function<T, List<String>> others,
    ToLongFunction<T> lately,
    Predicate<T> usable) {
  private static final int EXACT = 0;
  private static final int BEGINS = 1;
  private static final int WORD = 2;
  private static final int CONTAINS = 3;
  private static final int OTHER = 4;
  private static final int NO_FIT = 5;

  /** Fewer characters match some id by chance. */
  private static final int LEAST_OF_OTHERS = 3;

  Ranking(Function<T, String> name, Function<T, List<String>> others) {
    this(name, others, item -> 0, item -> true);
  }

  /**
   * The matches, best first, otherwise in the given order.
   *
   * @param items in the order that people expect
   * @param typed blank matches everything
   */
  List<T> best(List<T> items, String typed, int limit) {
    String wanted = Typed.folded(typed);
    record Scored<T>(T item, boolean usable, long lately, int score) {}
    List<T> best =
        items.stream()
            .map(i -> Map.entry(i, score(Typed.folded(name.apply(i)), others.apply(i), wanted)))
            .filter(scored -> scored.getValue() < NO_FIT)
            .map(
                scored -> {
                  T item = scored.getKey();
                  return new Scored<>(
                      item, usable.test(item), lately.applyAsLong(item), scored.getValue());
                })
            .sorted(
                Comparator.comparing((Scored<T> s) -> !s.usable())
                    .thenComparing(Scored::lately, Comparator.reverseOrder())
                    .thenComparingInt(Scored::score))
            .limit(limit)
            .map(Scored::item)
            .toList();
    return best.isEmpty() ? misspelt(items, wanted, limit) : best;
  }

  private List<T> misspelt(List<T> items, String wanted, int limit) {
    return items.stream()
        .filter(i -> NearestNames.misspelt(wanted, Typed.folded(name.apply(i))))
        .limit(limit)
        .toList();
  }

  private static int score(String name, List<String> others, String wanted) {
    if (wanted.isEmpty()) {
      return BEGINS;
    }
    if (name.equals(wanted)) {
      return EXACT;
    }
    int at = name.indexOf(wanted);
    if (at == 0) {
      return BEGINS;
    }
    for (int next = at; next > 0; next = name.indexOf(wanted, next + 1)) {
      if (!Character.isLetterOrDigit(name.charAt(next - 1))) {
        return WORD;
      }
    }
    if (at > 0) {
      return CONTAINS;
    }
    return wanted.length() >= LEAST_OF_OTHERS
            && others.stream().anyMatch(o -> Typed.folded(o).startsWith(wanted))
        ? OTHER
        : NO_FIT;
  }
}
