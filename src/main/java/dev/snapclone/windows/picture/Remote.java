package dev.snapclone.windows.picture;

import java.awt.Color;
import java.awt.geom.Arc2D;

/** Draws what follows the change of the address. */
final class Remote {
  static final int HEIGHT = 452;
  static final int ISOLATED_HEIGHT = 416;

  private Remote() {}

  /** The addresses before and after the reboot, and Remote Desktop. */
  static void restart(Canvas on, Labels words, Addresses addresses) {
    reboot(on, 1, 12, addresses);
    on.card(2, words.of(WindowsLabel.REMOTE_DESKTOP), 12, 214, 776, 226);
    String computer = words.of(WindowsLabel.COMPUTER);
    on.text(computer, 50, 318, Canvas.INK, 220);
    double field = 74 + on.width(computer);
    on.frame(field, 280, 764 - field, 58, Canvas.PAPER, Canvas.EDGE);
    address(on, addresses.reachable(), field + 20, 320, Canvas.INK, 724 - field);
    on.button(words.of(WindowsLabel.CONNECT), 764, 362);
  }

  /** A copy whose network is shut, and what comes after that. */
  static void isolated(Canvas on, Addresses addresses) {
    on.card(1, "", 12, 12, 776, 190);
    on.draw(new Arc2D.Double(122, 50, 52, 60, 0, 180, Arc2D.OPEN), Canvas.INK, 10);
    on.line(122, 78, 122, 104, Canvas.INK, 10);
    on.line(174, 78, 174, 104, Canvas.INK, 10);
    on.box(98, 98, 100, 72, Canvas.INK);
    on.frame(260, 76, 500, 66, Canvas.PAPER, Canvas.EDGE);
    address(on, addresses.own(), 284, 120, Canvas.INK, 452);
    reboot(on, 2, 214, addresses);
  }

  private static void reboot(Canvas on, int number, double y, Addresses addresses) {
    on.card(number, "", 12, y, 776, 190);
    on.draw(new Arc2D.Double(96, y + 42, 104, 104, 60, 280, Arc2D.OPEN), Canvas.LINK, 10);
    on.line(196, y + 50, 196, y + 76, Canvas.LINK, 10);
    on.line(170, y + 76, 196, y + 76, Canvas.LINK, 10);
    old(on, addresses.old(), 260, y + 68, 500);
    on.line(276, y + 90, 276, y + 114, Canvas.INK, 5);
    on.line(264, y + 104, 276, y + 116, Canvas.INK, 5);
    on.line(288, y + 104, 276, y + 116, Canvas.INK, 5);
    address(on, addresses.own(), 260, y + 158, Canvas.RIGHT, 500);
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
