/**
 * Who must say yes to exactly which plan, until when; the buttons that answer, and {@code /help},
 * which says what needs approval. Start at {@link dev.snapclone.approval.Approvals}. Uses {@code
 * access}, {@code audit}, {@code job} and {@code command}.
 */
@NullMarked
package dev.snapclone.approval;

import org.jspecify.annotations.NullMarked;
