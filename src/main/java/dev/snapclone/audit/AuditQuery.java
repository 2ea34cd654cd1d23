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
 * @param leftOut which rows are left out
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
    LeftOut leftOut,
    @Nullable String instance,
    @Nullable String person,
    @Nullable Instant since,
    Part part) {
  /**
   * What is left out.
   *
   * @param always actions of which another row tells
   * @param done actions that are told only if they were refused or failed
   */
  public record LeftOut(Set<String> always, Set<String> done) {
    public static final LeftOut NOTHING = new LeftOut(Set.of(), Set.of());

    public LeftOut {
      always = Set.copyOf(always);
      done = Set.copyOf(done);
    }

    /** Whether a row is left out. */
    public boolean include(String action, String result) {
      return always.contains(action) || (result.equals("ok") && done.contains(action));
    }
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
