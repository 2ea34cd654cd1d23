package dev.snapclone.config;

/**
 * Where jobs are kept.
 *
 * @param url {@code jdbc:h2:…} or {@code jdbc:postgresql://…}
 * @param user empty for H2's own
 */
public record StorageSettings(String url, String user, Secret password) {}
