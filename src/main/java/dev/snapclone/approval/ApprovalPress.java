package dev.snapclone.approval;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Role;
import dev.snapclone.access.RuleBook;
import dev.snapclone.command.Authorization;
import dev.snapclone.command.Dialogue;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.JobPress;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import java.util.List;
import java.util.Optional;

/**
 * {@code Approve} or {@code Deny} on a waiting job. Rights are checked when it is pressed, not when
 * it is shown. A denial asks for its reason in a dialogue, an approval only if the policy requires
 * one.
 */
public final class ApprovalPress implements JobPress {
  private static final int LONGEST_REASON = 500;

  private final boolean yes;
  private final boolean why;
  private final Approvals approvals;
  private final RuleBook rules;
  private final Authorization rights;

  private ApprovalPress(
      boolean yes, boolean why, Approvals approvals, RuleBook rules, Authorization rights) {
    this.yes = yes;
    this.why = why;
    this.approvals = approvals;
    this.rules = rules;
    this.rights = rights;
  }

  /**
   * {@code Approve} and {@code Deny}, each also in a variant that requires a reason.
   *
   * @param rules who may answer without the role
   */
  public static List<ApprovalPress> all(Approvals approvals, RuleBook rules, Authorization rights) {
    return List.of(
        new ApprovalPress(true, false, approvals, rules, rights),
        new ApprovalPress(true, true, approvals, rules, rights),
        new ApprovalPress(false, false, approvals, rules, rights),
        new ApprovalPress(false, true, approvals, rules, rights));
  }

  @Override
  public String name() {
    return AskedQuestion.press(yes, why);
  }

  /** Decided per job, since a rule may name people without the role. */
  @Override
  public Role role() {
    return Role.NONE;
  }

  @Override
  public Optional<Dialogue> dialogue(Invocation invocation, Role highest) {
    boolean opens = why || !yes;
    boolean perhaps = highest.covers(Role.APPROVER) || rules.namesAsApprover(invocation.actor());
    return opens && perhaps
        ? Optional.of(
            new Dialogue(
                Text.of(yes ? "approval.reason.approve" : "approval.reason.deny"),
                Invocation.REASON,
                Text.of("approval.reason.label"),
                why,
                LONGEST_REASON))
        : Optional.empty();
  }

  @Override
  public Reply press(Invocation invocation, Job job) {
    AskedQuestion question = AskedQuestion.parse(invocation.option(Invocation.TARGET).orElse(""));
    Arg id = Arg.code(job.id());
    Answered answered =
        approvals.answer(
            job,
            question.round(),
            invocation.actor(),
            yes,
            invocation.option(Invocation.REASON).orElse(""),
            invocation.id());
    return switch (answered) {
      case GRANTED -> granted(job);
      case COUNTED -> Reply.of(Reply.Tone.SUCCESS, Text.of("approval.counted", id));
      case DENIED -> Reply.of(Reply.Tone.SUCCESS, Text.of("approval.denied", id));
      case EXPIRED -> throw ExplainedFailure.of("approval.expired", id);
      case DECIDED_BEFORE -> decidedBefore(job, invocation.actor());
      case OWN_YES -> throw ownYes(job, id);
      case SAID_BEFORE ->
          Reply.of(
              Reply.Tone.INFO,
              Text.of("approval.said-before", id),
              Text.of("approval.said-before.next"));
      case PLAN_CHANGED -> throw ExplainedFailure.of("approval.plan-changed", id);
      case NOT_ASKED -> throw ExplainedFailure.of("approval.not-asked", id);
      case NO_REASON -> throw ExplainedFailure.of("approval.no-reason", id);
      case REQUEST_WITHOUT_REASON ->
          throw ExplainedFailure.of("approval.request-without-reason", id);
      case FORBIDDEN -> throw ExplainedFailure.of("approval.forbidden", id);
      case NOT_ALLOWED ->
          throw invocation.actor().id().equals(job.requester().id())
              ? own(job, id)
              : notAllowed(job, id);
    };
  }

  private Reply granted(Job job) {
    Reply granted = Reply.of(Reply.Tone.SUCCESS, Text.of("approval.granted", Arg.code(job.id())));
    return approvals
        .inTheWayOf(job)
        .map(other -> granted.with(Text.of("approval.granted.waits", Arg.code(other.id()))))
        .orElse(granted);
  }

  /**
   * Who decided and when.
   *
   * @throws ExplainedFailure unless this person did, and pressed the same once more
   */
  private Reply decidedBefore(Job job, Actor who) {
    Arg id = Arg.code(job.id());
    List<Approval.Decision> decisions =
        approvals.find(job.id()).map(Approval::decisions).orElse(List.of()).stream()
            .filter(Approval.Decision::counts)
            .toList();
    if (decisions.stream().anyMatch(it -> it.personId().equals(who.id()) && it.yes() == yes)) {
      return Reply.of(
          Reply.Tone.INFO, Text.of(yes ? "approval.said-before" : "approval.denied-before", id));
    }
    List<Text> lines =
        decisions.stream()
            .map(
                it ->
                    Text.of(
                        it.yes() ? "details.approved" : "details.denied",
                        Arg.person(it.personId()),
                        Arg.date(it.at())))
            .toList();
    throw lines.isEmpty()
        ? ExplainedFailure.of("approval.decided-before", id)
        : new ExplainedFailure(Text.of("approval.decided-before", id), lines);
  }

  /** Their no would be a cancellation, which they find elsewhere. */
  private ExplainedFailure own(Job job, Arg id) {
    return yes ? ownYes(job, id) : new ExplainedFailure(Text.of("approval.own-no", id));
  }

  private ExplainedFailure ownYes(Job job, Arg id) {
    return ExplainedFailure.of("approval.own-yes", id, Arg.text(others(job)));
  }

  /** Who else may approve a job, by the names of their roles. */
  private Text others(Job job) {
    List<String> only = approvals.find(job.id()).map(a -> a.terms().approvers()).orElse(List.of());
    List<String> named =
        only.isEmpty() ? rights.access().holders(Role.APPROVER, job.place(), job.cloud()) : only;
    return named.isEmpty()
        ? Text.of("approval.others.admin")
        : Text.of(
            named.size() == 1 ? "approval.others.one" : "approval.others",
            Arg.name(rights.names().list(job.place().guild(), named)));
  }

  private ExplainedFailure notAllowed(Job job, Arg id) {
    String only =
        approvals
            .find(job.id())
            .map(
                a -> a.terms().approversInWords(one -> rights.names().of(job.place().guild(), one)))
            .orElse("");
    return only.isEmpty()
        ? rights.askingInstead(job.place(), Role.APPROVER, job.cloud())
        : ExplainedFailure.of("approval.not-allowed", id, Arg.name(only));
  }
}
