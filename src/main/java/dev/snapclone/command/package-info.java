/**
 * Commands without a chat: an {@link dev.snapclone.command.Invocation} becomes a {@link
 * dev.snapclone.command.Reply}. Start at {@link dev.snapclone.command.Command}. To add a button,
 * implement {@link dev.snapclone.command.JobPress} and add it to the router.
 */
@NullMarked
package dev.snapclone.command;

import org.jspecify.annotations.NullMarked;
