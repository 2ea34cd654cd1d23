package dev.snapclone.command;

import java.time.Instant;
import java.util.Optional;

/** The recent use by people and of clouds, counted across all replicas. */
public interface Pace {
  /**
   * When a person issued the n-th newest command or press.
   *
   * @return empty when there are fewer
   */
  Optional<Instant> nthNewestAct(String person, int n);

  /**
   * When the n-th newest job of a cloud was requested.
   *
   * @return empty when there are fewer
   */
  Optional<Instant> nthNewestJob(String cloud, int n);
}
