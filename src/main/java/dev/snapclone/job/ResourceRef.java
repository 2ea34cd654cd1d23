package dev.snapclone.job;

/**
 * A resource that a job made or left, for people: what it is, its id and name.
 *
 * @param kind the resource's kind in upper case, such as INSTANCE, IMAGE, VOLUME, VOLUME_SNAPSHOT
 * @param id the cloud's id
 * @param name its name; untrusted, may be empty
 */
public record ResourceRef(String kind, String id, String name) {}
