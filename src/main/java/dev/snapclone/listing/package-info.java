/**
 * {@code /instances} and {@code /snapshots}: what there is, as readable lists. Start at {@link
 * dev.snapclone.listing.InstancesCommand}. Uses {@code command}, {@code inventory} and {@code
 * procedure}.
 */
@NullMarked
package dev.snapclone.listing;

import org.jspecify.annotations.NullMarked;
