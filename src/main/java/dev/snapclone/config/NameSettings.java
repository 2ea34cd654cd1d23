package dev.snapclone.config;

import java.time.ZoneId;

/**
 * Names of new resources.
 *
 * @param snapshotName template with {@code {instance}}, {@code {date}}, {@code {time}}
 * @param cloneName template with {@code {instance}}, {@code {n}}, {@code {date}}, {@code {time}}
 * @param timeZone for date and time
 */
public record NameSettings(String snapshotName, String cloneName, ZoneId timeZone) {}
