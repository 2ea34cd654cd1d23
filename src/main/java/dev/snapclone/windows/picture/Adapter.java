package dev.snapclone.windows.picture;

import java.awt.Color;

/** Draws the way from the adapter to its address. */
final class Adapter {
  static final int HEIGHT = 796;
  private static final Color SCREEN = new Color(0x2F7DC4);

  private Adapter() {}

  static void draw(Canvas on, Labels words, String old) {
    on.card(1, words.of(WindowsLabel.CONNECTIONS), 12, 12, 776, 174);
    on.box(50, 84, 300, 84, Canvas.CHOSEN);
    icon(on, 70, 98);
    on.strong("Ethernet", 160, 138, Canvas.INK, 180);
    on.ring(50, 84, 300, 84);
    on.mouse(374, 92, true);
    Desktop.entry(on, words.of(WindowsLabel.PROPERTIES), 460, 91, 300);
    on.card(2, words.of(WindowsLabel.ADAPTER_PROPERTIES), 12, 198, 776, 160);
    on.mouse(652, 204, false);
    String protocol = words.of(WindowsLabel.IPV4);
    double w = Math.min(720, on.width(protocol) + 84);
    on.box(40, 276, w, 66, Canvas.CHOSEN);
    on.ticked(56, 295);
    on.text(protocol, 100, 320, Canvas.INK, w - 76);
    on.ring(40, 276, w, 66);
    dialogue(on, words, old);
  }

  private static void dialogue(Canvas on, Labels words, String old) {
    on.card(3, words.of(WindowsLabel.IPV4), 12, 370, 776, 414);
    choice(on, words.of(WindowsLabel.AUTOMATIC_ADDRESS), 444, true, true);
    choice(on, words.of(WindowsLabel.FIXED_ADDRESS), 506, false, false);
    field(on, words.of(WindowsLabel.IP_ADDRESS), 566, old);
    choice(on, words.of(WindowsLabel.AUTOMATIC_DNS), 636, true, true);
    on.button(words.of(WindowsLabel.OK), 764, 710);
  }

  private static void choice(Canvas on, String text, double y, boolean taken, boolean ringed) {
    double w = Math.min(620, on.width(text));
    on.radio(54, y + 12, taken);
    on.text(text, 98, y + 37, ringed ? Canvas.INK : Canvas.SOFT_INK, w);
    if (ringed) {
      on.ring(38, y, w + 80, 54);
    }
  }

  /** The outdated address, struck through; an unknown one is a row of dots. */
  private static void field(Canvas on, String name, double y, String old) {
    on.text(name, 98, y + 39, Canvas.SOFT_INK, 250);
    on.frame(370, y, 380, 56, Canvas.WRONG_PAPER, Canvas.EDGE);
    Remote.old(on, old, 390, y + 39, 340);
  }

  /** Two screens, a cable. */
  static void icon(Canvas on, double x, double y) {
    screen(on, x, y);
    screen(on, x + 26, y + 18);
    on.line(x + 10, y + 40, x + 10, y + 54, Canvas.INK, 4);
    on.line(x + 10, y + 54, x + 26, y + 54, Canvas.INK, 4);
  }

  private static void screen(Canvas on, double x, double y) {
    on.box(x - 2, y - 2, 48, 36, Canvas.PAPER);
    on.box(x, y, 44, 32, Canvas.INK);
    on.box(x + 4, y + 4, 36, 22, SCREEN);
  }
}
