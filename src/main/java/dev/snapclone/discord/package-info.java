/**
 * The Discord adapter: events become {@link dev.snapclone.command.Invocation}s, replies and jobs
 * become messages. Everything that Discord demands (limits, escaping, markdown, deadlines) is known
 * here and nowhere else. Start at {@link dev.snapclone.discord.DiscordBot}. Uses {@code command},
 * {@code job}, {@code approval}, {@code i18n}, {@code access}, {@code config}, and of {@code
 * procedure} what a finished job made. No press, workflow or fact is named here: a press says where
 * its button stands and how it is answered.
 */
@NullMarked
package dev.snapclone.discord;

import org.jspecify.annotations.NullMarked;
