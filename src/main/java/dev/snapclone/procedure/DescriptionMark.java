package dev.snapclone.procedure;

import dev.snapclone.cloud.Marks;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mark on Neutron's security groups and ports. They have no metadata, so it is in the
 * description, from their creation on.
 */
public final class DescriptionMark {
  private static final Pattern MARK =
      Pattern.compile(Marks.JOB + "=(\\S{1,40}) " + Marks.STEP + "=(\\S{1,200})");

  private DescriptionMark() {}

  public static String of(String job, String step) {
    return Marks.JOB + "=" + job + " " + Marks.STEP + "=" + step;
  }

  public static boolean isOf(String description, String job) {
    return description.startsWith(Marks.JOB + "=" + job + " ");
  }

  /** Job and step of a description, as the marks that other things have; empty without a mark. */
  public static Map<String, String> read(String description) {
    Matcher mark = MARK.matcher(description);
    return mark.matches() ? Map.of(Marks.JOB, mark.group(1), Marks.STEP, mark.group(2)) : Map.of();
  }
}
