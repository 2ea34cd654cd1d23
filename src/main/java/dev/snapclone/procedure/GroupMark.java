package dev.snapclone.procedure;

import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.SecurityGroup;

/** The mark on a security group: it has no metadata, so its description bears it. */
public final class GroupMark {
  private GroupMark() {}

  /** The description that bears a mark. */
  public static String of(String job, String step) {
    return Marks.JOB + "=" + job + " " + Marks.STEP + "=" + step;
  }

  /** Whether a group was made by a job. */
  public static boolean isOf(SecurityGroup group, String job) {
    return group.description().startsWith(Marks.JOB + "=" + job + " ");
  }
}
