/**
 * The lineage of resources: the instances, images, volumes and snapshots that they were made from.
 * Start at {@link dev.snapclone.lineage.Lineage}. Uses {@code cloud}, {@code job}, {@code access}
 * and {@code procedure}.
 */
@NullMarked
package dev.snapclone.lineage;

import org.jspecify.annotations.NullMarked;
