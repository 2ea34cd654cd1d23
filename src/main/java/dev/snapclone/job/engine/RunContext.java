package dev.snapclone.job.engine;

import dev.snapclone.job.FailurePolicy;
import dev.snapclone.job.JobTimings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/**
 * What every run of a job needs.
 *
 * @param crashPoints where tests simulate the death of the process
 * @param stopping whether this process is stopping, so that runs park at their next step
 */
record RunContext(
    JobStore store,
    FailurePolicy policy,
    JobTimings timings,
    InstantSource clock,
    Json json,
    CrashPoints crashPoints,
    OngoingFailures ongoingFailures,
    BooleanSupplier stopping) {
  Instant now() {
    return clock.instant();
  }
}
