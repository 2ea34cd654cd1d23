/**
 * Who must approve which exact plan, and until when; the buttons that answer, and {@code /help},
 * which shows what needs approval. Start at {@link dev.snapclone.approval.Approvals}.
 */
@NullMarked
package dev.snapclone.approval;

import org.jspecify.annotations.NullMarked;
