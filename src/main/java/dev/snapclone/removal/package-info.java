/**
 * How what jobs made goes away: the parts of a clone, and {@code Clean up}, which removes what an
 * ended job could not. Start at {@link dev.snapclone.removal.CloneRemoval} and {@link
 * dev.snapclone.removal.CleanUpWorkflow}. Removing a snapshot is {@code procedure}'s. Uses {@code
 * procedure}, {@code request} and {@code inventory}.
 */
@NullMarked
package dev.snapclone.removal;

import org.jspecify.annotations.NullMarked;
