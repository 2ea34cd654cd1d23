package dev.snapclone.audit;

import dev.snapclone.access.VisibleClouds;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A query of the audit.
 *
 * @param guild only rows of this guild
 * @param clouds only rows about these clouds
 * @param leftOut actions whose rows are left out
 * @param instance name or id of an instance: rows that name it, and all rows of jobs with such
 *     rows; null for all
 * @param person a person's chat id: rows of this person, and of jobs that the person requested;
 *     null for all
 * @param since the earliest time, null for all
 * @param part which of all these
 */
public record AuditQuery(
    String guild,
    VisibleClouds clouds,
    Set<String> leftOut,
    @Nullable String instance,
    @Nullable String person,
    @Nullable Instant since,
    Part part) {
  public AuditQuery {
    leftOut = Set.copyOf(leftOut);
  }

  /**
   * A part of the rows.
   *
   * @param olderThan the newest with a smaller number; null for all
   * @param newerThan the oldest with a greater number; null for all
   * @param most at most so many
   */
  public record Part(@Nullable Long olderThan, @Nullable Long newerThan, int most) {}
}
