package dev.snapclone.command;

import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.util.Objects;

/** Shortens names where many stand below each other. */
public final class Shortened {
  private Shortened() {}

  /**
   * Cuts out of the middle, since names differ at both ends; splits no character and keeps to one
   * line.
   *
   * @param most code points, at least 3
   */
  public static String name(String name, int most) {
    int[] points =
        name.strip().codePoints().map(c -> Character.isISOControl(c) ? ' ' : c).toArray();
    if (points.length <= most) {
      return new String(points, 0, points.length);
    }
    int head = most / 2;
    int tail = most - 1 - head;
    return new String(points, 0, head) + "…" + new String(points, points.length - tail, tail);
  }

  /** A text whose names have at most so many code points. */
  public static Text names(Text text, int most) {
    return new Text(text.key(), text.args().stream().map(arg -> shortened(arg, most)).toList());
  }

  private static Arg shortened(Arg arg, int most) {
    return switch (arg.kind()) {
      case NAME, QUOTE -> new Arg(arg.kind(), name(arg.value(), most), null);
      case TEXT, LINK ->
          new Arg(arg.kind(), arg.value(), names(Objects.requireNonNull(arg.text()), most));
      default -> arg;
    };
  }
}
