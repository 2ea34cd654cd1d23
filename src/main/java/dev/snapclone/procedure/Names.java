package dev.snapclone.procedure;

import dev.snapclone.access.NamePattern;
import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Names of what is made: from the templates, or as a person gave them; always such that every
 * service takes them. Nova refuses (400) characters beyond the Basic Multilingual Plane and ones
 * that do not print, and blanks at the ends; Cinder answers 500 to an emoji where its database is
 * utf8mb3; 255 characters is everybody's limit.
 */
public final class Names {
  /** The longest name that every service takes. */
  public static final int MAX = 255;

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmm", Locale.ROOT);

  private final String snapshotTemplate;
  private final String cloneTemplate;
  private final ZoneId timeZone;

  /**
   * @param snapshotTemplate with {@code {instance}}, {@code {date}}, {@code {time}}
   * @param cloneTemplate with {@code {instance}}, {@code {n}}, {@code {date}}, {@code {time}}
   * @param timeZone for date and time
   */
  public Names(String snapshotTemplate, String cloneTemplate, ZoneId timeZone) {
    this.snapshotTemplate = snapshotTemplate;
    this.cloneTemplate = cloneTemplate;
    this.timeZone = timeZone;
  }

  /** The name of a snapshot of an instance, taken now. */
  public String snapshot(String instance, Instant now) {
    return fill(snapshotTemplate, instance, now, "1");
  }

  /**
   * The name of a clone: {@code {n}} is the smallest number that makes it unlike all taken ones. A
   * template without {@code {n}} gets one appended only when it is needed.
   *
   * @param instance the original's name
   * @param taken whether there is an instance of a name, or is to be one
   */
  public String clone(String instance, Instant now, Predicate<String> taken) {
    boolean numbered = cloneTemplate.contains("{n}");
    for (int n = 1; ; n++) {
      String template = numbered || n == 1 ? cloneTemplate : cloneTemplate + "-{n}";
      String name = fill(template, instance, now, Integer.toString(n));
      if (!taken.test(name)) {
        return name;
      }
    }
  }

  /**
   * A name that a person gave, as it is.
   *
   * @throws ExplainedFailure when a service would refuse it, with what is wrong
   */
  public static String given(String name) {
    String stripped = plainSpaces(name).strip();
    if (!NamePattern.hasSomethingToSee(stripped)) {
      throw refused("empty");
    }
    int length = stripped.codePointCount(0, stripped.length());
    if (length > MAX) {
      throw new ExplainedFailure(
          Text.of("procedure.name.long", Arg.number(length), Arg.number(MAX)),
          Text.of("procedure.name.next"));
    }
    if (stripped.codePoints().anyMatch(c -> c > 0xFFFF)) {
      throw refused("emoji");
    }
    if (!stripped.codePoints().allMatch(Names::prints)) {
      throw refused("unprintable");
    }
    return stripped;
  }

  /** A name made safe: what no service takes becomes an underscore, and it is cut to 255. */
  public static String safe(String name) {
    return cut(clean(name), MAX, "unnamed");
  }

  private String fill(String template, String instance, Instant now, String n) {
    ZonedDateTime when = now.atZone(timeZone);
    // The instance's name goes in last and is the part that is cut, so that date and number stay
    // and a name such as "{n}" is taken literally.
    String frame =
        clean(template.replace("{date}", DATE.format(when)).replace("{time}", TIME.format(when)))
            .replace("{n}", n);
    int places = frame.split("\\{instance}", -1).length - 1;
    int room = places == 0 ? 0 : (MAX - (frame.length() - places * "{instance}".length())) / places;
    String original = cut(clean(instance), Math.max(0, room), "");
    return cut(frame.replace("{instance}", original), MAX, "unnamed");
  }

  private static String clean(String name) {
    StringBuilder out = new StringBuilder();
    plainSpaces(name)
        .codePoints()
        .forEach(c -> out.append(c <= 0xFFFF && prints(c) ? Character.toString(c) : "_"));
    return out.toString();
  }

  /** Other spaces look alike and nova strips some of them: all become the plain one. */
  private static String plainSpaces(String name) {
    StringBuilder out = new StringBuilder();
    name.codePoints()
        .map(c -> Character.getType(c) == Character.SPACE_SEPARATOR ? ' ' : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  private static String cut(String name, int most, String otherwise) {
    // Only BMP characters are left, so a char is a character.
    String shortened = name.length() > most ? name.substring(0, most) : name;
    String stripped = shortened.strip();
    return stripped.isEmpty() ? otherwise : stripped;
  }

  /** Nova's rule (nova/api/validation/parameter_types.py): printable in Unicode's sense. */
  private static boolean prints(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static ExplainedFailure refused(String key) {
    return new ExplainedFailure(Text.of("procedure.name." + key), Text.of("procedure.name.next"));
  }
}
