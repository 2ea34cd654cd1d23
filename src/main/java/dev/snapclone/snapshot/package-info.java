/**
 * {@code /snapshot}: the command, its confirmation and its workflow. What it shares with copying is
 * in {@code procedure}. Start at {@link dev.snapclone.snapshot.SnapshotCommand}.
 */
@NullMarked
package dev.snapclone.snapshot;

import org.jspecify.annotations.NullMarked;
