package dev.snapclone.jobcontrol;

import dev.snapclone.approval.Approval;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Outcome;
import dev.snapclone.procedure.CurrentOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who asked for a job and why, who decided, and who cancelled it. */
final class JobPeople {
  private final Function<String, Optional<Approval>> approvals;

  /**
   * @param approvals by the job's id
   */
  JobPeople(Function<String, Optional<Approval>> approvals) {
    this.approvals = approvals;
  }

  List<Text> of(Job job) {
    List<Text> lines = new ArrayList<>();
    lines.add(Text.of("details.asked", Arg.person(job.requester().id()), Arg.date(job.created())));
    if (job.reason() != null) {
      lines.add(Text.of("details.reason", job.reason().shown()));
    }
    List<Approval.Decision> decisions =
        approvals.apply(job.id()).map(Approval::decisions).orElse(List.of());
    for (Approval.Decision decision : decisions) {
      String said = decision.yes() ? "details.approved" : "details.denied";
      Text decided =
          Text.of(
              decision.counts() ? said : "details.approved-before",
              Arg.person(decision.personId()),
              Arg.date(decision.at()));
      // An outcome that quotes it need not be told it again.
      lines.add(
          decision.reason().isBlank() || quoted(job.outcome(), decision.reason())
              ? decided
              : Text.of("details.decided-why", Arg.text(decided), Arg.quote(decision.reason())));
    }
    if (job.progress().cancelledBy() != null && job.state() != JobState.DONE) {
      lines.add(Text.of("details.cancelled", Arg.person(job.progress().cancelledBy().id())));
    }
    return lines;
  }

  private static boolean quoted(@Nullable Outcome outcome, String reason) {
    return outcome != null
        && Stream.concat(Stream.of(outcome.headline()), outcome.lines().stream())
            .anyMatch(line -> CurrentOutcome.names(line, reason));
  }
}
