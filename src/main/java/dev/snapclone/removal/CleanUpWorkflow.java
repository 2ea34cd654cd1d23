package dev.snapclone.removal;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.inventory.Inventory;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.JobRecords;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.job.Steps;
import dev.snapclone.job.Workflow;
import dev.snapclone.procedure.StoredPlan;
import dev.snapclone.removal.Leftovers.Found;
import dev.snapclone.removal.Leftovers.FoundResources;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Removes what an ended job left, newest first, and waits until each resource is gone. Removes only
 * what the job's journal names or what has the exact mark of a step with unknown outcome, and only
 * while it has the job's mark. What cannot be removed stays on the job's card.
 */
public final class CleanUpWorkflow implements Workflow<CleanUpPlan> {
  /** The kind of its jobs. */
  public static final JobKind<CleanUpPlan> KIND =
      new JobKind<>("cleanup-v1", CleanUpPlan.class, "cleanup");

  private static final String SOURCE = "source";

  private final Clouds clouds;
  private final Inventory inventory;
  private final JobRecords records;

  /**
   * @param inventory refreshed after the removal
   * @param records where the outcome of the original job is updated
   */
  public CleanUpWorkflow(Clouds clouds, Inventory inventory, JobRecords records) {
    this.clouds = clouds;
    this.inventory = inventory;
    this.records = records;
  }

  /** The original job; empty when the outcome is not that of a clean-up. */
  public static Optional<String> source(Outcome outcome) {
    return Optional.ofNullable(outcome.facts().get(SOURCE));
  }

  @Override
  public JobKind<CleanUpPlan> kind() {
    return KIND;
  }

  @Override
  public Supplier<Outcome> run(CleanUpPlan plan, Steps steps) {
    Cloud cloud = StoredPlan.cloud(clouds, plan.cloud(), steps);

    FoundResources found =
        steps
            .shown(Text.of("approval.cleanup.step.look"))
            .once("look", FoundResources.class, () -> look(cloud, plan));

    List<ResourceRef> removed = new ArrayList<>();
    Map<ResourceRef, ExplainedFailure> stays = new LinkedHashMap<>();
    for (int i = 0; i < found.there().size(); i++) {
      ResourceRef resource = found.there().get(i).resource();
      try {
        MarkedRemoval.remove(cloud, "remove-" + (i + 1), resource, plan.job(), steps);
        removed.add(resource);
      } catch (ExplainedFailure why) {
        // One that cannot be removed must not stop the others.
        stays.put(resource, why);
      }
    }

    List<ResourceRef> left = List.copyOf(stays.keySet());
    steps
        .shown(Text.of("approval.cleanup.step.remove"))
        .perform("tell-source", () -> tell(plan.job(), left, steps.jobId()));
    return () -> {
      inventory.invalidate(plan.cloud());
      return outcome(plan, removed, stays);
    };
  }

  /** Also the clean-ups before that could not remove everything. */
  private void tell(String source, List<ResourceRef> left, String by) {
    List<String> before =
        records.find(source).map(Job::outcome).map(Outcome::partlyCleanedBy).orElse(List.of());
    records.amend(source, outcome -> outcome.cleaned(left, by));
    before.stream()
        .filter(earlier -> !earlier.equals(by))
        .forEach(earlier -> records.amend(earlier, outcome -> outcome.cleaned(left, by)));
  }

  private static FoundResources look(Cloud cloud, CleanUpPlan plan) {
    Leftovers leftovers = new Leftovers(cloud, plan.job());
    Map<String, Found> there = new LinkedHashMap<>();
    for (ResourceRef left : plan.left()) {
      leftovers.find(left).ifPresent(found -> there.put(left.id(), found));
    }
    for (String step : plan.unresolved()) {
      for (Found found : leftovers.marked(step, plan.asked())) {
        there.putIfAbsent(found.resource().id(), found);
      }
    }
    leftovers.unmarked().forEach(found -> there.putIfAbsent(found.resource().id(), found));
    List<Found> newestFirst = new ArrayList<>(there.values());
    newestFirst.sort(
        Comparator.comparing(Found::created)
            .reversed()
            .thenComparing(f -> ResourceKind.valueOf(f.resource().kind()).ordinal()));
    return new FoundResources(newestFirst);
  }

  private static Outcome outcome(
      CleanUpPlan plan, List<ResourceRef> removed, Map<ResourceRef, ExplainedFailure> stays) {
    Arg job = Arg.code(plan.job());
    List<Text> lines = new ArrayList<>();
    removed.forEach(it -> lines.add(Text.of("approval.cleanup.removed", Arg.text(it.words()))));
    stays.forEach(
        (it, why) -> {
          String request = why.requestId();
          lines.add(
              Text.of(
                  "jobs.left", Arg.text(it.words()), Arg.text(why.what()), Arg.text(why.next())));
          if (request != null) {
            lines.add(Text.of("jobs.request-id", Arg.code(request)));
          }
        });
    String headline = removed.isEmpty() ? "approval.cleanup.found-nothing" : "approval.cleanup.all";
    if (!stays.isEmpty()) {
      headline = "approval.cleanup.some";
      lines.add(Text.of("approval.cleanup.some.next"));
    }
    return new Outcome(
        Text.of(headline, job),
        lines,
        List.of(),
        List.copyOf(stays.keySet()),
        Map.of("cloud", plan.cloud(), SOURCE, plan.job()));
  }

  @Override
  public List<Text> lastingEffects(CleanUpPlan plan, Set<String> done) {
    long gone =
        done.stream().filter(key -> key.startsWith("remove-") && key.endsWith("-gone")).count();
    return List.of(
        gone == 0
            ? Text.of("approval.cleanup.stopped-none")
            : Text.of("approval.cleanup.stopped", Arg.number(gone)),
        Text.of("approval.cleanup.stopped.next", Arg.code(plan.job())));
  }
}
