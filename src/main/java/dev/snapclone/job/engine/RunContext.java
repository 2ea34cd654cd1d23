package dev.snapclone.job.engine;

import dev.snapclone.job.FailurePolicy;
import dev.snapclone.job.JobTimings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/**
 * What every run of a job needs.
 *
 * @param store keeps everything
 * @param policy says what failures mean
 * @param timings how long things may take
 * @param json how plans and results are written
 * @param crashPoints where a test lets the process die
 * @param ongoingFailures since when calls fail, as this process saw it
 * @param stopping whether this process wants to stop: runs park at their next step
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
