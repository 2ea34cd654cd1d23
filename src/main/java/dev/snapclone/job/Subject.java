package dev.snapclone.job;

/**
 * What a job waits for. Only the {@link Watcher} interprets it.
 *
 * @param cloud the bot's name for the cloud
 * @param kind the resource's kind, upper case as in {@link ResourceRef}
 * @param id the resource's id
 */
public record Subject(String cloud, String kind, String id) {}
