package dev.snapclone.windows.picture;

import java.awt.Color;
import java.awt.geom.Arc2D;

/** Draws what follows the change of the address. */
final class Remote {
  static final int HEIGHT = 452;

  private Remote() {}

  /** The addresses before and after the reboot, and Remote Desktop. */
  static void restart(Canvas on, Labels words, Addresses addresses) {
    on.card(1, "", 12, 12, 776, 190);
    on.draw(new Arc2D.Double(96, 54, 104, 104, 60, 280, Arc2D.OPEN), Canvas.LINK, 10);
    on.line(196, 62, 196, 88, Canvas.LINK, 10);
    on.line(170, 88, 196, 88, Canvas.LINK, 10);
    old(on, addresses.old(), 260, 80, 500);
    on.line(276, 102, 276, 126, Canvas.INK, 5);
    on.line(264, 116, 276, 128, Canvas.INK, 5);
    on.line(288, 116, 276, 128, Canvas.INK, 5);
    address(on, addresses.own(), 260, 170, Canvas.RIGHT, 500);
    on.card(2, words.of(WindowsLabel.REMOTE_DESKTOP), 12, 214, 776, 226);
    String computer = words.of(WindowsLabel.COMPUTER);
    on.text(computer, 50, 318, Canvas.INK, 220);
    double field = 74 + on.width(computer);
    on.frame(field, 280, 764 - field, 58, Canvas.PAPER, Canvas.EDGE);
    address(on, addresses.reachable(), field + 20, 320, Canvas.INK, 724 - field);
    on.button(words.of(WindowsLabel.CONNECT), 764, 362);
  }

  /** The outdated address, struck through. */
  static void old(Canvas on, String address, double x, double baseline, double most) {
    if (address.isEmpty()) {
      unknown(on, x, baseline);
    } else {
      on.struck(address, x, baseline, Canvas.WRONG, most);
    }
  }

  private static void address(
      Canvas on, String address, double x, double baseline, Color colour, double most) {
    if (address.isEmpty()) {
      unknown(on, x, baseline);
    } else {
      on.strong(address, x, baseline, colour, most);
    }
  }

  private static void unknown(Canvas on, double x, double baseline) {
    for (int part = 0; part < 4; part++) {
      on.bar(x + part * 60.0, baseline - 16, 44);
    }
  }
}
