/**
 * A Discord on loopback: REST, gateway, and people who can be played from Java. It knows nothing of
 * the bot that talks to it. Start at {@link dev.snapclone.sandbox.discord.DiscordSandbox}. Uses the
 * JDK, Undertow, Jackson and SLF4J.
 */
@NullMarked
package dev.snapclone.sandbox.discord;

import org.jspecify.annotations.NullMarked;
