/**
 * The part of Discord's REST API v10 that a chat bot uses: routing, limits, errors, rate limits,
 * planned faults. Start at {@link dev.snapclone.sandbox.discord.rest.RestApi}. Uses {@code
 * sandbox.discord.chat}, Undertow and Jackson.
 */
@NullMarked
package dev.snapclone.sandbox.discord.rest;

import org.jspecify.annotations.NullMarked;
