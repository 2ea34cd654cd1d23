package dev.snapclone.approval;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Actor;
import dev.snapclone.access.NamePattern;
import dev.snapclone.access.Place;
import dev.snapclone.access.RequestedAction;
import dev.snapclone.access.Role;
import dev.snapclone.access.RuleBook;
import dev.snapclone.access.Terms;
import dev.snapclone.approval.Approval.Decision;
import dev.snapclone.audit.AuditLog;
import dev.snapclone.command.Authorization;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.ErrandHandler;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobOrigin;
import dev.snapclone.job.JobPlan;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.NewJob;
import dev.snapclone.job.OutlineStep;
import dev.snapclone.job.PlanChanged;
import dev.snapclone.job.PlanLine;
import dev.snapclone.job.Reason;
import dev.snapclone.job.StartGate;
import dev.snapclone.job.Timing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks for approvals and takes the answers. The plan is stored with its hash, so that only the
 * approved plan runs; a changed plan is asked about again. Also handles the errand that lets an
 * approval expire.
 */
public final class Approvals implements ErrandHandler, StartGate {
  private final Jobs jobs;
  private final ApprovalStore store;
  private final AccessPolicy access;
  private final Policy policy;
  private final Approvers approvers;
  private final EnoughApprovers enough;
  private final ApprovalHistory history;
  private final InstantSource clock;
  private final Beforehand beforehand;

  /**
   * @param access who has which role
   * @param policy who may request what, and what that needs
   * @param approvers tells whether there is anybody to ask
   */
  public Approvals(
      Jobs jobs,
      ApprovalStore store,
      AccessPolicy access,
      Policy policy,
      Approvers approvers,
      AuditLog audit,
      InstantSource clock) {
    this.jobs = jobs;
    this.store = store;
    this.access = access;
    this.policy = policy;
    this.approvers = approvers;
    this.enough = new EnoughApprovers(access, approvers);
    this.history = new ApprovalHistory(audit, clock);
    this.clock = clock;
    this.beforehand = new Beforehand(jobs, store, history);
  }

  /**
   * Stores a job and asks for its approval, or queues it when none is needed.
   *
   * @param job whether it waits is decided here
   * @param action what the rules judge
   * @param alongside stores what belongs to the job, in the same transaction
   * @throws ExplainedFailure when this person may not request it there
   * @throws Jobs.LockedException when it needs no approval and another job has what it needs
   */
  public Job submit(NewJob job, RequestedAction action, Consumer<Job> alongside) {
    RequestedAction now = policy.now(action);
    JobOrigin origin = job.origin();
    Reason reason = origin.reason();
    RuleBook.Verdict verdict = allowed(origin.requester(), origin.place(), reason, now);
    Terms terms = verdict.terms();
    return jobs.submit(
        new NewJob(
            reason == null ? origin : origin.because(policy.linked(verdict, reason)),
            job.work().with(now),
            lines(job, now, terms),
            job.plan(),
            terms.required() > 0),
        fresh -> {
          ask(fresh, terms);
          alongside.accept(fresh);
        });
  }

  /** Stores a job that was agreed to beforehand, unless a rule denies it to everybody. */
  public Job submitAgreed(NewJob job, RequestedAction action) {
    Place place = job.origin().place();
    RuleBook.Verdict verdict = policy.judge(policy.now(action), job.origin().requester(), place);
    if (verdict.answer() == RuleBook.Answer.DENIED) {
      policy.requireAllowed(verdict, place, job.origin().reason());
    }
    return jobs.submit(job);
  }

  /** As {@link Beforehand#submit}. */
  public Job submitBeforehand(NewJob job, RequestedAction action, String approved) {
    RequestedAction now = policy.now(action);
    JobOrigin origin = job.origin();
    Terms terms = allowed(origin.requester(), origin.place(), origin.reason(), now).terms();
    return beforehand
        .submit(job, now, terms, approved)
        .orElseGet(() -> submit(job, action, stored -> {}));
  }

  /** What its approvers read. */
  private List<PlanLine> lines(NewJob job, RequestedAction action, Terms terms) {
    if (terms.required() == 0) {
      return job.lines();
    }
    List<PlanLine> lines = new ArrayList<>(enough.withWarning(job, terms));
    JobOrigin origin = job.origin();
    if (policy.strictForUnknownName(action, origin.requester(), origin.place(), terms)) {
      lines.add(0, PlanLine.warning(Text.of("approval.line-unknown")));
    }
    return lines;
  }

  /** Without a question the job would wait forever. */
  private void ask(Job job, Terms terms) {
    if (terms.required() > 0) {
      store.ask(
          Approval.ask(
              job.id(),
              PlanHash.of(job.plan().json()),
              terms,
              job.requester().id(),
              job.created()));
    }
  }

  /**
   * What a job needs, if this person may request it there.
   *
   * @param reason why; null when nothing was said
   * @throws ExplainedFailure when they may not, or not for that reason
   */
  public Terms requireAllowed(
      Actor requester, Place place, @Nullable Reason reason, RequestedAction action) {
    return allowed(requester, place, reason, policy.now(action)).terms();
  }

  /** Whether the rules want another reason than is given, by names that were read before. */
  public boolean wantsReason(Job about, RequestedAction likely, @Nullable Reason given) {
    return Policy.lacksReason(policy.judge(likely, about.requester(), about.place()), given);
  }

  private RuleBook.Verdict allowed(
      Actor requester, Place place, @Nullable Reason reason, RequestedAction action) {
    if (!access.roleOf(requester, place, action.cloud()).covers(Role.OPERATOR)) {
      throw ExplainedFailure.of("approval.policy.cloud", Arg.name(action.cloud()));
    }
    RuleBook.Verdict verdict = policy.judge(action, requester, place);
    policy.requireAllowed(verdict, place, reason);
    return verdict;
  }

  /** Who may do what, and how that is called in each guild. */
  public Authorization rights() {
    return new Authorization(access, policy.names());
  }

  /** The approval of a job; empty when it needed none. */
  public Optional<Approval> find(String jobId) {
    return store.find(jobId);
  }

  /** A reason as it is stored for a job: where it names a ticket, with the address of it. */
  public Reason linked(Job job, Reason reason) {
    return policy.judgeAgain(job).map(now -> policy.linked(now, reason)).orElse(reason);
  }

  /** The job that a queued one waits for; empty when it has all that it needs. */
  Optional<Job> inTheWayOf(Job job) {
    return job.work().locks().stream()
        .flatMap(lock -> jobs.holder(lock).stream())
        .filter(other -> !other.id().equals(job.id()))
        .findFirst();
  }

  /**
   * Takes a person's answer.
   *
   * @param round the round of the question that was answered
   * @param who the person, with current roles
   * @param reason empty when not given
   * @param press id of the press; repeated after a crash or a lost answer of the database, it gets
   *     its first result
   */
  public Answered answer(Job job, int round, Actor who, boolean yes, String reason, String press) {
    Answered answered = answered(job, round, who, yes, reason, press);
    history.answered(job, who, yes, reason, answered);
    return answered;
  }

  private Answered answered(
      Job job, int round, Actor who, boolean yes, String reason, String press) {
    Optional<Approval> found = store.find(job.id());
    if (found.isEmpty()) {
      return Answered.NOT_ASKED;
    }
    Optional<RuleBook.Verdict> now = policy.judgeAgain(job);
    Approval asked = now.map(RuleBook.Verdict::terms).map(found.get()::raised).orElse(found.get());
    Optional<Decision> earlier = asked.givenBy(press);
    if (earlier.isPresent()) {
      return Answered.earlier(asked, earlier.get());
    }
    if (!mayDecide(job, asked, who, yes)) {
      return Answered.NOT_ALLOWED;
    }
    boolean said = NamePattern.hasVisibleText(reason);
    if (asked.state() == Approval.State.PENDING) {
      // The plan's hash identifies what people saw; the round, when they saw it.
      if (asked.round() != round
          || (yes && !asked.planHash().equals(PlanHash.of(job.plan().json())))) {
        return Answered.PLAN_CHANGED;
      }
      if (yes && now.filter(v -> v.answer() != RuleBook.Answer.ALLOWED).isPresent()) {
        return Answered.FORBIDDEN;
      }
      if (yes && now.filter(v -> Policy.lacksReason(v, job.reason())).isPresent()) {
        return Answered.REQUEST_WITHOUT_REASON;
      }
      if (!said && asked.terms().reasons().requiredFor(yes)) {
        return Answered.NO_REASON;
      }
    }
    String why = said ? reason.strip() : "";
    Decision decision = new Decision(who.id(), who.name(), yes, why, clock.instant(), true, press);
    ApprovalStore.Change change =
        store.update(
            job.id(),
            // Asked again in the meantime, so nobody has answered this question.
            a -> a.round() == asked.round() ? a.raised(asked.terms()).answer(decision) : a,
            RefusedOutcome::of);
    return change.before().round() == asked.round()
        ? Answered.of(change, decision)
        : Answered.PLAN_CHANGED;
  }

  /**
   * Whether a person may answer: those named by the rule, else those with the approver role for the
   * job's place and cloud. A no of an admin always counts.
   */
  public boolean mayDecide(Job job, Approval asked, Actor who, boolean yes) {
    return access.mayApprove(who, job.place(), job.cloud(), asked.terms())
        || (!yes && access.roleOf(who, job.place(), job.cloud()) == Role.ADMIN);
  }

  @Override
  public boolean mayStart(Job job) {
    Optional<Approval> found = store.find(job.id());
    if (found.isEmpty()) {
      return true;
    }
    Approval asked = found.get();
    Instant now = clock.instant();
    if (asked.state() != Approval.State.GRANTED
        || !asked.planHash().equals(PlanHash.of(job.plan().json()))) {
      List<Text> why = List.of(Text.of("approval.again.not-approved"));
      String hash = PlanHash.of(job.plan().json());
      return !store.reopen(job, a -> a.askAgain(hash, a.terms(), why, now), null);
    }
    if (asked.givenBeforehand()) {
      return true;
    }
    Set<String> lost = new LinkedHashSet<>();
    for (String giver : asked.givers()) {
      boolean still =
          approvers
              .member(job.place().guild(), giver)
              .filter(who -> mayDecide(job, asked, who, true))
              .isPresent();
      if (!still) {
        lost.add(giver);
      }
    }
    if (lost.isEmpty()) {
      return true;
    }
    List<Text> why =
        lost.stream().map(id -> Text.of("approval.again.lost-role", Arg.person(id))).toList();
    // If this fails, the job was cancelled or taken over; its first step finds out.
    boolean waits = store.reopen(job, a -> a.without(lost, why, now), null);
    if (waits) {
      history.changed(job, "approval.lost", String.join(",", lost));
    }
    return !waits;
  }

  @Override
  public boolean asksAgain(Job job, PlanChanged changed, String plan, List<OutlineStep> outline) {
    if (store.find(job.id()).isEmpty()) {
      return false;
    }
    // The original's names were just read again, as before every approved action.
    RequestedAction known = job.work().action();
    RequestedAction action =
        known == null
            ? changed.action()
            : changed.action().with(known.instances()).running(known.os());
    RuleBook.Verdict verdict = policy.judge(action, job.requester(), job.place());
    if (verdict.answer() != RuleBook.Answer.ALLOWED || Policy.lacksReason(verdict, job.reason())) {
      return false;
    }
    Terms terms = verdict.terms().atLeastOne();
    Instant now = clock.instant();
    boolean waits =
        store.reopen(
            job.with(action),
            a -> a.askAgain(PlanHash.of(plan), terms, changed.differences(), now),
            new JobPlan(plan, changed.planLines(), outline, Timing.of(changed.plan())));
    if (waits) {
      history.changed(job, "approval.asked-again", changed.what().key());
    }
    return waits;
  }

  @Override
  public boolean stillAllowed(Job job) {
    RequestedAction then = job.work().action();
    if (then == null) {
      return true;
    }
    RequestedAction now = policy.now(then);
    RuleBook.Verdict verdict = policy.judge(now, job.requester(), job.place());
    policy.requireAllowed(verdict, job.place(), job.reason());
    Text why = Policy.difference(then.instances(), now.instances());
    Optional<Approval> found = store.find(job.id());
    if (found.isEmpty() && verdict.terms().required() > 0) {
      throw new ExplainedFailure(why, Text.of("approval.again.ask-anew"));
    }
    if (found.isEmpty() || found.get().terms().covers(verdict.terms())) {
      return true;
    }
    Terms both = found.get().terms().and(verdict.terms());
    Instant at = clock.instant();
    boolean waits =
        store.reopen(job.with(now), a -> a.askAgain(a.planHash(), both, List.of(why), at), null);
    if (waits) {
      history.changed(job, "approval.asked-again", why.key());
    }
    return !waits;
  }

  /**
   * Raises open questions to the current rules, since the configuration may have become stricter.
   */
  public void raiseOpenQuestions() {
    for (Job job : jobs.open()) {
      Optional<Terms> now = policy.judgeAgain(job).map(RuleBook.Verdict::terms);
      if (job.state() == JobState.WAITING_FOR_APPROVAL
          && now.isPresent()
          && store.find(job.id()).isPresent()) {
        store.update(job.id(), a -> a.raised(now.get()), RefusedOutcome::of);
      }
    }
  }

  /** Expires one round of an approval when its time has come. */
  @Override
  public boolean carryOut(String id, String payload, int attempt) {
    AskedQuestion question = AskedQuestion.parse(id);
    if (store.find(question.jobId()).isEmpty()) {
      return true;
    }
    Instant now = clock.instant();
    ApprovalStore.Change change =
        store.update(
            question.jobId(),
            a -> a.round() == question.round() ? a.expire(now) : a,
            RefusedOutcome::of);
    return change.after().round() != question.round()
        || change.after().state() != Approval.State.PENDING;
  }
}
