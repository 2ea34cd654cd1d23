/**
 * What snapshot and clone both need to follow the procedure: what an instance booted from, which
 * operating system it runs, its recipe, names, and the taking of a snapshot itself. Start at {@link
 * dev.snapclone.procedure.SnapshotTaking}. Knows no commands; uses {@code cloud}, {@code job},
 * {@code access} and {@code i18n}.
 */
@NullMarked
package dev.snapclone.procedure;

import org.jspecify.annotations.NullMarked;
