package dev.snapclone.windows.picture;

import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;

/** Draws the lower edge of the screen. */
final class Desktop {
  private Desktop() {}

  /** The window of Win+R. */
  static byte[] run(Canvas on, Labels words) {
    keys(on);
    on.window(words.of(WindowsLabel.RUN), 40, 120, 720, 230);
    on.text(words.of(WindowsLabel.RUN_OPEN), 70, 224, Canvas.INK);
    double field = 90 + on.width(words.of(WindowsLabel.RUN_OPEN));
    on.frame(field, 188, 730 - field, 54, Canvas.PAPER, Canvas.EDGE);
    on.strong("ncpa.cpl", field + 18, 224, Canvas.INK, 300);
    String cancel = words.of(WindowsLabel.CANCEL);
    double cancelAt = 730 - on.buttonWidth(cancel);
    on.button(cancel, cancelAt, 276);
    double ok = cancelAt - 30 - on.buttonWidth(words.of(WindowsLabel.OK));
    on.button(words.of(WindowsLabel.OK), ok, 276);
    on.ring(field - 6, 182, 742 - field, 66);
    on.number(2, field + 190, 214);
    on.ring(ok - 7, 269, on.buttonWidth(words.of(WindowsLabel.OK)) + 14, 62);
    on.number(3, ok - 32, 300);
    return on.png();
  }

  private static void keys(Canvas on) {
    on.number(1, 74, 62);
    key(on, 120);
    for (int pane = 0; pane < 4; pane++) {
      int row = pane / 2;
      on.box(150 + (pane % 2) * 18, 46 + row * 18, 15, 15, Canvas.INK);
    }
    on.strong("+", 232, 72, Canvas.INK, 60);
    key(on, 270);
    on.strong("R", 306, 73, Canvas.INK, 60);
  }

  private static void key(Canvas on, double x) {
    on.frame(x, 24, 94, 78, Canvas.PAPER, Canvas.EDGE);
  }

  /** The network icon and its menu. */
  static byte[] icon(Canvas on, Labels words) {
    on.box(0, 296, Canvas.WIDTH, 104, Canvas.DARK);
    on.text("09:41", 700, 356, Canvas.PAPER);
    speaker(on, 640, 346);
    network(on, 516, 346);
    Path2D more = new Path2D.Double();
    more.moveTo(394, 354);
    more.lineTo(408, 339);
    more.lineTo(422, 354);
    on.draw(more, Canvas.PAPER, 4);
    on.ring(470, 302, 92, 88);
    on.number(1, 470, 302);
    on.mouse(552, 256, true);
    menu(on, words);
    return on.png();
  }

  private static void menu(Canvas on, Labels words) {
    on.frame(60, 40, 640, 180, Canvas.PAPER, Canvas.EDGE);
    on.text(words.of(WindowsLabel.TROUBLESHOOT), 110, 98, Canvas.INK, 560);
    on.box(62, 128, 636, 68, Canvas.CHOSEN);
    on.text(words.of(WindowsLabel.OPEN_CENTER), 110, 171, Canvas.INK, 560);
    on.ring(66, 128, 628, 68);
    on.number(2, 66, 162);
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

  private static void speaker(Canvas on, double x, double y) {
    Path2D horn = new Path2D.Double();
    horn.moveTo(x - 20, y - 7);
    horn.lineTo(x - 11, y - 7);
    horn.lineTo(x, y - 17);
    horn.lineTo(x, y + 17);
    horn.lineTo(x - 11, y + 7);
    horn.lineTo(x - 20, y + 7);
    horn.closePath();
    on.fill(horn, Canvas.PAPER);
    Path2D waves = new Path2D.Double();
    waves.append(new Arc2D.Double(x - 12, y - 10, 24, 20, -50, 100, 0), false);
    waves.append(new Arc2D.Double(x - 14, y - 18, 38, 36, -50, 100, 0), false);
    on.draw(waves, Canvas.PAPER, 3);
    on.fill(new Ellipse2D.Double(x - 1, y - 1, 2, 2), Canvas.PAPER);
  }
}
