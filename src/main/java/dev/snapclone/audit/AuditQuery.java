package dev.snapclone.audit;

import dev.snapclone.access.VisibleClouds;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A query of the audit.
 *
 * @param guild only rows of this guild
 * @param clouds only rows about these clouds
 * @param instance name or id of an instance: rows that name it, and all rows of jobs with such
 *     rows; null for all
 * @param person a person's chat id: rows of this person, and of jobs that the person requested;
 *     null for all
 * @param since the earliest time, null for all
 * @param before only rows with a smaller number, null for all
 * @param limit the maximum number of rows
 */
public record AuditQuery(
    String guild,
    VisibleClouds clouds,
    @Nullable String instance,
    @Nullable String person,
    @Nullable Instant since,
    @Nullable Long before,
    int limit) {}
