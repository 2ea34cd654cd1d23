/**
 * What snapshot and clone share: boot source, operating system, recipe, names, and taking a
 * snapshot. Start at {@link dev.snapclone.procedure.SnapshotTaking}.
 */
@NullMarked
package dev.snapclone.procedure;

import org.jspecify.annotations.NullMarked;
