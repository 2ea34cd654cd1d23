package dev.snapclone.job;

import java.time.Instant;
import java.util.Optional;

/** Records when an instance that a job made was first seen to answer on the network. */
public interface FirstAnswers {
  /**
   * Records an answer.
   *
   * @param jobId the job that made the instance
   * @param address where it answered
   * @return whether it was the first one
   */
  boolean record(String jobId, String address, Instant at);

  /** The first answer; empty if there was none so far. */
  Optional<FirstAnswer> of(String jobId);

  /** An answer. */
  record FirstAnswer(String address, Instant at) {}
}
