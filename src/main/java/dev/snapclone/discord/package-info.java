/**
 * The Discord adapter: events become {@link dev.snapclone.command.Invocation}s, replies and jobs
 * become messages. Only this package knows Discord's demands (limits, escaping, markdown,
 * deadlines). Start at {@link dev.snapclone.discord.DiscordBot}. Names no press, workflow or fact:
 * a press says where its button appears.
 */
@NullMarked
package dev.snapclone.discord;

import org.jspecify.annotations.NullMarked;
