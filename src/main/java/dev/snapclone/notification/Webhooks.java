package dev.snapclone.notification;

import dev.snapclone.approval.Approval;
import dev.snapclone.approval.ApprovalStore;
import dev.snapclone.approval.AskedQuestion;
import dev.snapclone.audit.AuditEvent;
import dev.snapclone.audit.AuditLog;
import dev.snapclone.config.ProxySettings;
import dev.snapclone.config.WebhookSettings;
import dev.snapclone.i18n.PlainText;
import dev.snapclone.job.ErrandHandler;
import dev.snapclone.job.Errands;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends events about jobs and approvals to the configured receivers. Each delivery is an errand of
 * its own, tried again for a day. A receiver gets one at a time, so that a dead one holds at most
 * one thread.
 */
public final class Webhooks implements ErrandHandler {
  private static final Duration GIVE_UP_AFTER = Duration.ofDays(1);
  private static final String BOT = "snapclone";
  private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);

  private final Jobs jobs;
  private final ApprovalStore approvals;
  private final Errands errands;
  private final AuditLog audit;
  private final InstantSource clock;
  private final WebhookEvents events;
  private final WebhookClient client;
  private final Map<String, Receiver> receivers = new LinkedHashMap<>();

  /**
   * What is sent, and how.
   *
   * @param link the address of a job's card; null when it has none
   */
  public record Sending(
      List<WebhookSettings> to,
      ProxySettings proxy,
      PlainText plain,
      Function<Job, @Nullable String> link) {}

  private record Receiver(WebhookSettings settings, Semaphore lane, AtomicBoolean failing) {}

  public Webhooks(
      Jobs jobs,
      ApprovalStore approvals,
      Errands errands,
      AuditLog audit,
      InstantSource clock,
      Sending sending) {
    this.jobs = jobs;
    this.approvals = approvals;
    this.errands = errands;
    this.audit = audit;
    this.clock = clock;
    this.events = new WebhookEvents(sending.plain(), sending.link());
    this.client = new WebhookClient(sending.proxy());
    sending
        .to()
        .forEach(
            it -> receivers.put(key(it), new Receiver(it, new Semaphore(1), new AtomicBoolean())));
  }

  /** Tells a receiver from others, whatever its place in the configuration. */
  private static String key(WebhookSettings settings) {
    byte[] url = settings.url().toString().getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(url).toString();
  }

  /** Stores the deliveries of a job's end, before it is told in the chat. */
  public ErrandHandler beforeOutcomes(ErrandHandler teller) {
    return (id, payload, attempt) -> {
      jobs.find(id).filter(job -> job.state().terminal()).ifPresent(this::ended);
      return teller.carryOut(id, payload, attempt);
    };
  }

  private void ended(Job job) {
    boolean failed = job.state() == JobState.FAILED || job.state() == JobState.NEEDS_ATTENTION;
    Instant ended = Optional.ofNullable(job.progress().ended()).orElseGet(clock::instant);
    for (Map.Entry<String, Receiver> receiver : receivers.entrySet()) {
      boolean apart =
          failed && receiver.getValue().settings().events().contains(WebhookSettings.JOB_FAILED);
      String event = apart ? WebhookSettings.JOB_FAILED : WebhookSettings.JOB_ENDED;
      offer(receiver, event, event + "-" + job.id(), ended, job, null);
    }
  }

  /** Stores the deliveries of an approval's news, before approvers are told. */
  public ErrandHandler beforeApprovals(ErrandHandler teller) {
    return (id, payload, attempt) -> {
      AskedQuestion question = AskedQuestion.parse(id.substring(0, id.lastIndexOf(':')));
      Job job = jobs.find(question.jobId()).orElse(null);
      Approval approval =
          approvals
              .find(question.jobId())
              .filter(it -> it.round() == question.round() && it.state().name().equals(payload))
              .orElse(null);
      if (job != null && approval != null) {
        news(job, approval);
      }
      return teller.carryOut(id, payload, attempt);
    };
  }

  private void news(Job job, Approval approval) {
    String event =
        approval.state() == Approval.State.PENDING
            ? WebhookSettings.APPROVAL_WAITING
            : WebhookSettings.APPROVAL_DECIDED;
    String id = event + "-" + job.id() + "-" + approval.round();
    receivers
        .entrySet()
        .forEach(receiver -> offer(receiver, event, id, clock.instant(), job, approval));
  }

  private void offer(
      Map.Entry<String, Receiver> receiver,
      String event,
      String id,
      Instant time,
      Job job,
      @Nullable Approval approval) {
    if (receiver.getValue().settings().events().contains(event)) {
      String json = events.write(id, event, time, job, approval);
      errands.offer(Errands.Kind.WEBHOOK, id + "/" + receiver.getKey(), json, clock.instant());
    }
  }

  /** Delivers an event. */
  @Override
  public boolean carryOut(String id, String payload, int attempt) {
    int slash = id.indexOf('/');
    String event = id.substring(0, slash);
    Receiver receiver = receivers.get(id.substring(slash + 1));
    if (receiver == null) {
      LOG.info("event {} is not sent: its webhook is no longer configured", event);
      return true;
    }
    if (!receiver.lane().tryAcquire()) {
      return overdue(receiver, event, payload);
    }
    try {
      return delivered(receiver, event, payload) || overdue(receiver, event, payload);
    } finally {
      receiver.lane().release();
    }
  }

  private boolean delivered(Receiver receiver, String event, String payload) {
    String why;
    try {
      int status = client.send(receiver.settings(), event, payload, clock.instant());
      if (status >= 200 && status < 300) {
        if (receiver.failing().getAndSet(false)) {
          LOG.info("webhook {} takes events again", receiver.settings().shown());
        }
        return true;
      }
      why = "it answered " + status;
    } catch (IOException e) {
      why = String.valueOf(e.getMessage());
    }
    if (!receiver.failing().getAndSet(true)) {
      LOG.warn("webhook {} takes no events: {}", receiver.settings().shown(), why);
    }
    return false;
  }

  /** Gives an event up once it is too old. */
  private boolean overdue(Receiver receiver, String event, String payload) {
    Instant now = clock.instant();
    WebhookEvents.Written written = WebhookEvents.read(payload);
    if (now.isBefore(written.time().plus(GIVE_UP_AFTER))) {
      return false;
    }
    String to = receiver.settings().shown();
    LOG.error("event {} was tried for {} at webhook {} and is given up", event, GIVE_UP_AFTER, to);
    audit.append(
        new AuditEvent(
            now,
            BOT,
            BOT,
            written.guild(),
            "webhook.given-up",
            written.job(),
            "failed",
            Map.of("webhook", to, "event", event)));
    return true;
  }
}
