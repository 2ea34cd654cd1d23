/**
 * Removes what jobs made: the parts of a clone, and with {@code Clean up} what an ended job could
 * not remove. Start at {@link dev.snapclone.removal.CloneRemoval} and {@link
 * dev.snapclone.removal.CleanUpWorkflow}. Snapshots are removed in {@code procedure}. Uses {@code
 * procedure}, {@code request} and {@code inventory}.
 */
@NullMarked
package dev.snapclone.removal;

import org.jspecify.annotations.NullMarked;
