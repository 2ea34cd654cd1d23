/**
 * Copies: {@code /clone} of a snapshot, {@code /copy} of an instance, and the deletion of a clone.
 * Start at {@link dev.snapclone.clone.CloneWorkflow}, then {@link
 * dev.snapclone.clone.ClonePlanner}. Uses {@code cloud}, {@code procedure}, {@code inventory},
 * {@code job}, {@code command} and {@code i18n}; no other feature.
 */
@NullMarked
package dev.snapclone.clone;

import org.jspecify.annotations.NullMarked;
