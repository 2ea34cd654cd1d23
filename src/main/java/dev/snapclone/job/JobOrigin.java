package dev.snapclone.job;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import org.jspecify.annotations.Nullable;

/**
 * Where a job comes from.
 *
 * @param invocation makes the request unique: the id of the chat interaction, or a name that all
 *     requests for the same work share
 * @param interaction the id of the chat interaction that made it
 * @param requester who requested it, with the roles of that moment
 * @param place where it was requested; the card is posted there
 * @param reason why it was requested; null when nothing was said
 */
public record JobOrigin(
    String invocation, String interaction, Actor requester, Place place, @Nullable Reason reason) {
  /** Asked without a reason. */
  public JobOrigin(String invocation, String interaction, Actor requester, Place place) {
    this(invocation, interaction, requester, place, null);
  }

  /** The same for another reason, null for none. */
  public JobOrigin because(@Nullable Reason other) {
    return new JobOrigin(invocation, interaction, requester, place, other);
  }
}
