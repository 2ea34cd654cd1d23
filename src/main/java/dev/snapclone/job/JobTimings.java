package dev.snapclone.job;

import java.time.Duration;

/**
 * The engine's times.
 *
 * @param pollInterval how often due work is looked for
 * @param takeoverAfter how long without a heartbeat until another process takes a job over
 * @param settleTime how long to search for the result of a call with unknown outcome before it is
 *     repeated
 * @param stalledAfter how long a wait may see no change until the job fails
 */
public record JobTimings(
    Duration pollInterval, Duration takeoverAfter, Duration settleTime, Duration stalledAfter) {}
