package dev.snapclone.sandbox.openstack;

import java.time.Instant;

/**
 * A change in the sandbox.
 *
 * @param kind instance, image, volume, snapshot, port, network …
 * @param what the new state, or {@code gone}
 */
public record Change(String kind, String id, String what, Instant at) {}
