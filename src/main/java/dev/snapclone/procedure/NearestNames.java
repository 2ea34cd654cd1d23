package dev.snapclone.procedure;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The names that a person may have meant. */
public final class NearestNames {
  private static final int MOST = 5;

  /** Longer words are compared by their beginning: the table below is quadratic. */
  private static final int COMPARED = 64;

  private NearestNames() {}

  /**
   * The nearest names, best first, at most five; empty when nothing is near.
   *
   * @param wanted what was typed
   * @param names what there is
   */
  public static List<String> of(String wanted, Collection<String> names) {
    String typed = shorten(wanted);
    record Scored(String name, int distance) {}
    return names.stream()
        .filter(n -> !n.isBlank())
        .distinct()
        .map(n -> new Scored(n, distance(typed, shorten(n))))
        .filter(s -> s.distance() <= Math.max(2, typed.length() / 2))
        .sorted(Comparator.comparingInt(Scored::distance).thenComparing(Scored::name))
        .limit(MOST)
        .map(Scored::name)
        .toList();
  }

  private static String shorten(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    return lower.length() > COMPARED ? lower.substring(0, COMPARED) : lower;
  }

  /** Levenshtein's distance; a name that contains the other counts as near. */
  private static int distance(String a, String b) {
    if (!a.isEmpty() && (b.contains(a) || (b.length() > 2 && a.contains(b)))) {
      return 1;
    }
    int[] before = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(before[j], row[j - 1]) + 1);
      }
      before = row;
    }
    return before[b.length()];
  }
}
