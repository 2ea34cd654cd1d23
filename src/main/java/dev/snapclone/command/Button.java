package dev.snapclone.command;

import dev.snapclone.i18n.Text;
import org.jspecify.annotations.Nullable;

/**
 * A button. Its label is the message {@code button.NAME}, unless it has its own.
 *
 * @param name of its {@link Press}; lower-case letters and hyphens
 * @param target what it is about, such as a job id; at most 80 characters; untrusted, always
 *     checked against what is stored
 * @param label null for that of its name
 */
public record Button(String name, String target, Style style, @Nullable Text label) {
  /** Labelled by its name. */
  public Button(String name, String target, Style style) {
    this(name, target, style, null);
  }

  public enum Style {
    PRIMARY,
    SECONDARY,
    SUCCESS,
    DANGER,
    /** A link: {@code target} is the address, and pressing it sends nothing to the bot. */
    LINK
  }
}
