package dev.snapclone.procedure;

import dev.snapclone.cloud.Marks;

/**
 * The mark on what Neutron has: security groups and ports have no metadata, so the description
 * bears it, from their creation on.
 */
public final class DescriptionMark {
  private DescriptionMark() {}

  /** The description that bears a mark. */
  public static String of(String job, String step) {
    return Marks.JOB + "=" + job + " " + Marks.STEP + "=" + step;
  }

  /** Whether a description says that a job made it. */
  public static boolean isOf(String description, String job) {
    return description.startsWith(Marks.JOB + "=" + job + " ");
  }
}
