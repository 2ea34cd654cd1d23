/** Tests of the Discord sandbox with the real JDA, as in the bot. */
@NullMarked
package dev.snapclone.sandbox.discord;

import org.jspecify.annotations.NullMarked;
