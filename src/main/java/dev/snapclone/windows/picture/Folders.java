package dev.snapclone.windows.picture;

import java.awt.Color;

/** The two windows on the way to the adapter. */
final class Folders {
  private static final Color SCREEN = new Color(0x2F7DC4);

  private Folders() {}

  /** Network and Sharing Center. */
  static byte[] center(Canvas on, Labels words) {
    on.window(words.of(WindowsLabel.CENTER), 30, 30, 740, 380);
    on.box(32, 88, 736, 308, Canvas.PAPER);
    on.box(32, 88, 420, 308, Canvas.PANEL);
    on.bar(62, 120, 220);
    String change = words.of(WindowsLabel.CHANGE_ADAPTER);
    on.text(change, 62, 204, Canvas.LINK, 370);
    on.line(62, 211, 62 + Math.min(370, on.width(change)), 211, Canvas.LINK, 2);
    on.bar(62, 252, 300);
    on.bar(62, 296, 260);
    on.bar(480, 124, 250);
    on.bar(480, 154, 180);
    on.line(480, 196, 740, 196, Canvas.FAINT, 2);
    adapter(on, 500, 230);
    on.bar(590, 246, 130);
    on.bar(590, 272, 90);
    on.ring(46, 166, 400, 60);
    on.number(1, 446, 166);
    return on.png();
  }

  /** Network Connections. */
  static byte[] connections(Canvas on, Labels words) {
    on.window(words.of(WindowsLabel.CONNECTIONS), 30, 24, 740, 452);
    on.box(32, 82, 736, 380, Canvas.PAPER);
    on.box(50, 100, 400, 110, Canvas.CHOSEN);
    adapter(on, 70, 122);
    on.strong("Ethernet", 160, 146, Canvas.INK, 270);
    on.text(words.of(WindowsLabel.UNIDENTIFIED), 160, 186, Canvas.SOFT_INK, 280);
    on.ring(44, 94, 412, 122);
    on.number(1, 456, 116);
    on.mouse(492, 86, true);
    on.frame(250, 180, 400, 280, Canvas.PAPER, Canvas.EDGE);
    entry(on, words.of(WindowsLabel.DISABLE), 228);
    entry(on, words.of(WindowsLabel.STATUS), 278);
    entry(on, words.of(WindowsLabel.DIAGNOSE), 328);
    on.line(270, 358, 630, 358, Canvas.FAINT, 2);
    on.box(252, 378, 396, 64, Canvas.CHOSEN);
    entry(on, words.of(WindowsLabel.PROPERTIES), 419);
    on.ring(256, 378, 388, 64);
    on.number(2, 644, 378);
    return on.png();
  }

  private static void entry(Canvas on, String text, double baseline) {
    on.text(text, 300, baseline, Canvas.INK, 320);
  }

  /** Two screens, a cable. */
  private static void adapter(Canvas on, double x, double y) {
    screen(on, x, y);
    screen(on, x + 26, y + 18);
    on.line(x + 10, y + 40, x + 10, y + 58, Canvas.INK, 4);
    on.line(x + 10, y + 58, x + 26, y + 58, Canvas.INK, 4);
  }

  private static void screen(Canvas on, double x, double y) {
    on.box(x - 2, y - 2, 48, 36, Canvas.PAPER);
    on.box(x, y, 44, 32, Canvas.INK);
    on.box(x + 4, y + 4, 36, 22, SCREEN);
  }
}
