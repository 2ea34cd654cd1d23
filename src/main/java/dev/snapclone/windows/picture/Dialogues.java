package dev.snapclone.windows.picture;

import java.util.List;

/** The two dialogues of the adapter. */
final class Dialogues {
  private Dialogues() {}

  /** The list of the adapter's properties. */
  static byte[] properties(Canvas on, Labels words) {
    on.window(words.of(WindowsLabel.ADAPTER_PROPERTIES), 40, 24, 720, 512);
    tab(on, words.of(WindowsLabel.NETWORKING_TAB), 60, 74);
    on.frame(60, 116, 680, 322, Canvas.PAPER, Canvas.EDGE);
    List<WindowsLabel> items =
        List.of(
            WindowsLabel.CLIENT,
            WindowsLabel.SHARING,
            WindowsLabel.SCHEDULER,
            WindowsLabel.IPV4,
            WindowsLabel.IPV6);
    double y = 130;
    for (WindowsLabel item : items) {
      if (item == WindowsLabel.IPV4) {
        on.box(64, y - 1, 672, 60, Canvas.CHOSEN);
      }
      on.ticked(84, y + 16);
      on.text(words.of(item), 130, y + 39, Canvas.INK, 590);
      y += 59;
    }
    double w = Math.min(670, 80 + Math.min(590, on.width(words.of(WindowsLabel.IPV4))));
    on.ring(72, 306, w, 62);
    on.mouse(Math.min(64 + w, 632), 268, false);
    buttons(on, words, 740, 460);
    return on.png();
  }

  /** The dialogue with the address. */
  static byte[] address(Canvas on, Labels words, String address) {
    on.window(words.of(WindowsLabel.IPV4_PROPERTIES), 40, 20, 720, 700);
    tab(on, words.of(WindowsLabel.GENERAL_TAB), 60, 70);
    on.frame(60, 112, 680, 516, Canvas.PAPER, Canvas.EDGE);
    choice(on, words.of(WindowsLabel.AUTOMATIC_ADDRESS), 138, false);
    choice(on, words.of(WindowsLabel.FIXED_ADDRESS), 206, true);
    field(on, words.of(WindowsLabel.IP_ADDRESS), 252, address, true);
    field(on, words.of(WindowsLabel.SUBNET_MASK), 316, "", false);
    field(on, words.of(WindowsLabel.GATEWAY), 380, "", false);
    on.line(80, 450, 720, 450, Canvas.FAINT, 2);
    choice(on, words.of(WindowsLabel.AUTOMATIC_DNS), 478, false);
    choice(on, words.of(WindowsLabel.FIXED_DNS), 560, true);
    on.ring(72, 126, 110 + most(on, words.of(WindowsLabel.AUTOMATIC_ADDRESS)) - 30, 52);
    on.number(1, 162 + most(on, words.of(WindowsLabel.AUTOMATIC_ADDRESS)), 130);
    on.ring(72, 466, 110 + most(on, words.of(WindowsLabel.AUTOMATIC_DNS)) - 30, 52);
    on.number(2, 162 + most(on, words.of(WindowsLabel.AUTOMATIC_DNS)), 470);
    double ok = buttons(on, words, 740, 652);
    on.ring(ok - 7, 645, on.buttonWidth(words.of(WindowsLabel.OK)) + 14, 62);
    on.number(3, ok - 34, 676);
    return on.png();
  }

  private static double most(Canvas on, String text) {
    return Math.min(560, on.width(text));
  }

  private static void choice(Canvas on, String text, double y, boolean taken) {
    on.radio(84, y, taken);
    on.text(text, 126, y + 24, Canvas.INK, 560);
  }

  /** A field of the fixed address; empty fields show only their dots. */
  private static void field(Canvas on, String name, double y, String value, boolean stale) {
    on.text(name, 130, y + 36, Canvas.INK, 250);
    on.frame(400, y, 310, 50, stale ? Canvas.WRONG_PAPER : Canvas.PAPER, Canvas.EDGE);
    if (value.isEmpty()) {
      for (int dot = 1; dot <= 3; dot++) {
        on.box(400 + dot * 78.0, y + 34, 4, 4, Canvas.SOFT_INK);
      }
    } else {
      on.strong(value, 418, y + 35, Canvas.WRONG, 276);
    }
  }

  private static void tab(Canvas on, String text, double x, double y) {
    double w = on.width(text) + 40;
    on.frame(x, y, w, 44, Canvas.PAPER, Canvas.EDGE);
    on.text(text, x + 20, y + 32, Canvas.INK);
  }

  /** OK and Cancel, ending at {@code right}; returns where OK begins. */
  private static double buttons(Canvas on, Labels words, double right, double y) {
    String cancel = words.of(WindowsLabel.CANCEL);
    double cancelAt = right - on.buttonWidth(cancel);
    double ok = cancelAt - 24 - on.buttonWidth(words.of(WindowsLabel.OK));
    on.button(words.of(WindowsLabel.OK), ok, y);
    on.button(cancel, cancelAt, y);
    return ok;
  }
}
