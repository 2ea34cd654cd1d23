/**
 * Copies: {@code /clone} of a snapshot, {@code /copy} of an instance, and the deletion of a clone.
 * Start at {@link dev.snapclone.clone.CloneWorkflow}, then {@link
 * dev.snapclone.clone.ClonePlanner}.
 */
@NullMarked
package dev.snapclone.clone;

import org.jspecify.annotations.NullMarked;
