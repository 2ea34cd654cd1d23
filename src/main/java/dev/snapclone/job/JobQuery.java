package dev.snapclone.job;

import dev.snapclone.access.VisibleClouds;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs are looked for.
 *
 * @param guild jobs asked there
 * @param clouds jobs of these clouds
 * @param states jobs in one of these states
 * @param requester this person's jobs; null for everybody's
 * @param olderThan jobs asked before this one, the newest of them; null for all
 * @param newerThan jobs asked after this one, the oldest of them; null for all
 * @param most at most so many
 */
public record JobQuery(
    String guild,
    VisibleClouds clouds,
    Set<JobState> states,
    @Nullable String requester,
    @Nullable String olderThan,
    @Nullable String newerThan,
    int most) {
  public JobQuery {
    states = Set.copyOf(states);
  }

  /** The newest jobs of a guild. */
  static JobQuery newest(String guild, boolean onlyOpen, int most) {
    return new JobQuery(
        guild,
        VisibleClouds.ALL,
        states(state -> !onlyOpen || !state.terminal()),
        null,
        null,
        null,
        most);
  }

  /** The same with another limit. */
  public JobQuery of(int rows) {
    return new JobQuery(guild, clouds, states, requester, olderThan, newerThan, rows);
  }

  /** What comes after a job, in the same direction. */
  public JobQuery from(String job) {
    return newerThan == null
        ? new JobQuery(guild, clouds, states, requester, job, null, most)
        : new JobQuery(guild, clouds, states, requester, null, job, most);
  }

  /** The states of some kind. */
  public static Set<JobState> states(Predicate<JobState> kind) {
    return Arrays.stream(JobState.values()).filter(kind).collect(Collectors.toSet());
  }
}
