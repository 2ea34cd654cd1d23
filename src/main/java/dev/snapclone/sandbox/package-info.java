/** What both sandboxes have in common; neither they nor this know the bot. */
@NullMarked
package dev.snapclone.sandbox;

import org.jspecify.annotations.NullMarked;
