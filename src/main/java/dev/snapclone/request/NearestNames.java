package dev.snapclone.request;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Suggests names similar to a typed one. */
public final class NearestNames {
  private static final int MOST = 5;

  /** Only this many characters are compared: the cost is quadratic. */
  private static final int COMPARED = 64;

  private NearestNames() {}

  /** The names most like a wanted one, best first, however far; equal ones stay in order. */
  public static List<String> ranked(String wanted, Collection<String> names) {
    String typed = shorten(wanted);
    return names.stream()
        .distinct()
        .sorted(Comparator.comparingInt(name -> distance(typed, shorten(name))))
        .toList();
  }

  /** The nearest names, best first, at most five; empty when nothing is near. */
  public static List<String> of(String wanted, Collection<String> names) {
    String typed = shorten(wanted);
    record Scored(String name, int distance) {}
    List<Scored> near =
        names.stream()
            .filter(n -> !n.isBlank())
            .distinct()
            .map(n -> new Scored(n, distance(typed, shorten(n))))
            .filter(s -> s.distance() <= Math.max(2, typed.length() / 2))
            .sorted(Comparator.comparingInt(Scored::distance).thenComparing(Scored::name))
            .limit(MOST)
            .toList();
    // Beside one that is hardly different, those that are quite different are not meant.
    return near.stream()
        .filter(s -> s.distance() <= near.get(0).distance() + 1)
        .map(Scored::name)
        .toList();
  }

  /** Whether a name begins with what was typed but for a slip or two. */
  public static boolean misspelt(String typed, String name) {
    String a = shorten(typed);
    int slips = a.length() < 3 ? 0 : a.length() < 6 ? 1 : 2;
    if (slips == 0) {
      return false;
    }
    String b = shorten(name);
    int[][] table = table(a, b.substring(0, Math.min(b.length(), a.length() + slips)));
    return Arrays.stream(table[a.length()]).min().orElse(slips + 1) <= slips;
  }

  private static String shorten(String name) {
    String lower = name.strip().toLowerCase(Locale.ROOT);
    return lower.length() > COMPARED ? lower.substring(0, COMPARED) : lower;
  }

  /**
   * Levenshtein distance, with swapped neighbours counted once. A name that contains the other
   * counts as near.
   */
  private static int distance(String a, String b) {
    if (!a.isEmpty() && (b.contains(a) || (b.length() > 2 && a.contains(b)))) {
      return 1;
    }
    return table(a, b)[a.length()][b.length()];
  }

  /** The distance of each beginning of one to each beginning of the other. */
  private static int[][] table(String a, String b) {
    int[][] table = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        table[i][j] = i == 0 || j == 0 ? i + j : step(table, a, b, i, j);
      }
    }
    return table;
  }

  private static int step(int[][] table, String a, String b, int i, int j) {
    int change = table[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int least = Math.min(change, Math.min(table[i - 1][j], table[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, table[i - 2][j - 2] + 1) : least;
  }
}
