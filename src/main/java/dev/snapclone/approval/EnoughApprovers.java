package dev.snapclone.approval;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Terms;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.NewJob;
import dev.snapclone.job.PlanLine;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Checks who may approve, and whether there are enough approvers. */
final class EnoughApprovers {
  private final AccessPolicy access;
  private final Approvers approvers;

  EnoughApprovers(AccessPolicy access, Approvers approvers) {
    this.access = access;
    this.approvers = approvers;
  }

  List<PlanLine> withWarning(NewJob job, Terms terms) {
    boolean own =
        !terms.fourEyes()
            && access.mayApprove(
                job.origin().requester(), job.origin().place(), job.work().cloud(), terms);
    int needed = terms.required() - (own ? 1 : 0);
    if (needed < 1) {
      return job.lines();
    }
    // An approver must be on every list, so the shortest list limits their number.
    OptionalInt others =
        terms.approverLists().stream()
            .map(
                list ->
                    approvers.countOthers(
                        job.origin().requester(),
                        job.origin().place(),
                        job.work().cloud(),
                        list,
                        needed))
            .flatMapToInt(OptionalInt::stream)
            .min();
    if (others.isEmpty() || others.getAsInt() >= needed) {
      return job.lines();
    }
    List<PlanLine> lines = new ArrayList<>(job.lines());
    lines.add(0, PlanLine.warning(tooFew(terms, others.getAsInt(), own)));
    lines.add(PlanLine.makes(Text.of("approval.too-few-next")));
    return lines;
  }

  private static Text tooFew(Terms terms, int others, boolean own) {
    if (others == 0 && terms.fourEyes()) {
      return Text.of("approval.nobody-else");
    }
    String whose = own ? "with-own" : terms.fourEyes() ? "own-does-not-count" : "others-only";
    return Text.of("approval.too-few." + whose, Arg.number(terms.required()), Arg.number(others));
  }
}
