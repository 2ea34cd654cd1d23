/**
 * The Discord adapter: events become {@link dev.snapclone.command.Invocation}s, replies and jobs
 * become messages. Everything that Discord demands (limits, escaping, markdown, deadlines) is known
 * here and nowhere else. Start at {@link dev.snapclone.discord.DiscordBot}. Uses {@code command},
 * {@code job}, {@code approval}, {@code i18n}, {@code access} and {@code config}.
 */
@NullMarked
package dev.snapclone.discord;

import org.jspecify.annotations.NullMarked;
