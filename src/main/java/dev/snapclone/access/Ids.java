package dev.snapclone.access;

import java.util.regex.Pattern;

/**
 * Tells the chat's ids from names. A configured id means the thing with that id. Otherwise somebody
 * who may create roles or channels could name one like the id of another, and have its rights.
 */
public final class Ids {
  /** Discord's snowflakes; those of 2015 have 17 digits ("Snowflakes" in its reference). */
  private static final Pattern ID = Pattern.compile("\\d{17,20}");

  private Ids() {}

  /** Whether a text is written like an id, and so names nothing. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }
}
