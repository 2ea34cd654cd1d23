/**
 * The state of the Discord sandbox, without a network: people, roles, channels, messages, commands
 * and interactions. Start at {@link dev.snapclone.sandbox.discord.chat.ChatWorld}. The REST and
 * gateway sides of the sandbox read and change it. Uses the JDK and Jackson only.
 */
@NullMarked
package dev.snapclone.sandbox.discord.chat;

import org.jspecify.annotations.NullMarked;
