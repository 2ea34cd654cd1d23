package dev.snapclone.lease;

import dev.snapclone.access.RequestedAction;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.Lease;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.PlanLine;
import dev.snapclone.procedure.RequestedActions;
import dev.snapclone.request.ExclusiveJobs;
import dev.snapclone.request.JobRequest;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps something longer: at once within the limit, beyond it by a job that asks for approval. */
public record Extension(LeaseBook book, LeaseTerms terms, ExclusiveJobs exclusive) {
  private static final String PURPOSE = "extend-lease";

  /**
   * Changes when something ends, or asks for that.
   *
   * @param until null for never
   */
  Reply to(Invocation press, Job job, @Nullable Instant until) {
    Optional<Instant> latest = terms.latest(job);
    boolean within = latest.isEmpty() || (until != null && !until.isAfter(latest.get()));
    if (!within) {
      return exclusive.request(
          PURPOSE, job, press, cloud -> request(cloud, job, until, latest.orElseThrow()));
    }
    Lease lease = book.until(job, until, press.actor(), press.interaction());
    Arg name = Arg.name(Leased.of(job).map(Leased::name).orElse(job.id()));
    return Reply.of(
        Reply.Tone.SUCCESS,
        lease.ends() == null
            ? Text.of("lease.kept", name)
            : Text.of("lease.extended", name, Arg.date(lease.ends())));
  }

  /** Whether somebody has yet to approve that it is kept longer. */
  boolean asked(Job job) {
    return exclusive.of(PURPOSE, job.id()).open().isPresent();
  }

  private JobRequest request(Cloud cloud, Job job, @Nullable Instant until, Instant latest) {
    Lease lease = book.require(job);
    Leased thing = Leased.of(job).orElseThrow();
    Arg name = Arg.name(thing.name());
    Arg now = Arg.date(Objects.requireNonNull(lease.ends()));
    return new JobRequest(
        ExtendWorkflow.KIND,
        thing.ids().stream().map(id -> new LockKey(job.cloud(), id)).toList(),
        until == null
            ? Text.of("lease.keep-title", name)
            : Text.of("lease.extend-title", name, Arg.date(until)),
        List.of(
            PlanLine.cost(Text.of("lease.cost", now, Arg.name(job.cloud()))),
            PlanLine.warning(Text.of("lease.beyond", Arg.date(latest)))),
        new ExtendPlan(job.cloud(), job.id(), thing.ids().get(0), thing.name(), until),
        action(cloud, thing),
        List.of());
  }

  private static RequestedAction action(Cloud cloud, Leased thing) {
    RequestedAction action =
        RequestedActions.of(ExtendWorkflow.KIND.command(), cloud, thing.original(), null, 0);
    for (String id : thing.ids()) {
      action = action.on(thing.kind().name(), id);
    }
    return action;
  }
}
