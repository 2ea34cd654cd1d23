package dev.snapclone.job;

/**
 * What a waiting job waits for; opaque here, understood by the {@link Watcher}.
 *
 * @param cloud the bot's name for the cloud
 * @param kind the resource's kind, upper case as in {@link ResourceRef}
 * @param id the resource's id
 */
public record Subject(String cloud, String kind, String id) {}
