package dev.snapclone.cloud;

/**
 * A flavor.
 *
 * @param id id, not always a UUID
 * @param vcpus virtual processors
 * @param ramMb memory, MiB
 * @param diskGb root disk, GiB; 0 means that it boots from volumes only
 * @param ephemeralGb ephemeral disk, GiB; not part of a snapshot
 * @param swapMb swap, MiB
 */
public record Flavor(
    String id, String name, int vcpus, int ramMb, int diskGb, int ephemeralGb, int swapMb) {}
