package dev.snapclone.job;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import java.util.Optional;
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
  /** How the invocations begin that a schedule makes; no chat's id and no press begins so. */
  private static final String SCHEDULE = "schedule:";

  /**
   * The name of a job that a schedule begins, so that each is begun once.
   *
   * @param schedule its id
   * @param what tells its jobs apart; short
   */
  public static String ofSchedule(String schedule, String what) {
    return SCHEDULE + schedule + ":" + what;
  }

  /** The id of the schedule that began it, if one did. */
  public Optional<String> schedule() {
    return invocation.startsWith(SCHEDULE)
        ? Optional.of(invocation.split(":", 3)[1])
        : Optional.empty();
  }

  /** Asked without a reason. */
  public JobOrigin(String invocation, String interaction, Actor requester, Place place) {
    this(invocation, interaction, requester, place, null);
  }

  /** The same for another reason, null for none. */
  public JobOrigin because(@Nullable Reason other) {
    return new JobOrigin(invocation, interaction, requester, place, other);
  }
}
