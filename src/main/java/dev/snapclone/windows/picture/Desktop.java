package dev.snapclone.windows.picture;

import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/** Draws the two ways from the login to the adapters. */
final class Desktop {
  static final int RUN_HEIGHT = 402;
  static final int CENTER_HEIGHT = 590;

  private Desktop() {}

  /** Log in, the keys, and the window of Win+R. */
  static void run(Canvas on, Labels words) {
    login(on, 12, 200);
    on.card(2, "", 404, 12, 384, 200);
    key(on, 450);
    for (int pane = 0; pane < 4; pane++) {
      on.box(450 + 31 + (pane % 2) * 26, 82 + 28 + (pane / 2) * 26, 22, 22, Canvas.INK);
    }
    on.strong("+", 588, 148, Canvas.INK, 60);
    key(on, 634);
    on.strong("R", 676, 150, Canvas.INK, 60);
    on.card(3, words.of(WindowsLabel.RUN), 12, 224, 776, 166);
    String open = words.of(WindowsLabel.RUN_OPEN);
    on.text(open, 50, 340, Canvas.INK, 200);
    double field = 74 + on.width(open);
    on.frame(field, 302, 400, 58, Canvas.PAPER, Canvas.EDGE);
    on.strong("ncpa.cpl", field + 20, 342, Canvas.INK, 360);
    on.ring(field - 7, 295, 414, 72);
    on.button(words.of(WindowsLabel.OK), 764, 302);
  }

  /** Log in, the network icon and its menu, and Network and Sharing Center. */
  static void center(Canvas on, Labels words) {
    login(on, 12, 190);
    on.card(2, "", 404, 12, 384, 190);
    on.box(422, 108, 348, 76, Canvas.DARK);
    network(on, 500, 146);
    on.text("09:41", 660, 158, Canvas.PAPER, 100);
    on.ring(456, 102, 92, 88);
    on.mouse(566, 36, true);
    on.card(2, "", 12, 214, 776, 102);
    entry(on, words.of(WindowsLabel.OPEN_CENTER), 96, 230, 670);
    on.card(3, words.of(WindowsLabel.CENTER), 12, 328, 776, 250);
    String change = words.of(WindowsLabel.CHANGE_ADAPTER);
    on.bar(50, 416, 260);
    double w = Math.min(680, on.width(change));
    on.text(change, 50, 482, Canvas.LINK, 680);
    on.line(50, 490, 50 + w, 490, Canvas.LINK, 2);
    on.ring(34, 442, w + 32, 64);
    on.bar(50, 526, 320);
    on.bar(470, 416, 270);
    on.bar(470, 526, 200);
  }

  /** The screen on which one logs in: a face, and a field for the password. */
  private static void login(Canvas on, double y, double h) {
    on.card(1, "", 12, y, 380, h);
    on.fill(new Ellipse2D.Double(170, y + 20, 64, 64), Canvas.FAINT);
    on.fill(new Ellipse2D.Double(189, y + 30, 26, 26), Canvas.SOFT_INK);
    on.fill(new Arc2D.Double(178, y + 58, 48, 48, 0, 180, 1), Canvas.SOFT_INK);
    on.frame(60, y + 108, 284, 58, Canvas.PAPER, Canvas.EDGE);
    for (int dot = 0; dot < 6; dot++) {
      on.fill(new Ellipse2D.Double(82 + dot * 26.0, y + 131, 13, 13), Canvas.INK);
    }
    on.line(296, y + 137, 324, y + 137, Canvas.INK, 4);
    on.line(312, y + 126, 324, y + 137, Canvas.INK, 4);
    on.line(312, y + 148, 324, y + 137, Canvas.INK, 4);
  }

  private static void key(Canvas on, double x) {
    on.frame(x, 82, 106, 106, Canvas.PANEL, Canvas.EDGE);
  }

  /** A chosen entry of a menu. */
  static void entry(Canvas on, String text, double x, double y, double most) {
    double w = Math.min(most, on.width(text) + 48);
    on.box(x, y, w, 70, Canvas.CHOSEN);
    on.text(text, x + 24, y + 47, Canvas.INK, w - 44);
    on.ring(x, y, w, 70);
  }

  /** A screen on its stand with a warning: no network. */
  private static void network(Canvas on, double x, double y) {
    on.box(x - 32, y - 30, 58, 42, Canvas.PAPER);
    on.box(x - 26, y - 24, 46, 30, Canvas.DARK);
    on.box(x - 9, y + 12, 12, 8, Canvas.PAPER);
    on.box(x - 24, y + 20, 42, 6, Canvas.PAPER);
    on.fill(triangle(x + 16, y - 14, 25, 44), Canvas.DARK);
    on.fill(triangle(x + 16, y - 7, 19, 34), Canvas.WARNING);
    on.box(x + 14, y + 5, 4, 12, Canvas.INK);
    on.box(x + 14, y + 20, 4, 4, Canvas.INK);
  }

  private static Path2D triangle(double x, double top, double half, double height) {
    Path2D triangle = new Path2D.Double();
    triangle.moveTo(x, top);
    triangle.lineTo(x + half, top + height);
    triangle.lineTo(x - half, top + height);
    triangle.closePath();
    return triangle;
  }
}
