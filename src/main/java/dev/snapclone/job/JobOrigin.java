package dev.snapclone.job;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;

/**
 * Where a job comes from.
 *
 * @param invocation what it is made for, once: the id of the chat interaction that asked for it, or
 *     a name that all who may ask for the same share
 * @param interaction the id of the chat interaction that made it
 * @param requester who asked, as they were then
 * @param place where it was asked; the card stands there
 */
public record JobOrigin(String invocation, String interaction, Actor requester, Place place) {}
