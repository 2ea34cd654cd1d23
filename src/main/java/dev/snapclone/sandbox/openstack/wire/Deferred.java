package dev.snapclone.sandbox.openstack.wire;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * An answer that takes real time, during which other requests are served: the windows in which the
 * real services race.
 *
 * @param pause how long, wall time
 * @param answer what then happens
 */
public record Deferred(Duration pause, Supplier<HttpAnswer> answer) implements ServiceReply {}
