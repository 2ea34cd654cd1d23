package dev.snapclone.audit;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * One event of the audit. Contains no secret and no console link.
 *
 * @param actorId the person's chat id, or {@code snapclone} for the bot itself
 * @param actorName the display name at that time
 * @param guild the guild's id, empty for none
 * @param action what was done, such as {@code command.snapshot}, {@code approval.approve}, {@code
 *     job.start}, {@code console.open}
 * @param subject what it was done to: a job id, an instance id, a snapshot id
 * @param result {@code ok}, {@code refused}, {@code failed} …
 * @param details further facts, such as the cloud and its request id
 */
public record AuditEvent(
    Instant at,
    String actorId,
    String actorName,
    String guild,
    String action,
    String subject,
    String result,
    Map<String, String> details) {
  public AuditEvent {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(actorId, "actorId");
    Objects.requireNonNull(action, "action");
    details = Map.copyOf(details);
  }
}
