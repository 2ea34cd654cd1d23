/**
 * {@code /audit}: who did what, page by page. Start at {@link dev.snapclone.auditing.AuditCommand}.
 * What is written down, and how, is {@code audit}'s, which lies below the commands that write to
 * it. Uses {@code audit}, {@code command} and {@code inventory}.
 */
@NullMarked
package dev.snapclone.auditing;

import org.jspecify.annotations.NullMarked;
