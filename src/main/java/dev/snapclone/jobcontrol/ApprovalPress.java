package dev.snapclone.jobcontrol;

import dev.snapclone.access.Role;
import dev.snapclone.approval.Approval;
import dev.snapclone.approval.Approvals;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Press;
import dev.snapclone.command.Refusal;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.job.Jobs;
import dev.snapclone.procedure.JobTargets;

/**
 * {@code Approve} or {@code Deny} on a job that waits. Who may answer is decided when pressed, not
 * when shown.
 */
public final class ApprovalPress implements Press {
  private final boolean yes;
  private final JobTargets targets;
  private final Approvals approvals;

  private ApprovalPress(boolean yes, Jobs jobs, Approvals approvals) {
    this.yes = yes;
    this.targets = new JobTargets(jobs);
    this.approvals = approvals;
  }

  /** {@code Approve}. */
  public static ApprovalPress approve(Jobs jobs, Approvals approvals) {
    return new ApprovalPress(true, jobs, approvals);
  }

  /** {@code Deny}. */
  public static ApprovalPress deny(Jobs jobs, Approvals approvals) {
    return new ApprovalPress(false, jobs, approvals);
  }

  @Override
  public String name() {
    return yes ? "approve" : "deny";
  }

  @Override
  public Role role() {
    return Role.APPROVER;
  }

  @Override
  public Reply press(Invocation invocation) {
    Job job = targets.of(invocation);
    Arg id = Arg.code(job.id());
    Approvals.Answered answered;
    try {
      answered = approvals.answer(job, invocation.actor(), yes, "");
    } catch (Jobs.LockedException e) {
      throw new Refusal(
          Text.of("approval.locked", id, Arg.code(e.holder())), Text.of("approval.locked.next"));
    }
    return switch (answered) {
      case GRANTED ->
          Reply.of(
              Reply.Tone.SUCCESS,
              Text.of("approval.granted", id),
              Text.of("approval.granted.next"));
      case COUNTED ->
          Reply.of(Reply.Tone.SUCCESS, Text.of("approval.counted", id, Arg.number(missing(job))));
      case DENIED -> Reply.of(Reply.Tone.SUCCESS, Text.of("approval.denied", id));
      case EXPIRED -> throw refusal("approval.expired", id);
      case DECIDED_BEFORE -> throw refusal("approval.decided-before", id);
      case OWN_YES -> throw refusal("approval.own-yes", id);
      case SAID_BEFORE -> throw refusal("approval.said-before", id, Arg.number(missing(job)));
      case PLAN_CHANGED -> throw refusal("approval.plan-changed", id);
      case NOT_ASKED -> throw refusal("approval.not-asked", id);
    };
  }

  private long missing(Job job) {
    return approvals.find(job.id()).map(Approval::missing).orElse(0);
  }

  private static Refusal refusal(String key, Arg... args) {
    return new Refusal(Text.of(key, args), Text.of(key + ".next", args));
  }
}
