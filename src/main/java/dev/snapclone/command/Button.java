package dev.snapclone.command;

/**
 * A button. Its label is the message {@code button.NAME}.
 *
 * @param name of its {@link Press}; lower-case letters and hyphens
 * @param target what it is about, such as a job id; at most 80 characters; untrusted, always
 *     checked against what is stored
 */
public record Button(String name, String target, Style style) {

  public enum Style {
    PRIMARY,
    SECONDARY,
    SUCCESS,
    DANGER,
    /** A link: {@code target} is the address, and pressing it sends nothing to the bot. */
    LINK
  }
}
