package dev.snapclone.clone;

import dev.snapclone.cloud.Abilities.Ability;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.PlanLine;
import dev.snapclone.job.PlanLine.Section;
import dev.snapclone.procedure.Os;
import dev.snapclone.procedure.PlanLines;
import dev.snapclone.procedure.QuotaNeed;
import dev.snapclone.request.FoundSnapshot;
import dev.snapclone.request.JobRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Plans verifications by fresh reads: a clone without a network, which nothing can reach and which
 * reaches nothing.
 */
public final class VerifyPlanner {
  /** What a clone's plan says of its source and its volumes. */
  private static final Set<String> OF_CLONE =
      Set.of(
          "clone.plan.source-image",
          "clone.plan.source-volume",
          "clone.plan.source-volume-backed",
          "clone.plan.volume",
          "clone.plan.volume-at",
          "clone.plan.os",
          "clone.plan.device-left-out");

  /** The title names the snapshot, and there is no network. */
  private static final Set<String> NOT_OF_CLONE =
      Set.of("clone.cost.source", "clone.cost.place", "clone.cost.place-isolated");

  private final ClonePlanner planner;
  private final Duration within;
  private final String expect;

  /**
   * @param launching plans instances
   * @param within how long a copy may take to show that it boots
   * @param expect a regular expression that a line of its console log has then
   */
  public VerifyPlanner(LaunchPlanner launching, Duration within, String expect) {
    this.planner = new ClonePlanner(launching.throwAway());
    this.within = within;
    this.expect = expect;
  }

  /**
   * The job that verifies a snapshot.
   *
   * @throws ExplainedFailure when it cannot be started, or the cloud starts nothing without a
   *     network
   * @throws dev.snapclone.cloud.CloudException when the cloud failed
   */
  public JobRequest request(FoundSnapshot found) {
    Cloud cloud = found.cloud();
    if (cloud.abilities().missing().contains(Ability.NO_NETWORK)) {
      throw ExplainedFailure.of("verify.no-network", Arg.name(cloud.name()));
    }
    Planned<ClonePlan> planned = planner.plan(found, CloneOptions.NONE, DataVolumes.USUAL);
    ClonePlan copy = planned.plan();
    return new JobRequest(
        VerifyWorkflow.KIND,
        List.of(new LockKey(cloud.name(), copy.source().id())),
        Text.of("verify.title", Arg.name(copy.source().name())),
        lines(planned),
        new VerifyPlan(copy, within, expect),
        ClonePlanner.action(cloud, copy).as(VerifyPlan.COMMAND),
        List.of());
  }

  private List<PlanLine> lines(Planned<ClonePlan> planned) {
    ClonePlan copy = planned.plan();
    PlanLines lines = new PlanLines();
    for (Text size : PlanLine.of(Section.COST, planned.lines())) {
      if (!NOT_OF_CLONE.contains(size.key())) {
        lines.cost(size);
      }
    }
    lines.cost(Text.of("verify.cost", Arg.name(copy.cloud()), Arg.duration(within)));
    lines
        .makes(Text.of("verify.plan.cut-off"))
        .makes(sign(copy))
        .makes(Text.of("verify.plan.note"));
    PlanLine.of(Section.MAKES, planned.lines()).stream()
        .filter(line -> OF_CLONE.contains(line.key()))
        .forEach(lines::makes);
    List<PlanLine> all = new ArrayList<>(lines.all());
    planned.lines().stream()
        .filter(
            line -> line.section() == Section.QUOTA || line.text().key().equals(QuotaNeed.TIGHT))
        .forEach(all::add);
    return all;
  }

  private Text sign(ClonePlan copy) {
    return copy.launch().guest().os() == Os.WINDOWS
        ? Text.of("verify.plan.windows", Arg.duration(SignsOfLife.RUNS_FOR))
        : Text.of("verify.plan.sign", Arg.code(expect));
  }
}
