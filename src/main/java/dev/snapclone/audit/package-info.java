/**
 * Who did what, when, with what result; append-only. Start at {@link dev.snapclone.audit.AuditLog}.
 * Uses {@code access}.
 */
@NullMarked
package dev.snapclone.audit;

import org.jspecify.annotations.NullMarked;
