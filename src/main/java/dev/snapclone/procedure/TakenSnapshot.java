package dev.snapclone.procedure;

/**
 * A snapshot that a job took and that is ready.
 *
 * @param kind image snapshot or volume snapshot
 * @param id the image's or the volume snapshot's id
 * @param recipe what it carries
 */
public record TakenSnapshot(BootSource.Kind kind, String id, String name, Recipe recipe) {}
