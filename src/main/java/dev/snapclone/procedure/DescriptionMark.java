package dev.snapclone.procedure;

import dev.snapclone.cloud.Marks;

/**
 * The mark on Neutron's security groups and ports. They have no metadata, so it is in the
 * description, from their creation on.
 */
public final class DescriptionMark {
  private DescriptionMark() {}

  public static String of(String job, String step) {
    return Marks.JOB + "=" + job + " " + Marks.STEP + "=" + step;
  }

  public static boolean isOf(String description, String job) {
    return description.startsWith(Marks.JOB + "=" + job + " ");
  }
}
