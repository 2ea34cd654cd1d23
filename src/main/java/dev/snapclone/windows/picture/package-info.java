/**
 * Draws the Windows dialogues of the guide: our own drawings, with the labels of the person's
 * Windows, identical on every host. Start at {@link dev.snapclone.windows.picture.Pictures}. The
 * only package that draws; knows no cloud, job or chat.
 */
@NullMarked
package dev.snapclone.windows.picture;

import org.jspecify.annotations.NullMarked;
