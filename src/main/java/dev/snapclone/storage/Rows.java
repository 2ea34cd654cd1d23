package dev.snapclone.storage;

import dev.snapclone.access.VisibleClouds;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Converts values to and from columns, in the same way for both databases. */
final class Rows {
  private static final int LONGEST_PATTERN = 100;

  private Rows() {}

  /**
   * An instant for a column. Not a JDBC timestamp, which uses the JVM's local time, in which one
   * hour a year occurs twice. Cut to microseconds, as in PostgreSQL.
   */
  static @Nullable OffsetDateTime at(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  /** Reads an instant from a column that may be null. */
  static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  /** Reads an instant from a column that is never null. */
  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /**
   * Free text for a column with a maximum length. PostgreSQL rejects the character NUL, and a lone
   * surrogate cannot be encoded.
   */
  static String text(String text, int longest) {
    String clean = whole(text.replace("\0", ""));
    if (clean.length() <= longest) {
      return clean;
    }
    int end = Character.isHighSurrogate(clean.charAt(longest - 1)) ? longest - 1 : longest;
    return clean.substring(0, end);
  }

  /** A pattern for {@code like … escape '!'} that finds a text wherever it stands. */
  static String pattern(String text) {
    String literal =
        text(text, LONGEST_PATTERN).replace("!", "!!").replace("%", "!%").replace("_", "!_");
    return "%" + literal + "%";
  }

  /**
   * A condition for rows about the clouds that a person may see.
   *
   * @param ofCloud true for rows about the cloud whose name is bound as {@code :cloud}
   */
  static String visible(VisibleClouds clouds, String ofCloud) {
    StringBuilder any = new StringBuilder("1 = 0");
    bound(clouds)
        .keySet()
        .forEach(name -> any.append(" or ").append(ofCloud.replace(":cloud", ":" + name)));
    return " and " + (clouds.only() ? "" : "not ") + "(" + any + ")";
  }

  /** The parameters of {@link #visible}. */
  static Map<String, String> bound(VisibleClouds clouds) {
    Map<String, String> bound = new TreeMap<>();
    clouds.clouds().stream().sorted().forEach(name -> bound.put("cloud" + bound.size(), name));
    return bound;
  }

  private static String whole(String text) {
    if (text.chars().noneMatch(c -> Character.isSurrogate((char) c))) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c ->
                out.appendCodePoint(
                    c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '?' : c));
    return out.toString();
  }
}
