package dev.snapclone.approval;

import dev.snapclone.approval.Approval.Decision;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The outcome of a job whose approval was denied or expired. */
final class RefusedOutcome {
  private RefusedOutcome() {}

  static Outcome of(Approval approval) {
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
}
