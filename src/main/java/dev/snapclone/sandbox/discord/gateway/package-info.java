/**
 * Discord's gateway: a WebSocket per connection, sessions that outlive connections, and events with
 * sequence numbers (events/gateway.mdx). Start at {@link
 * dev.snapclone.sandbox.discord.gateway.SandboxGateway}. Uses {@code sandbox.discord.chat},
 * Undertow and Jackson.
 */
@NullMarked
package dev.snapclone.sandbox.discord.gateway;

import org.jspecify.annotations.NullMarked;
