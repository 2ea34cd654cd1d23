package dev.snapclone.access;

import java.util.regex.Pattern;

/**
 * Distinguishes the chat's ids from names. A configured id never matches a name; otherwise somebody
 * who may create roles or channels could name one like the id of another and get its rights.
 */
public final class Ids {
  /** Discord's snowflakes; those of 2015 have 17 digits ("Snowflakes" in its reference). */
  private static final Pattern ID = Pattern.compile("\\d{17,20}");

  private Ids() {}

  /** Whether a text looks like an id, so that it is no name. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }
}
