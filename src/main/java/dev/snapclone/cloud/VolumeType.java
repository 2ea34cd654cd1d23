package dev.snapclone.cloud;

/**
 * A kind of storage that a volume can be made of.
 *
 * @param id UUID
 * @param name unique in its cloud; untrusted
 * @param multiattach whether its volumes may be attached more than once
 */
public record VolumeType(String id, String name, boolean multiattach) {}
