package dev.snapclone.inventory;

import java.util.ArrayList;
import java.util.List;

/**
 * Labels for suggestions. A phone shows about 35 characters, so the name is shortened in its middle
 * (names differ at both ends) until the distinguishing details fit.
 */
final class ChoiceLabel {
  /** Characters that a phone shows. */
  static final int SEEN = 35;

  /** Discord's limit for a choice's name. */
  static final int MOST = 100;

  private static final int LEAST_NAME = 9;

  private ChoiceLabel() {}

  /**
   * @param name the name, or a placeholder
   * @param seen details that must be visible, the most important first
   * @param more further details, as far as they fit
   */
  static String of(String name, List<String> seen, List<String> more) {
    String apart = " · " + String.join(" · ", seen);
    int room = Math.max(LEAST_NAME, SEEN - apart.length());
    StringBuilder label = new StringBuilder(shorten(name, room));
    label.append(apart);
    List<String> rest = new ArrayList<>();
    if (codePoints(name) > room) {
      rest.add(shorten(name, MOST));
    }
    rest.addAll(more);
    for (String part : rest) {
      if (codePoints(label.toString()) + 3 + codePoints(part) <= MOST) {
        label.append(" · ").append(part);
      }
    }
    return label.toString();
  }

  /** Cuts out of the middle, without splitting a character. */
  static String shorten(String name, int most) {
    int[] points =
        name.strip().codePoints().map(c -> Character.isISOControl(c) ? ' ' : c).toArray();
    if (points.length <= most) {
      return new String(points, 0, points.length);
    }
    int head = most / 2;
    int tail = most - 1 - head;
    return new String(points, 0, head) + "…" + new String(points, points.length - tail, tail);
  }

  private static int codePoints(String text) {
    return text.codePointCount(0, text.length());
  }
}
