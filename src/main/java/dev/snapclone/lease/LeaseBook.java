package dev.snapclone.lease;

import dev.snapclone.access.Actor;
import dev.snapclone.audit.AuditEvent;
import dev.snapclone.audit.AuditLog;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.Lease;
import dev.snapclone.job.Leases;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads and changes leases, and notes each change in the audit.
 *
 * @param jobs finds a job by its id
 */
public record LeaseBook(
    Function<String, Optional<Job>> jobs, Leases leases, AuditLog audit, InstantSource clock) {
  private static final String BOT = "snapclone";

  /** The lease of a job, while it ends some time and what it made stands. */
  Optional<Lease> running(Job job) {
    return Leased.of(job).isEmpty() ? Optional.empty() : leases.of(job.id()).filter(Lease::running);
  }

  /**
   * The lease of a job, for a change.
   *
   * @throws ExplainedFailure when it has none, or it is over
   */
  Lease require(Job job) {
    return running(job)
        .orElseThrow(
            () -> ExplainedFailure.of("lease.none", Arg.code(job.id()), Arg.name(name(job))));
  }

  private static String name(Job job) {
    return Leased.of(job).map(Leased::name).orElse(job.id());
  }

  /**
   * Changes when it ends. Repeated with the same press it changes nothing.
   *
   * @param until null for never
   * @param press the press, or the job, that wants it
   * @throws ExplainedFailure when it is over, or somebody else has just changed it
   */
  Lease until(Job job, @Nullable Instant until, Actor who, String press) {
    Optional<Lease> now = leases.of(job.id()).filter(lease -> press.equals(lease.press()));
    if (now.isPresent()) {
      return now.get();
    }
    Lease before = require(job);
    Lease after = before.until(until, who, clock.instant(), press);
    if (!leases.change(before, after)) {
      throw ExplainedFailure.of("lease.changed", Arg.name(name(job)));
    }
    note(job, until == null ? "lease.keep" : "lease.extend", who, after, Map.of());
    return after;
  }

  /** Writes what happened to a lease into the audit, as done by the bot. */
  void note(Job job, String action, Lease lease, Map<String, String> more) {
    note(job, action, null, lease, more);
  }

  private void note(
      Job job, String action, @Nullable Actor who, Lease lease, Map<String, String> more) {
    Map<String, String> details = new TreeMap<>(more);
    details.put("cloud", job.cloud());
    details.put("set-by", lease.by().id());
    details.put("set-by-name", lease.by().name());
    details.put("set-at", lease.at().toString());
    if (lease.ends() != null) {
      details.put("until", Objects.requireNonNull(lease.ends()).toString());
    }
    Leased.of(job)
        .ifPresent(it -> details.put("resource", it.kind() + " " + String.join(" ", it.ids())));
    audit.append(
        new AuditEvent(
            clock.instant(),
            who == null ? BOT : who.id(),
            who == null ? BOT : who.name(),
            job.place().guild(),
            action,
            job.id(),
            "ok",
            details));
  }
}
