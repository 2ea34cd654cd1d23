package dev.snapclone.approval;

import dev.snapclone.access.Actor;
import dev.snapclone.audit.AuditEvent;
import dev.snapclone.audit.AuditLog;
import dev.snapclone.job.Job;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;

/** Audits what becomes of approvals. */
record ApprovalHistory(AuditLog audit, InstantSource clock) {
  private static final String BOT = "snapclone";

  /** A person answered. */
  void answered(Job job, Actor who, boolean yes, String reason, Answered answered) {
    append(
        who.id(),
        who.name(),
        yes ? "approval.approve" : "approval.deny",
        job,
        answered.name().toLowerCase(Locale.ROOT),
        reason.isEmpty()
            ? Map.of("cloud", job.cloud())
            : Map.of("cloud", job.cloud(), "reason", reason));
  }

  /** The bot asked again, or no longer counts an answer. */
  void changed(Job job, String verb, String why) {
    append(BOT, BOT, verb, job, "ok", Map.of("cloud", job.cloud(), "why", why));
  }

  /**
   * A job used an approval that was given for it before: by whom and when, in the name of the last
   * one.
   *
   * @param approved the job for which it was asked
   */
  void usedBeforehand(Job job, Approval given, String approved) {
    Approval.Decision last = given.decisions().get(given.decisions().size() - 1);
    append(
        last.personId(),
        last.personName(),
        "approval.beforehand",
        job,
        "ok",
        Map.of(
            "cloud", job.cloud(),
            "approved", approved,
            "by", String.join(",", given.givers()),
            "at", last.at().toString()));
  }

  private void append(
      String id, String name, String verb, Job job, String result, Map<String, String> details) {
    audit.append(
        new AuditEvent(
            clock.instant(), id, name, job.place().guild(), verb, job.id(), result, details));
  }
}
