package dev.snapclone.sandbox.openstack;

import java.time.Instant;

/**
 * Something in the sandbox changed.
 *
 * @param kind instance, image, volume, snapshot, port, network …
 * @param what its state now, or {@code gone}
 */
public record Change(String kind, String id, String what, Instant at) {}
