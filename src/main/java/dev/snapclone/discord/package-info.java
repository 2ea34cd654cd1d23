/**
 * The Discord adapter: events become {@link dev.snapclone.command.Invocation}s, replies and jobs
 * become messages. Only this package knows Discord's demands (limits, escaping, markdown,
 * deadlines). Start at {@link dev.snapclone.discord.DiscordBot}. Names no workflow or fact, and no
 * press but two: the card leaves {@code Cancel} to {@code Details} while it offers {@code Deny}.
 */
@NullMarked
package dev.snapclone.discord;

import org.jspecify.annotations.NullMarked;
