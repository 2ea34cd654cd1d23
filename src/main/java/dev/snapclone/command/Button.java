package dev.snapclone.command;

/**
 * A button. Its label is the message {@code button.NAME}.
 *
 * @param name which {@link Press} handles it; lower-case letters and hyphens
 * @param target what it is about, such as a job id; at most 80 characters; never trusted, always
 *     checked against what is stored
 * @param style how it looks
 */
public record Button(String name, String target, Style style) {

  /** How a button looks. */
  public enum Style {
    PRIMARY,
    SECONDARY,
    SUCCESS,
    DANGER,
    /** A link: {@code target} is the address, and no press arrives. */
    LINK
  }
}
