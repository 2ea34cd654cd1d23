package dev.snapclone.config;

import org.jspecify.annotations.Nullable;

/**
 * How else people get to the consoles of a cloud, where the link that the cloud makes does not open
 * foreverybody.
 *
 * @param jumpHost {@code user@host} for a tunnel; null for none
 * @param page address of an instance's page in the cloud's web interface, with {@code {instance}}
 *     for its id; null for none
 */
public record ConsoleWay(@Nullable String jumpHost, @Nullable String page) {}
