package dev.snapclone.job;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;

/**
 * Where a job comes from.
 *
 * @param invocation makes the request unique: the id of the chat interaction, or a name that all
 *     requests for the same work share
 * @param interaction the id of the chat interaction that made it
 * @param requester who requested it, with the roles of that moment
 * @param place where it was requested; the card is posted there
 */
public record JobOrigin(String invocation, String interaction, Actor requester, Place place) {}
