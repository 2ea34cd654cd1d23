package dev.snapclone.procedure;

/**
 * A finished snapshot.
 *
 * @param id of the image or the volume snapshot
 */
public record TakenSnapshot(BootSource.Kind kind, String id, String name, Recipe recipe) {}
