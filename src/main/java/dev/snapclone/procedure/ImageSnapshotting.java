package dev.snapclone.procedure;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.FailureTable;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.InstanceAction;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Creation;
import dev.snapclone.job.Mark;
import dev.snapclone.job.Observation;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.job.Steps;
import dev.snapclone.job.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The steps that take an image snapshot with Nova's createImage. */
final class ImageSnapshotting {
  private static final String KIND = ResourceKind.IMAGE.name();

  /**
   * Nova registers the image a moment before it sets the task state, so a newer {@code queued}
   * image of an idle instance may still be filled.
   */
  private static final Duration CORPSE_AGE = Duration.ofSeconds(10);

  /**
   * Nova sets the task state before it answers, so an image that stays queued while its instance is
   * idle will never be filled. Clouds that report the task state late, or not at all, get this much
   * time.
   */
  private static final Duration IDLE_AND_QUEUED = Duration.ofMinutes(1);

  /** How long an undo waits for Nova to give up a snapshot whose image is gone. */
  private static final Duration GIVEN_UP = Duration.ofMinutes(15);

  private static final Set<String> LOST = Set.of("killed", "deleted", "pending_delete");

  private final Cloud cloud;
  private final SnapshotPlan plan;
  private final InstantSource clock;

  ImageSnapshotting(Cloud cloud, SnapshotPlan plan, InstantSource clock) {
    this.cloud = cloud;
    this.plan = plan;
    this.clock = clock;
  }

  /** Takes the snapshot; returns the id of the active image. */
  String take(Steps steps) {
    Text starting =
        LeftOut.step(Text.of("procedure.step.start-image"), plan.remarks().leftOut().volumes());
    String id = start(steps.shown(starting));
    awaitReady(id, steps);
    steps.perform(
        "snapshot-mark", () -> new SnapshotMarking(cloud).image(id, Map.of(Marks.SELF, id)));
    return id;
  }

  /** Begins it; returns the image's id. */
  String start(Steps steps) {
    return steps.create("snapshot", String.class, new CreateImage(), this::undo);
  }

  void awaitReady(String id, Steps steps) {
    steps
        .shown(Text.of("procedure.step.wait-image"))
        .await("snapshot-ready", subject(id), () -> look(id));
  }

  private Subject subject(String id) {
    return new Subject(cloud.name(), KIND, id);
  }

  private Observation<String> look(String id) {
    Optional<Image> image = new ConfirmedLookup(cloud).image(id);
    String status = image.map(Image::status).orElse("gone");
    if (status.equals("active")) {
      return Observation.done(id);
    }
    if (LOST.contains(status) || status.equals("deactivated")) {
      throw failed(status);
    }
    Optional<Instance> instance = cloud.instance(plan.original().id());
    String task = instance.map(i -> i.state().taskState()).orElse("");
    boolean atIt = task.startsWith("image_");
    if (image.isEmpty()) {
      // After a failed createImage Nova deletes the image, then resets the task state.
      if (atIt) {
        return Observation.waiting(task, null);
      }
      throw failed("gone");
    }
    if (status.equals("queued")) {
      boolean old = image.get().created().plus(IDLE_AND_QUEUED).isBefore(clock.instant());
      if (task.isEmpty() && (old || instance.isEmpty()) && stillQueued(id)) {
        throw failed("queued");
      }
      return Observation.waiting(atIt ? task : status, null);
    }
    return Observation.waiting(seen(status, task, image.get().sizeBytes()), null);
  }

  /**
   * The visible state of an upload, which has no percentage. Any change is progress, so that the
   * wait does not count as stalled.
   */
  private static String seen(String status, String task, @Nullable Long size) {
    StringBuilder all = new StringBuilder(status);
    if (!task.isEmpty()) {
      all.append(", ").append(task);
    }
    if (size != null && size > 0) {
      all.append(", ").append(size / 1_000_000).append(" MB");
    }
    return all.toString();
  }

  /** Whether it is still queued after the instance was seen idle, and so did not just finish. */
  private boolean stillQueued(String id) {
    return cloud.image(id).filter(i -> i.status().equals("queued")).isPresent();
  }

  private ExplainedFailure failed(String status) {
    Optional<InstanceAction> failure = FailureReasons.ofCreateImage(cloud, plan.original().id());
    Arg name = Arg.name(plan.original().name());
    if (failure.isEmpty()) {
      return new ExplainedFailure(
          Text.of("procedure.image.failed", name, Arg.code(status)),
          Text.of("procedure.image.failed-next"));
    }
    // Nova only tells a plain member which of its parts failed.
    String event =
        failure.get().events().stream()
            .filter(e -> "Error".equals(e.result()))
            .map(InstanceAction.Event::event)
            .findFirst()
            .orElse("createImage");
    String requestId = failure.get().requestId();
    return FailureTable.explain(cloud.name(), event)
        .map(
            known ->
                new ExplainedFailure(
                    Text.of("procedure.image.failed-because", name, Arg.text(known.what())),
                    known.next(),
                    requestId))
        .orElseGet(
            () ->
                new ExplainedFailure(
                    Text.of("procedure.image.failed-action", name, Arg.code(event)),
                    Text.of("procedure.image.failed-next"),
                    requestId));
  }

  private void undo(String id, Steps steps) {
    new SnapshotRemoval(cloud).image("snapshot", id, steps.jobId(), steps);
    awaitIdle(steps);
  }

  /**
   * Nova goes on for a while after its image was deleted, and refuses the next snapshot until then.
   * The job that undoes keeps the original to itself so long, but not for a task that never ends.
   */
  private void awaitIdle(Steps steps) {
    String instance = plan.original().id();
    String until =
        steps.once(
            "snapshot-idle-until", String.class, () -> clock.instant().plus(GIVEN_UP).toString());
    steps.await(
        "snapshot-idle",
        new Subject(cloud.name(), ResourceKind.INSTANCE.name(), instance),
        () -> {
          String task = cloud.instance(instance).map(i -> i.state().taskState()).orElse("");
          boolean waits =
              task.startsWith("image_") && clock.instant().isBefore(Instant.parse(until));
          return waits ? Observation.waiting(task, null) : Observation.done(instance);
        });
  }

  private final class CreateImage implements Creation<String> {
    @Override
    public String make(Mark mark) {
      ShuttingDown.requireOff(cloud, plan);
      return cloud.createImage(plan.original().id(), plan.name(), plan.marks(mark));
    }

    @Override
    public List<String> find(Mark mark) {
      List<Image> marked =
          cloud.images().stream()
              .filter(i -> hasMark(i, mark))
              .sorted(Comparator.comparing(Image::created).thenComparing(Image::id))
              .toList();
      List<String> alive = new ArrayList<>();
      for (Image image : marked) {
        if (!image.status().equals("queued") || !abandoned(image)) {
          alive.add(image.id());
        }
      }
      return alive;
    }

    /**
     * Whether the image is this step's. An image that inherited the mark from its instance's image
     * names that image, or another instance.
     */
    private boolean hasMark(Image image, Mark mark) {
      Map<String, String> properties = image.properties();
      String self = properties.getOrDefault(Marks.SELF, Marks.NONE);
      String of = properties.getOrDefault("instance_uuid", plan.original().id());
      return mark.job().equals(properties.get(Marks.JOB))
          && mark.step().equals(properties.get(Marks.STEP))
          && plan.original().id().equals(properties.get(Marks.ORIGINAL))
          && (self.equals(Marks.NONE) || self.equals(image.id()))
          && of.equals(plan.original().id())
          && !LOST.contains(image.status());
    }

    /**
     * Whether a queued image is abandoned: of several simultaneous createImage calls one succeeds,
     * and the others answer 500 and leave a marked image queued forever. Removed here.
     */
    private boolean abandoned(Image image) {
      boolean idle =
          cloud.instance(plan.original().id()).map(i -> i.state().taskState() == null).orElse(true);
      if (!idle || !stillQueued(image.id())) {
        return false;
      }
      if (image.created().plus(CORPSE_AGE).isBefore(clock.instant())) {
        cloud.deleteImage(image.id());
      }
      return true;
    }

    @Override
    public void discard(String twin) {
      cloud.deleteImage(twin);
    }

    @Override
    public ResourceRef describe(String made) {
      return new ResourceRef(KIND, made, plan.name());
    }
  }
}
