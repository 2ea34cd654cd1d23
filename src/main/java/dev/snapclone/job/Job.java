package dev.snapclone.job;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.access.RequestedAction;
import dev.snapclone.i18n.Text;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job as it is stored.
 *
 * @param id short, unique, lower-case letters and digits; also the value of the mark
 * @param workflow the workflow's name with its version, such as {@code clone-v1}
 * @param invocation id of the chat interaction that asked for it: asked twice, made once
 * @param requester who asked, as they were then
 * @param place where it was asked; the card stands there
 * @param cloud the bot's name for the cloud
 * @param title what the job does, for lists and the card's first line
 * @param planText what it would do, for the approvers: one line each
 * @param plan the plan as JSON, of the workflow's plan type
 * @param outline the steps that the card shows, in order
 * @param locks what it has for itself while it is queued or running
 * @param state where it stands
 * @param epoch raised whenever a worker picks it up; a worker with an older one may write nothing
 * @param created when it was asked
 * @param started when a worker first picked it up, null before
 * @param ended when it became terminal, null before
 * @param cancelledBy who cancelled it, null when nobody did
 * @param outcome how it ended, null before
 * @param card where its card stands, in the chat adapter's own words; null before it was posted
 * @param action what it does, for the rules; null of jobs of before that was stored
 */
public record Job(
    String id,
    String workflow,
    String invocation,
    Actor requester,
    Place place,
    String cloud,
    Text title,
    List<Text> planText,
    String plan,
    List<OutlineStep> outline,
    List<LockKey> locks,
    JobState state,
    long epoch,
    Instant created,
    @Nullable Instant started,
    @Nullable Instant ended,
    @Nullable Actor cancelledBy,
    @Nullable Outcome outcome,
    @Nullable String card,
    @Nullable RequestedAction action) {
  public Job {
    planText = List.copyOf(planText);
    outline = List.copyOf(outline);
    locks = List.copyOf(locks);
    if (state.terminal() != (ended != null)) {
      throw new IllegalArgumentException("job " + id + ": a terminal state and an end go together");
    }
  }

  /** One of which the rules know nothing. */
  public Job(
      String id,
      String workflow,
      String invocation,
      Actor requester,
      Place place,
      String cloud,
      Text title,
      List<Text> planText,
      String plan,
      List<OutlineStep> outline,
      List<LockKey> locks,
      JobState state,
      long epoch,
      Instant created,
      @Nullable Instant started,
      @Nullable Instant ended,
      @Nullable Actor cancelledBy,
      @Nullable Outcome outcome,
      @Nullable String card) {
    this(
        id,
        workflow,
        invocation,
        requester,
        place,
        cloud,
        title,
        planText,
        plan,
        outline,
        locks,
        state,
        epoch,
        created,
        started,
        ended,
        cancelledBy,
        outcome,
        card,
        null);
  }

  /** The same doing something else, for the rules. */
  public Job with(RequestedAction other) {
    return new Job(
        id,
        workflow,
        invocation,
        requester,
        place,
        cloud,
        title,
        planText,
        plan,
        outline,
        locks,
        state,
        epoch,
        created,
        started,
        ended,
        cancelledBy,
        outcome,
        card,
        other);
  }
}
