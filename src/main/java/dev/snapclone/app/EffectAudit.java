package dev.snapclone.app;

import dev.snapclone.audit.AuditEvent;
import dev.snapclone.audit.AuditLog;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.RequestIds;
import dev.snapclone.job.Job;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Writes what was changed in a cloud into the audit: kind and id of the resource, the cloud, the
 * request id by which its operators find the call. Never fails what it writes about.
 */
final class EffectAudit {
  /** The bot itself, where a person's id stands otherwise. */
  static final String BOT = "snapclone";

  /** The engine logs under the job that a thread works on; the verbs of a cloud know no job. */
  private static final String JOB_OF_THREAD = "job";

  private static final Logger LOG = LoggerFactory.getLogger(EffectAudit.class);

  private final AuditLog audit;
  private final RequestIds requestIds;
  private final JobAudit jobs;
  private final InstantSource clock;

  EffectAudit(AuditLog audit, RequestIds requestIds, JobAudit jobs, InstantSource clock) {
    this.audit = audit;
    this.requestIds = requestIds;
    this.jobs = jobs;
    this.clock = clock;
  }

  /** Makes something; its id is what the call answers. */
  String created(String cloud, String kind, String name, Supplier<String> call) {
    return changed(new What(cloud, "create", kind, "", name), call, id -> id, id -> "ok");
  }

  /** Deletes something; false when it was gone already. */
  boolean deleted(String cloud, String kind, String id, Supplier<Boolean> call) {
    return changed(
        new What(cloud, "delete", kind, id, ""), call, x -> id, did -> did ? "ok" : "gone");
  }

  /** Changes something. */
  void set(String cloud, String kind, String id, Runnable call) {
    changed(
        new What(cloud, "change", kind, id, ""),
        () -> {
          call.run();
          return id;
        },
        x -> id,
        x -> "ok");
  }

  private <T> T changed(
      What what, Supplier<T> call, Function<T, String> id, Function<T, String> result) {
    begin();
    try {
      T made = call.get();
      record(what, id.apply(made), result.apply(made), requestIds.take(), null);
      return made;
    } catch (CloudException e) {
      String outcome = e.kind().outcomeUnknown() ? "unknown" : "failed";
      record(what, what.id(), outcome, e.requestId(), e.kind());
      throw e;
    } catch (RuntimeException e) {
      record(what, what.id(), "unknown", requestIds.take(), null);
      throw e;
    }
  }

  private void begin() {
    String job = MDC.get(JOB_OF_THREAD);
    if (job != null) {
      jobs.begun(job);
    }
  }

  private void record(
      What what,
      String id,
      String result,
      @Nullable String requestId,
      CloudException.@Nullable Kind failure) {
    String job = MDC.get(JOB_OF_THREAD);
    try {
      Map<String, String> details = new LinkedHashMap<>();
      details.put("cloud", what.cloud());
      details.put("kind", what.kind());
      put(details, "id", id);
      put(details, "name", what.name());
      put(details, "request-id", requestId == null ? "" : requestId);
      put(details, "failure", failure == null ? "" : failure.name().toLowerCase(Locale.ROOT));
      Optional<Job> of = job == null ? Optional.empty() : jobs.find(job);
      of.ifPresent(j -> details.put("requester", j.requester().id()));
      audit.append(
          new AuditEvent(
              clock.instant(),
              BOT,
              BOT,
              of.map(j -> j.place().guild()).orElse(""),
              "cloud." + what.verb(),
              job == null ? id : job,
              result,
              details));
    } catch (RuntimeException e) {
      // The effect exists whether it was written down or not; failing its job would undo it.
      LOG.error("audit of {} {} {} could not be written", what.verb(), what.kind(), id, e);
    }
  }

  private static void put(Map<String, String> details, String name, String value) {
    if (!value.isEmpty()) {
      details.put(name, value);
    }
  }

  private record What(String cloud, String verb, String kind, String id, String name) {}
}
