package dev.snapclone.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.snapclone.audit.AuditEvent;
import dev.snapclone.audit.AuditLog;
import dev.snapclone.audit.AuditTrail;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.ErrandHandler;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobListener;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.Outcome;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Audits the start and end of each job once, even after a crash. The start is written before the
 * job's first change in a cloud; the end by the errand that reports it, which was stored in the
 * transaction that ended the job. Never fails a job.
 */
final class JobAudit implements JobListener {
  /** The bot itself, in place of a person's id. */
  static final String BOT = "snapclone";

  private static final Logger LOG = LoggerFactory.getLogger(JobAudit.class);
  private static final String START = "job.start";
  private static final String END = "job.end";

  private final Function<String, Optional<Job>> jobs;
  private final AuditLog audit;
  private final AuditTrail trail;
  private final Executor work;

  /** Saves a lookup whether it is written; losing an entry only costs that lookup. */
  private final Cache<String, Boolean> written = Caffeine.newBuilder().maximumSize(10_000).build();

  /**
   * @param work where a listener's work is done
   */
  JobAudit(Function<String, Optional<Job>> jobs, AuditLog audit, AuditTrail trail, Executor work) {
    this.jobs = jobs;
    this.audit = audit;
    this.trail = trail;
    this.work = work;
  }

  Optional<Job> find(String id) {
    return jobs.apply(id);
  }

  @Override
  public void jobChanged(String jobId) {
    if (written.getIfPresent(START + jobId) == null) {
      work.execute(() -> begun(jobId));
    }
  }

  /** Writes that a job has started, unless it has not or that is written. */
  void begun(String jobId) {
    if (written.getIfPresent(START + jobId) != null) {
      return;
    }
    try {
      jobs.apply(jobId).ifPresent(this::start);
    } catch (RuntimeException e) {
      LOG.error("audit of the start of job {} could not be written", jobId, e);
    }
  }

  private void start(Job job) {
    Instant started = job.progress().started();
    if (started != null) {
      once(START, job, started, "ok", Map.of());
    }
  }

  /** Writes the end before it is reported. */
  ErrandHandler before(ErrandHandler teller) {
    return (id, payload, attempt) -> {
      try {
        jobs.apply(id).ifPresent(this::end);
      } catch (RuntimeException e) {
        LOG.error("audit of the end of job {} could not be written", id, e);
      }
      return teller.carryOut(id, payload, attempt);
    };
  }

  private void end(Job job) {
    Instant ended = job.progress().ended();
    if (ended == null) {
      return;
    }
    start(job);
    Map<String, String> more = new LinkedHashMap<>();
    Outcome outcome = job.outcome();
    if (outcome != null) {
      more.put("outcome", outcome.headline().key());
      outcome.made().forEach(r -> more.merge("made", r.kind() + " " + r.id(), JobAudit::joined));
      outcome.left().forEach(r -> more.merge("left", r.kind() + " " + r.id(), JobAudit::joined));
    }
    if (job.progress().cancelledBy() != null) {
      more.put("cancelled-by", job.progress().cancelledBy().id());
    }
    once(END, job, ended, job.state().name().toLowerCase(Locale.ROOT).replace('_', '-'), more);
  }

  private static String joined(String one, String other) {
    return one + ", " + other;
  }

  /** Synchronized against a second thread; two processes never run one job at once. */
  private synchronized void once(
      String action, Job job, Instant at, String result, Map<String, String> more) {
    if (written.getIfPresent(action + job.id()) != null || trail.has(action, job.id())) {
      written.put(action + job.id(), true);
      return;
    }
    Map<String, String> details = new LinkedHashMap<>(more);
    details.put("workflow", job.workflow());
    details.put("cloud", job.cloud());
    details.put("requester", job.requester().id());
    details.put("requester-name", job.requester().name());
    if (job.reason() != null) {
      details.put("reason", job.reason().text());
    }
    Set<String> about = new LinkedHashSet<>();
    named(job.title(), about);
    details.put("about", String.join(", ", about));
    details.put(
        "resources",
        String.join(", ", job.work().locks().stream().map(LockKey::resource).toList()));
    audit.append(
        new AuditEvent(at, BOT, BOT, job.place().guild(), action, job.id(), result, details));
    written.put(action + job.id(), true);
  }

  /** Collects the names and ids in a job's title. */
  private static void named(Text title, Set<String> names) {
    for (Arg arg : title.args()) {
      if (arg.kind() == Arg.Kind.NAME || arg.kind() == Arg.Kind.CODE) {
        names.add(arg.value());
      } else if (arg.kind() == Arg.Kind.TEXT) {
        named(Objects.requireNonNull(arg.text()), names);
      }
    }
  }
}
