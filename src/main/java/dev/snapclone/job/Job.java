package dev.snapclone.job;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.access.RequestedAction;
import dev.snapclone.i18n.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as it is stored. What nearly every reader asks for can be asked of the job itself.
 *
 * @param id short, unique, lower-case letters and digits; also the value of the mark
 * @param origin who asked, where and with which interaction
 * @param plan how it does it
 * @param created when it was asked
 * @param progress how far it has come
 * @param card where its card stands, in the chat adapter's own words; null before it was posted
 */
public record Job(
    String id,
    JobOrigin origin,
    JobWork work,
    JobPlan plan,
    Instant created,
    JobProgress progress,
    @Nullable String card) {
  /** Who asked. */
  public Actor requester() {
    return origin.requester();
  }

  /** Where it was asked. */
  public Place place() {
    return origin.place();
  }

  /** The workflow's name with its version. */
  public String workflow() {
    return work.workflow();
  }

  /** The bot's name for the cloud. */
  public String cloud() {
    return work.cloud();
  }

  /** What it does, in a few words. */
  public Text title() {
    return work.title();
  }

  /** Where it stands. */
  public JobState state() {
    return progress.state();
  }

  /** How it ended, null before. */
  public @Nullable Outcome outcome() {
    return progress.outcome();
  }

  /** The same job doing something else, for the rules. */
  public Job with(RequestedAction action) {
    return new Job(id, origin, work.with(action), plan, created, progress, card);
  }
}
