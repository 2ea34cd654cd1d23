package dev.snapclone.job;

import java.time.Duration;

/**
 * The engine's times.
 *
 * @param pollInterval how often due work is looked for
 * @param takeoverAfter after how long without a heartbeat another process takes a job over
 * @param settleTime how long an effect of unknown outcome is looked for before it is tried anew
 * @param stalledAfter how long a wait may see no change before the job fails
 */
public record JobTimings(
    Duration pollInterval, Duration takeoverAfter, Duration settleTime, Duration stalledAfter) {}
