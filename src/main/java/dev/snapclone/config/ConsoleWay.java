package dev.snapclone.config;

import org.jspecify.annotations.Nullable;

/**
 * Other ways to the consoles of a cloud, if not everybody can open its links.
 *
 * @param jumpHost {@code user@host} for a tunnel; null for none
 * @param page an instance's page in the cloud's web interface, with {@code {instance}} for its id;
 *     null for none
 */
public record ConsoleWay(@Nullable String jumpHost, @Nullable String page) {}
