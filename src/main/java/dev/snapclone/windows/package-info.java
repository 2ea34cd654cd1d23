/**
 * What a copy of a Windows instance needs from a person: the guide through the console, the link to
 * it, and the question whether the copy answers. Start at {@link dev.snapclone.windows.GuidePage}
 * and {@link dev.snapclone.windows.WindowsGuide}; the pictures are drawn in {@code picture}. Uses
 * {@code cloud}, {@code job}, {@code command}, {@code access}, {@code audit} and {@code i18n};
 * reads a clone only through what its finished job left.
 */
@NullMarked
package dev.snapclone.windows;

import org.jspecify.annotations.NullMarked;
