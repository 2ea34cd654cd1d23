package dev.snapclone.audit;

import dev.snapclone.access.VisibleClouds;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for in the audit.
 *
 * @param guild rows of this guild only
 * @param clouds rows about these clouds
 * @param instance an instance's name or id: rows that name it, and all rows of the jobs that do;
 *     null for all
 * @param person a person's chat id; also the rows of the jobs that the person asked for; null for
 *     all
 * @param since rows from then on, null for all
 * @param before rows with a smaller number, null for all
 * @param limit at most so many
 */
public record AuditQuery(
    String guild,
    VisibleClouds clouds,
    @Nullable String instance,
    @Nullable String person,
    @Nullable Instant since,
    @Nullable Long before,
    int limit) {}
