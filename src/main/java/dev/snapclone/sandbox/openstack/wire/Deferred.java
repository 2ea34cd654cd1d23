package dev.snapclone.sandbox.openstack.wire;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * An answer that takes real time, during which other requests are served, so that race conditions
 * of the real services can occur.
 *
 * @param pause how long, wall time
 * @param answer makes the answer after the pause
 */
public record Deferred(Duration pause, Supplier<HttpAnswer> answer) implements ServiceReply {}
