package dev.snapclone.command;

import dev.snapclone.audit.AuditEvent;
import dev.snapclone.audit.AuditLog;
import dev.snapclone.job.Job;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Audits each invocation with one line. */
final class InvocationAudit {
  /** The detail with the command that a private question is about. */
  static final String KEPT = "command";

  private final AuditLog audit;
  private final InstantSource clock;

  /** When a person was last audited as too fast; done at most once a minute. */
  private final Map<String, Instant> saidTooFast = new ConcurrentHashMap<>();

  InvocationAudit(AuditLog audit, InstantSource clock) {
    this.audit = audit;
    this.clock = clock;
  }

  record Answer(Subjects.Subject subject, Reply reply, String result, @Nullable String requestId) {}

  boolean firstThisMinute(String person) {
    Instant now = clock.instant();
    saidTooFast.values().removeIf(at -> at.plusSeconds(60).isBefore(now));
    return saidTooFast.putIfAbsent(person, now) == null;
  }

  void record(Invocation invocation, Answer answer) {
    Map<String, String> details = new HashMap<>();
    boolean command = invocation.kind() == Invocation.Kind.COMMAND;
    Invocation kept = answer.subject().command();
    if (!command && kept != null) {
      // A press on a private question is about what was asked before.
      details.putAll(kept.options());
      details.put(KEPT, kept.name());
    }
    details.putAll(invocation.options());
    details.put("invocation", invocation.id());
    AuditedAnswer.put(details, answer.reply(), !answer.result().equals("ok"));
    if (answer.requestId() != null) {
      details.put("request-id", answer.requestId());
    }
    if (!answer.subject().cloud().isEmpty()) {
      details.put(Invocation.CLOUD, answer.subject().cloud());
    }
    String kind = command ? "command." : "press.";
    Job about = answer.subject().job();
    String target = about == null ? PressTarget.of(invocation).id() : about.id();
    String subject = Objects.requireNonNullElse(answer.reply().job(), target);
    audit.append(
        new AuditEvent(
            clock.instant(),
            invocation.actor().id(),
            invocation.actor().name(),
            invocation.place().guild(),
            kind + invocation.name(),
            subject,
            answer.result(),
            details));
  }
}
