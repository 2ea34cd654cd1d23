package dev.snapclone.approval;

import dev.snapclone.access.Actor;
import dev.snapclone.approval.Approval.Decision;
import dev.snapclone.audit.AuditEvent;
import dev.snapclone.audit.AuditLog;
import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.ErrandHandler;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.NewJob;
import dev.snapclone.job.Outcome;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Asks for approvals and takes the answers. The plan is stored with its hash, so that what runs is
 * what was approved. Also the handler of the errand that lets an approval expire.
 */
public final class Approvals implements ErrandHandler {
  private final Jobs jobs;
  private final ApprovalStore store;
  private final ApprovalPolicy policy;
  private final Approvers approvers;
  private final AuditLog audit;
  private final InstantSource clock;

  /**
   * @param jobs stores the jobs
   * @param store keeps the questions and answers
   * @param policy when approval is asked
   * @param approvers says whether there is anybody to ask
   * @param audit gets a line per answer
   * @param clock decides what has expired
   */
  public Approvals(
      Jobs jobs,
      ApprovalStore store,
      ApprovalPolicy policy,
      Approvers approvers,
      AuditLog audit,
      InstantSource clock) {
    this.jobs = jobs;
    this.store = store;
    this.policy = policy;
    this.approvers = approvers;
    this.audit = audit;
    this.clock = clock;
  }

  /** Whether something needs approval. */
  public boolean asks(String what) {
    return policy.requiredFor(what) > 0;
  }

  /**
   * Stores a job and asks for its approval, or queues it when none is needed.
   *
   * @param job the job; whether it waits is decided here
   * @param what snapshot, clone, copy or delete
   * @throws Jobs.LockedException when it needs no approval and another job has what it needs
   */
  public Job submit(NewJob job, String what) {
    int required = policy.requiredFor(what);
    Job stored =
        jobs.submit(
            new NewJob(
                job.workflow(),
                job.invocation(),
                job.requester(),
                job.place(),
                job.cloud(),
                job.title(),
                required > 0 ? withWarning(job) : job.planText(),
                job.plan(),
                job.locks(),
                required > 0));
    ask(stored, required);
    return stored;
  }

  /**
   * The job that an invocation made before. The question whether it may run is asked here if the
   * process died before it could be.
   *
   * @param what snapshot, clone, copy or delete
   */
  public Optional<Job> earlier(String invocation, String what) {
    Optional<Job> job = jobs.findByInvocation(invocation);
    job.filter(it -> it.state() == JobState.WAITING_FOR_APPROVAL)
        .filter(it -> store.find(it.id()).isEmpty())
        .ifPresent(it -> ask(it, policy.requiredFor(what)));
    return job;
  }

  private void ask(Job stored, int required) {
    if (required > 0) {
      Instant until = stored.created().plus(policy.expireAfter());
      store.ask(
          Approval.ask(
              stored.id(),
              hash(stored.plan()),
              required,
              policy.fourEyes(),
              stored.requester().id(),
              until));
    }
  }

  /**
   * The plan's lines, and one more when only the requester could approve, so that nobody waits for
   * nothing.
   */
  private List<Text> withWarning(NewJob job) {
    if (!policy.fourEyes()
        || approvers.besides(job.requester(), job.place()) != Approvers.Others.NOBODY) {
      return job.planText();
    }
    List<Text> lines = new ArrayList<>(job.planText());
    lines.add(Text.of("approval.nobody-else"));
    return lines;
  }

  /** The approval of a job, if it needed one. */
  public Optional<Approval> find(String jobId) {
    return store.find(jobId);
  }

  /**
   * Takes a person's answer. Who may answer at all has been checked.
   *
   * @param job the job
   * @param who the person
   * @param yes yes or no
   * @param reason why, empty when not said
   * @return what became of it
   * @throws Jobs.LockedException when the yes would start it but another job has what it needs; the
   *     yes is not kept then
   */
  public Answered answer(Job job, Actor who, boolean yes, String reason) {
    Optional<Approval> asked = store.find(job.id());
    if (asked.isEmpty()) {
      return Answered.NOT_ASKED;
    }
    if (yes && !asked.get().planHash().equals(hash(job.plan()))) {
      return Answered.PLAN_CHANGED;
    }
    Decision decision = new Decision(who.id(), who.name(), yes, reason, clock.instant());
    ApprovalStore.Change change =
        store.update(job.id(), a -> a.answer(decision), Approvals::refusedOutcome);
    Answered answered = Answered.of(change, decision);
    audit.append(
        new AuditEvent(
            decision.at(),
            who.id(),
            who.name(),
            job.place().guild(),
            yes ? "approval.approve" : "approval.deny",
            job.id(),
            answered.name().toLowerCase(Locale.ROOT),
            reason.isEmpty() ? Map.of() : Map.of("reason", reason)));
    return answered;
  }

  /** What became of an answer. */
  public enum Answered {
    /** It was the last yes that was needed: the job is queued. */
    GRANTED,
    /** The yes counts; more people must say yes. */
    COUNTED,
    /** The no ended it. */
    DENIED,
    /** The time is over. */
    EXPIRED,
    /** It had been decided before. */
    DECIDED_BEFORE,
    /** Four eyes: the requester's own yes does not count. */
    OWN_YES,
    /** This person said yes before. */
    SAID_BEFORE,
    /** The stored plan is not the one that was asked about. */
    PLAN_CHANGED,
    /** The job needs no approval. */
    NOT_ASKED;

    private static Answered of(ApprovalStore.Change change, Decision decision) {
      Approval before = change.before();
      Approval after = change.after();
      if (before.state() != Approval.State.PENDING) {
        return DECIDED_BEFORE;
      }
      if (after.equals(before)) {
        boolean own = before.fourEyes() && decision.personId().equals(before.requesterId());
        return own ? OWN_YES : SAID_BEFORE;
      }
      return switch (after.state()) {
        case PENDING -> COUNTED;
        case GRANTED -> GRANTED;
        case DENIED -> DENIED;
        case EXPIRED, WITHDRAWN -> EXPIRED;
      };
    }
  }

  /** Lets the approval of a job expire when its time has come. */
  @Override
  public boolean carryOut(String jobId, String payload, int attempt) {
    Optional<Approval> asked = store.find(jobId);
    if (asked.isEmpty()) {
      return true;
    }
    Instant now = clock.instant();
    ApprovalStore.Change change =
        store.update(jobId, a -> a.expire(now), Approvals::refusedOutcome);
    return change.after().state() != Approval.State.PENDING;
  }

  private static Outcome refusedOutcome(Approval approval) {
    List<Text> lines = new ArrayList<>();
    if (approval.state() == Approval.State.EXPIRED) {
      lines.add(Text.of("approval.outcome.expired.next"));
      return new Outcome(
          Text.of("approval.outcome.expired", Arg.time(approval.expiresAt())),
          lines,
          List.of(),
          List.of(),
          Map.of());
    }
    List<Decision> decisions = approval.decisions();
    Decision last = decisions.get(decisions.size() - 1);
    if (!last.reason().isEmpty()) {
      lines.add(Text.of("approval.outcome.reason", Arg.quote(last.reason())));
    }
    lines.add(Text.of("approval.outcome.nothing-done"));
    return new Outcome(
        Text.of("approval.outcome.denied", Arg.person(last.personId())),
        lines,
        List.of(),
        List.of(),
        Map.of());
  }

  /** SHA-256 of a stored plan, hexadecimal. */
  static String hash(String plan) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(plan.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
