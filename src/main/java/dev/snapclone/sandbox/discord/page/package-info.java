/**
 * A page that looks and behaves like the chat, for people to play all sides of a conversation with
 * the bot. Each person's view goes through what that person may see. Start at {@link
 * dev.snapclone.sandbox.discord.page.ChatPage}; the page itself is plain HTML, CSS and JavaScript
 * among the resources. Uses the sandbox, Undertow and Jackson.
 */
@NullMarked
package dev.snapclone.sandbox.discord.page;

import org.jspecify.annotations.NullMarked;
