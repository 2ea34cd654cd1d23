package dev.snapclone.job;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;

/**
 * Where a job comes from.
 *
 * @param invocation id of the chat interaction that asked for it: asked twice, made once
 * @param requester who asked, as they were then
 * @param place where it was asked; the card stands there
 */
public record JobOrigin(String invocation, Actor requester, Place place) {}
