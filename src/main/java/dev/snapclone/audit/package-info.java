/**
 * Who did what, when, with what result; append-only and chained by hashes. Start at {@link
 * dev.snapclone.audit.AuditLog} to write, {@link dev.snapclone.audit.AuditTrail} to read and {@link
 * dev.snapclone.audit.ChainCheck} for what makes a chain whole. Uses {@code access}.
 */
@NullMarked
package dev.snapclone.audit;

import org.jspecify.annotations.NullMarked;
