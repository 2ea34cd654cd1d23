package dev.snapclone.windows.picture;

/** Draws the way without a desktop. */
final class Sconfig {
  static final int HEIGHT = 322;

  private Sconfig() {}

  /** The keys to press one after another, with the adapter's icon for its number. */
  static void draw(Canvas on) {
    on.card(3, "sconfig", 12, 12, 776, 164);
    key(on, "8", 78);
    arrow(on, 190);
    Adapter.icon(on, 258, 98);
    on.strong("#", 340, 132, Canvas.INK, 40);
    arrow(on, 390);
    key(on, "1", 450);
    arrow(on, 562);
    key(on, "D", 622);
    on.card(4, "DNS", 12, 188, 776, 122);
    on.frame(200, 208, 84, 84, Canvas.PANEL, Canvas.EDGE);
    on.strong("3", 233, 262, Canvas.INK, 40);
  }

  private static void key(Canvas on, String name, double x) {
    on.frame(x, 78, 84, 84, Canvas.PANEL, Canvas.EDGE);
    on.strong(name, x + 32, 132, Canvas.INK, 40);
  }

  private static void arrow(Canvas on, double x) {
    on.line(x, 120, x + 34, 120, Canvas.INK, 5);
    on.line(x + 22, 108, x + 34, 120, Canvas.INK, 5);
    on.line(x + 22, 132, x + 34, 120, Canvas.INK, 5);
  }
}
