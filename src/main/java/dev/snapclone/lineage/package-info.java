/**
 * Where things in a cloud come from: the line of instances, images, volumes and snapshots behind
 * one of them. Start at {@link dev.snapclone.lineage.Lineage}. Uses {@code cloud}, {@code job},
 * {@code access} and {@code procedure}.
 */
@NullMarked
package dev.snapclone.lineage;

import org.jspecify.annotations.NullMarked;
