package dev.snapclone.discord;

import dev.snapclone.approval.Approval;
import dev.snapclone.approval.ApprovalStore;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobPlan;
import dev.snapclone.job.Outcome;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Approvals in memory. */
final class MemoryApprovals implements ApprovalStore {
  final Map<String, Approval> approvals = new ConcurrentHashMap<>();

  @Override
  public void ask(Approval approval) {
    approvals.putIfAbsent(approval.jobId(), approval);
  }

  @Override
  public void grant(Approval given) {
    ask(given);
  }

  @Override
  public Optional<Approval> find(String jobId) {
    return Optional.ofNullable(approvals.get(jobId));
  }

  @Override
  public Change update(
      String jobId, UnaryOperator<Approval> change, Function<Approval, Outcome> outcome) {
    Approval before = Objects.requireNonNull(approvals.get(jobId), jobId);
    Approval after = change.apply(before);
    approvals.put(jobId, after);
    return new Change(before, after);
  }

  @Override
  public boolean reopen(Job job, UnaryOperator<Approval> change, @Nullable JobPlan plan) {
    approvals.computeIfPresent(job.id(), (id, approval) -> change.apply(approval));
    return approvals.containsKey(job.id());
  }
}
