package dev.snapclone.job;

import java.time.Instant;
import java.util.Optional;

/** No clone was ever seen to answer. */
public final class NoFirstAnswers implements FirstAnswers {
  @Override
  public boolean record(String jobId, String address, Instant at) {
    return false;
  }

  @Override
  public Optional<FirstAnswer> of(String jobId) {
    return Optional.empty();
  }
}
