/**
 * Stores jobs, journals, locks, errands, approvals, drafts and the audit in H2 or PostgreSQL with
 * Jdbi. Flyway creates the schema. Start at {@link dev.snapclone.storage.Database}. Implements
 * ports of {@code job.engine}, {@code approval}, {@code audit} and {@code command}.
 */
@NullMarked
package dev.snapclone.storage;

import org.jspecify.annotations.NullMarked;
