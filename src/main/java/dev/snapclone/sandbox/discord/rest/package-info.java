/**
 * Discord's REST API v10 as far as a chat bot uses it: routing, limits, errors, rate limits, faults
 * on demand. Start at {@link dev.snapclone.sandbox.discord.rest.RestApi}. Uses {@code
 * sandbox.discord.chat}, Undertow and Jackson.
 */
@NullMarked
package dev.snapclone.sandbox.discord.rest;

import org.jspecify.annotations.NullMarked;
