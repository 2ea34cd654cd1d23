/**
 * Who must say yes to exactly which plan, until when. Start at {@link
 * dev.snapclone.approval.Approval}. Uses {@code access}, {@code audit} and {@code job}.
 */
@NullMarked
package dev.snapclone.approval;

import org.jspecify.annotations.NullMarked;
