package dev.snapclone.job;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.access.RequestedAction;
import dev.snapclone.i18n.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as it is stored, with shortcuts to what most readers need.
 *
 * @param id short, unique, lower-case letters and digits; also the value of the mark
 * @param origin who asked, where and with which interaction
 * @param work what it does
 * @param created when it was requested
 * @param card where its card is, as encoded by the chat adapter; null before it is posted
 */
public record Job(
    String id,
    JobOrigin origin,
    JobWork work,
    JobPlan plan,
    Instant created,
    JobProgress progress,
    @Nullable String card) {
  /**
   * Whether nothing is said of it in the chat: a schedule began it, which tells itself when
   * something failed, and nobody was asked about it.
   */
  public boolean quiet() {
    return card == null
        && state() != JobState.WAITING_FOR_APPROVAL
        && origin.schedule().isPresent();
  }

  /** Who asked. */
  public Actor requester() {
    return origin.requester();
  }

  /** Where it was requested. */
  public Place place() {
    return origin.place();
  }

  /** Why it was asked; null when nothing was said. */
  public @Nullable Reason reason() {
    return origin.reason();
  }

  /** The workflow's name with its version. */
  public String workflow() {
    return work.workflow();
  }

  /** The bot's name for the cloud. */
  public String cloud() {
    return work.cloud();
  }

  /** What it does, for lists and the card's first line. */
  public Text title() {
    return work.title();
  }

  /** Its state. */
  public JobState state() {
    return progress.state();
  }

  /** How it ended, null before. */
  public @Nullable Outcome outcome() {
    return progress.outcome();
  }

  /** The same job with its plan told otherwise. */
  public Job with(JobPlan told) {
    return new Job(id, origin, work, told, created, progress, card);
  }

  /** The same job with another action, for the rules. */
  public Job with(RequestedAction action) {
    return new Job(id, origin, work.with(action), plan, created, progress, card);
  }
}
