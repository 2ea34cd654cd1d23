package dev.snapclone.job;

import java.time.Instant;
import java.util.Optional;

/** When what a job made was first seen to answer on the network. Only what was seen is kept. */
public interface FirstAnswers {
  /**
   * Keeps that it answered.
   *
   * @param jobId the job that made it
   * @param address where it answered
   * @return whether this was the first time
   */
  boolean saw(String jobId, String address, Instant at);

  /** The first answer; empty while there was none. */
  Optional<FirstAnswer> of(String jobId);

  /** An answer. */
  record FirstAnswer(String address, Instant at) {}
}
