package dev.snapclone.removal;

import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.PlanLine;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.procedure.PlanLines;
import dev.snapclone.procedure.PlanLines.Risk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What people are told of a deletion of several things, before it. */
final class DeletionLines {
  private static final int NAMED = 3;

  private DeletionLines() {}

  /**
   * The plan.
   *
   * @param left what is left alone, and why
   */
  static List<PlanLine> of(
      String cloud, List<Doomed> doomed, Map<ResourceRef, ExplainedFailure> left) {
    PlanLines lines = new PlanLines();
    List<ResourceRef> all = resources(doomed);
    int gb = doomed.stream().mapToInt(Doomed::gb).sum();
    lines.cost(
        gb > 0
            ? Text.of("removal.cost-size", Arg.name(cloud), Arg.gigabytes(gb))
            : Text.of("removal.cost", Arg.name(cloud)));
    List<ResourceRef> foreign =
        resources(doomed.stream().filter(one -> one.target().ofOthers()).toList());
    if (!foreign.isEmpty()) {
      lines.warn(
          Risk.DATA,
          Text.of(
              "removal.risk.foreign",
              Arg.number(foreign.size()),
              Arg.name(Things.names(foreign, NAMED))));
    }
    lines.warn(
        Risk.DATA,
        all.size() <= 2 * NAMED && !Things.named(all)
            ? Text.of("removal.risk.for-good-named", Arg.name(Things.names(all, 2 * NAMED)))
            : Text.of("removal.risk.for-good"));
    List<Text> risks = doomed.stream().map(Doomed::warning).filter(Objects::nonNull).toList();
    if (!risks.isEmpty()) {
      lines.warn(
          Risk.OTHER,
          risks.size() == 1
              ? risks.get(0)
              : Text.of("removal.risk.used", Arg.number(risks.size()), Arg.text(risks.get(0))));
    }
    if (!left.isEmpty()) {
      lines.warn(Risk.OTHER, Text.of("removal.risk.left", Arg.number(left.size())));
    }
    doomed.forEach(one -> lines.makes(one.lines()));
    left.forEach((it, why) -> lines.makes(stays(it, why)));
    return lines.all();
  }

  private static List<ResourceRef> resources(List<Doomed> doomed) {
    return doomed.stream().map(one -> one.target().resource()).toList();
  }

  /** What the person who asks should know at once. */
  static List<Text> remarks(Map<ResourceRef, ExplainedFailure> left) {
    List<Text> lines = new ArrayList<>();
    left.entrySet().stream()
        .limit(NAMED)
        .forEach(one -> lines.add(stays(one.getKey(), one.getValue())));
    if (left.size() > NAMED) {
      lines.add(Text.of("removal.left-more", Arg.number(left.size() - NAMED)));
    }
    return lines;
  }

  private static Text stays(ResourceRef resource, ExplainedFailure why) {
    return Text.of("removal.left", Arg.text(resource.words()), Arg.text(why.what()));
  }
}
