package dev.snapclone.discord;

import dev.snapclone.command.Button;
import java.util.List;

/**
 * What a card shows, before it has a form.
 *
 * @param title markdown, one line
 * @param lines markdown
 * @param small parts of the small print, markdown; the last one is its {@link Signature}
 */
record CardFace(
    String title, List<String> lines, List<String> small, int colour, List<Button> buttons) {
  CardFace {
    lines = List.copyOf(lines);
    small = List.copyOf(small);
    buttons = List.copyOf(buttons);
  }
}
