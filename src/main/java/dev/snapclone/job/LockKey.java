package dev.snapclone.job;

/**
 * What a running job has for itself: one instance or one snapshot of one cloud.
 *
 * @param cloud the bot's name for the cloud
 * @param resource the resource's id
 */
public record LockKey(String cloud, String resource) {}
