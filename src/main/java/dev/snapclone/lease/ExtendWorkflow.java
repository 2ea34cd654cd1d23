package dev.snapclone.lease;

import dev.snapclone.access.Actor;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.Steps;
import dev.snapclone.job.Workflow;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Keeps something longer than the settings allow, once that is approved. */
public final class ExtendWorkflow implements Workflow<ExtendPlan> {
  public static final JobKind<ExtendPlan> KIND =
      new JobKind<>("extend-v1", ExtendPlan.class, "extend");

  private final LeaseBook book;

  public ExtendWorkflow(LeaseBook book) {
    this.book = book;
  }

  @Override
  public JobKind<ExtendPlan> kind() {
    return KIND;
  }

  @Override
  public Supplier<Outcome> run(ExtendPlan plan, Steps steps) {
    steps.shown(Text.of("lease.step.recheck")).check("recheck", () -> recheck(plan));
    steps
        .shown(Text.of("lease.step.extend"))
        .perform(
            "extend",
            () -> {
              Actor who = find(steps.jobId(), plan).requester();
              book.until(find(plan.job(), plan), plan.until(), who, steps.jobId());
            });
    return () -> new Outcome(said(plan), List.of(), List.of(), List.of(), Map.of());
  }

  @Override
  public List<Text> lastingEffects(ExtendPlan plan, Set<String> done) {
    return done.contains("extend") ? List.of(said(plan)) : List.of();
  }

  private static Text said(ExtendPlan plan) {
    return plan.until() == null
        ? Text.of("lease.kept", Arg.name(plan.name()))
        : Text.of("lease.extended", Arg.name(plan.name()), Arg.date(plan.until()));
  }

  private void recheck(ExtendPlan plan) {
    book.require(find(plan.job(), plan));
    if (plan.until() != null && !plan.until().isAfter(book.clock().instant())) {
      throw ExplainedFailure.of("lease.until-past", Arg.name(plan.name()), Arg.date(plan.until()));
    }
  }

  private Job find(String id, ExtendPlan plan) {
    return book.jobs()
        .apply(id)
        .orElseThrow(
            () -> ExplainedFailure.of("lease.none", Arg.code(plan.job()), Arg.name(plan.name())));
  }
}
