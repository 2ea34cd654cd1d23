package dev.snapclone.command;

import java.time.Instant;
import java.util.Optional;

/** How fast people and clouds are being used, counted over all replicas. */
public interface Pace {
  /**
   * When a person did the n-th newest thing: a command or a press.
   *
   * @return empty when the person has done less
   */
  Optional<Instant> nthNewestAct(String person, int n);

  /**
   * When the n-th newest job of a cloud was asked for.
   *
   * @return empty when there are less
   */
  Optional<Instant> nthNewestJob(String cloud, int n);
}
