/**
 * Health and metrics over HTTP: {@code /healthz}, {@code /readyz}, {@code /metrics}. Adapters
 * provide their probes as {@link dev.snapclone.telemetry.Probe}. Uses {@code job}, Micrometer and
 * Undertow. Start at {@link dev.snapclone.telemetry.OpsServer}.
 */
@NullMarked
package dev.snapclone.telemetry;

import org.jspecify.annotations.NullMarked;
