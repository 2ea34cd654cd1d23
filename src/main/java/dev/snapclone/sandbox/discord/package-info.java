/**
 * A Discord server on loopback: REST, gateway, and people that are controlled from Java. Does not
 * know the bot. Start at {@link dev.snapclone.sandbox.discord.DiscordSandbox}. Uses the JDK,
 * Undertow, Jackson and SLF4J.
 */
@NullMarked
package dev.snapclone.sandbox.discord;

import org.jspecify.annotations.NullMarked;
