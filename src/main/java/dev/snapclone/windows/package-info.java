/**
 * What a copy of a Windows instance needs from a person: the guide through the console, the
 * console's link, and the check whether the copy answers. Start at {@link
 * dev.snapclone.windows.GuidePage} and {@link dev.snapclone.windows.WindowsGuide}; {@code picture}
 * draws the pictures. Reads a clone only through the outcome of its finished job.
 */
@NullMarked
package dev.snapclone.windows;

import org.jspecify.annotations.NullMarked;
