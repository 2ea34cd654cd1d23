package dev.snapclone.job.engine;

import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.Observation;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.job.Steps;
import dev.snapclone.job.Subject;
import dev.snapclone.job.Workflow;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** A volume, an instance on it, every kind of step, undo steps that wait. */
final class ToyWorkflow implements Workflow<ToyWorkflow.Plan> {
  static final String NAME = "toy-v1";

  /**
   * @param failAtEnd whether it fails at its end
   */
  record Plan(String name, boolean failAtEnd) {}

  private final ToyWorld world;

  ToyWorkflow(ToyWorld world) {
    this.world = world;
  }

  @Override
  public JobKind<Plan> kind() {
    return new JobKind<>(NAME, Plan.class, "snapshot");
  }

  @Override
  public Supplier<Outcome> run(Plan plan, Steps steps) {
    String name = steps.once("name", String.class, () -> plan.name() + "-1");
    steps.perform("prepare", () -> world.advance("prepared"));
    String volume = made("volume", steps);
    String instance = made("instance", steps);
    steps.perform("label", () -> world.advance(instance));
    if (plan.failAtEnd()) {
      throw new ExplainedFailure(Text.of("toy.failed"), Text.of("toy.failed.next"));
    }
    return () ->
        new Outcome(
            Text.of("toy.done"),
            List.of(),
            List.of(new ResourceRef("INSTANCE", instance, name)),
            List.of(),
            Map.of("volume", volume, "instance", instance));
  }

  private String made(String kind, Steps steps) {
    String id =
        steps
            .shown(Text.of("toy." + kind))
            .create(kind, String.class, world.creation(kind), this::undo);
    steps.await(
        kind + "-ready", String.class, new Subject("main", kind, id), () -> world.ready(id));
    return id;
  }

  private void undo(String id, Steps steps) {
    steps.perform("delete", () -> world.remove(id));
    steps.await(
        "gone",
        Boolean.class,
        new Subject("main", "thing", id),
        () ->
            world.existing("volume").contains(id) || world.existing("instance").contains(id)
                ? Observation.waiting("deleting", null)
                : Observation.done(true));
  }
}
