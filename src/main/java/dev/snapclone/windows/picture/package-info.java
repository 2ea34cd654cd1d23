/**
 * Draws the dialogues of Windows that the guide leads through: our own drawings, with the labels of
 * the person's Windows, the same to the last pixel on every host. Start at {@link
 * dev.snapclone.windows.picture.Pictures}. The only package that draws; it knows no cloud, no job
 * and no chat.
 */
@NullMarked
package dev.snapclone.windows.picture;

import org.jspecify.annotations.NullMarked;
