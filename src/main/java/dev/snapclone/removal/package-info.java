/**
 * Removes what jobs made: snapshots, clones, and with {@code Clean up} what an ended job could not
 * remove. Start at {@link dev.snapclone.removal.SnapshotDeletion}, {@link
 * dev.snapclone.removal.CloneDeletion} and {@link dev.snapclone.removal.CleanUpWorkflow}. How one
 * snapshot is removed lies in {@code procedure}. Uses {@code procedure}, {@code request} and {@code
 * inventory}.
 */
@NullMarked
package dev.snapclone.removal;

import org.jspecify.annotations.NullMarked;
