/**
 * Who must say yes to exactly which plan, until when. Start at {@link
 * dev.snapclone.approval.Approval}. Uses {@code access}, {@code audit}, {@code job}, and of {@code
 * command} the button.
 */
@NullMarked
package dev.snapclone.approval;

import org.jspecify.annotations.NullMarked;
