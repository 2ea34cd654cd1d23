package dev.snapclone.procedure;

import dev.snapclone.access.NamePattern;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Names for new resources, from templates or a person, valid in every service. Nova refuses (400)
 * characters beyond the Basic Multilingual Plane, unprintable ones and blanks at the ends; Cinder
 * answers 500 to an emoji where its database is utf8mb3; 255 characters is the common limit.
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
   * The name of a clone. {@code {n}} is the smallest number that makes it unique. A template
   * without {@code {n}} gets a number only when needed.
   *
   * @param instance the original's name
   * @param taken whether an instance has the name or will get it
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
   * A person's name for a resource, unchanged.
   *
   * @throws ExplainedFailure when a service would refuse it, with what is wrong
   */
  public static String given(String name) {
    String stripped = plainSpaces(name).strip();
    if (!NamePattern.hasVisibleText(stripped)) {
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
    if (!stripped.codePoints().allMatch(Names::printable)) {
      throw refused("unprintable");
    }
    return stripped;
  }

  /** A name for a part of an instance. */
  public static String part(String instanceName, String part) {
    String suffix = "-" + part;
    int room = MAX - suffix.length();
    String start = instanceName.length() > room ? instanceName.substring(0, room) : instanceName;
    return safe(start + suffix);
  }

  /** A valid name: invalid characters become underscores, and it is cut to 255. */
  public static String safe(String name) {
    return cut(clean(name), MAX, "unnamed");
  }

  private String fill(String template, String instance, Instant now, String n) {
    ZonedDateTime when = now.atZone(timeZone);
    // Only the instance's name is cut, so that date and number remain. It is inserted last, so that
    // a name such as "{n}" is taken literally.
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
        .forEach(c -> out.append(c <= 0xFFFF && printable(c) ? Character.toString(c) : "_"));
    return out.toString();
  }

  /** Other spaces look alike and Nova strips some of them, so all become plain ones. */
  private static String plainSpaces(String name) {
    StringBuilder out = new StringBuilder();
    name.codePoints()
        .map(c -> Character.getType(c) == Character.SPACE_SEPARATOR ? ' ' : c)
        .forEach(out::appendCodePoint);
    return out.toString();
  }

  private static String cut(String name, int most, String otherwise) {
    // Only BMP characters remain, so each char is a character.
    String shortened = name.length() > most ? name.substring(0, most) : name;
    String stripped = shortened.strip();
    return stripped.isEmpty() ? otherwise : stripped;
  }

  /** Nova's rule (nova/api/validation/parameter_types.py): printable according to Unicode. */
  private static boolean printable(int c) {
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
