/**
 * What a copy of a Linux instance needs from a person: a list of what it still has of its original,
 * with commands that can be pasted. Start at {@link dev.snapclone.linux.LinuxChecklistPress}. Uses
 * {@code procedure}, {@code command}, {@code job}, {@code access} and {@code i18n}; reads a clone
 * only through what its finished job left.
 */
@NullMarked
package dev.snapclone.linux;

import org.jspecify.annotations.NullMarked;
