package dev.snapclone.job;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.access.RequestedAction;
import dev.snapclone.i18n.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job to store. The fields are those of {@link Job}.
 *
 * @param workflow a registered workflow's name
 * @param invocation id of the chat interaction that asked for it
 * @param requester who asked
 * @param place where
 * @param cloud the bot's name for the cloud
 * @param title what it does
 * @param planText what it would do, line by line
 * @param plan the plan, of the workflow's plan type
 * @param locks what it needs for itself
 * @param waitsForApproval true to store it as waiting, false to queue it at once
 * @param action what it does, for the rules; null when they know nothing of it
 */
public record NewJob(
    String workflow,
    String invocation,
    Actor requester,
    Place place,
    String cloud,
    Text title,
    List<Text> planText,
    Object plan,
    List<LockKey> locks,
    boolean waitsForApproval,
    @Nullable RequestedAction action) {
  public NewJob {
    planText = List.copyOf(planText);
    locks = List.copyOf(locks);
  }

  /** One of which the rules know nothing. */
  public NewJob(
      String workflow,
      String invocation,
      Actor requester,
      Place place,
      String cloud,
      Text title,
      List<Text> planText,
      Object plan,
      List<LockKey> locks,
      boolean waitsForApproval) {
    this(
        workflow,
        invocation,
        requester,
        place,
        cloud,
        title,
        planText,
        plan,
        locks,
        waitsForApproval,
        null);
  }
}
