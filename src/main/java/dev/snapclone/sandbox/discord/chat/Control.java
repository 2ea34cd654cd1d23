package dev.snapclone.sandbox.discord.chat;

import java.util.List;

/**
 * A button, link or select under a message, or an input of a modal.
 *
 * @param customId empty for a link
 * @param label a button's or input's label, a select's placeholder
 * @param style a button's style (1 to 5), a text input's (1 short, 2 paragraph)
 * @param url where a link leads
 */
public record Control(
    Kind kind,
    String customId,
    String label,
    int style,
    boolean disabled,
    String url,
    Input input) {

  /**
   * What may be entered.
   *
   * @param options what a select offers
   * @param min how many options, or characters, there must be at least
   * @param max how many there may be
   */
  public record Input(boolean required, List<Option> options, int min, int max) {}

  /** What kind of control it is. */
  public enum Kind {
    BUTTON,
    LINK,
    SELECT,
    USER_SELECT,
    ROLE_SELECT,
    CHANNEL_SELECT,
    TEXT_INPUT,
    OTHER
  }

  /** One option of a select. */
  public record Option(String label, String value, String description, boolean chosen) {}

  /** Returns what can be read on the control. */
  public String text() {
    return kind == Kind.LINK ? "[" + label + "](" + url + ")" : "[" + label + "]";
  }
}
