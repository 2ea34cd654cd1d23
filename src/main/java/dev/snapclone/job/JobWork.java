package dev.snapclone.job;

import dev.snapclone.access.RequestedAction;
import dev.snapclone.i18n.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a job does, and what it locks.
 *
 * @param workflow the workflow's name with its version, such as {@code clone-v1}
 * @param cloud the bot's name for the cloud
 * @param title what the job does, for lists and the card's first line
 * @param locks what it locks while it is queued or running
 * @param action what it does, for the rules; null when no rule applies to such jobs
 */
public record JobWork(
    String workflow,
    String cloud,
    Text title,
    List<LockKey> locks,
    @Nullable RequestedAction action) {
  public JobWork {
    locks = List.copyOf(locks);
  }

  /** The same work with another action. */
  public JobWork with(RequestedAction other) {
    return new JobWork(workflow, cloud, title, locks, other);
  }
}
