package dev.snapclone.cloud;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A name of any letters as a mark's value: ASCII, and no longer than a mark may be. */
public final class MarkedName {
  private MarkedName() {}

  /** The mark's value; {@link Marks#NONE} for none. */
  public static String write(@Nullable String name) {
    StringBuilder value = new StringBuilder();
    int[] points = name == null ? new int[0] : name.codePoints().toArray();
    for (int point : points) {
      String one = URLEncoder.encode(Character.toString(point), StandardCharsets.UTF_8);
      if (value.length() + one.length() > Marks.MAX_VALUE) {
        break;
      }
      value.append(one);
    }
    String written = value.toString();
    // A name that is the word itself, with its first letter encoded.
    return written.isEmpty()
        ? Marks.NONE
        : written.equals(Marks.NONE) ? "%6E" + Marks.NONE.substring(1) : written;
  }

  /** The name; null when there is none, or none that can be read. */
  public static @Nullable String read(@Nullable String value) {
    if (value == null || value.isEmpty() || value.equals(Marks.NONE)) {
      return null;
    }
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
