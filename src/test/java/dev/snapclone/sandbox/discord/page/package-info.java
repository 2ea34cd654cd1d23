/** The sandbox is driven by the real JDA, as the bot drives it. */
@NullMarked
package dev.snapclone.sandbox.discord.page;

import org.jspecify.annotations.NullMarked;
