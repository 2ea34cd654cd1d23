package dev.snapclone.clone;

import dev.snapclone.clone.CloneMaking.Made;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.inventory.Inventory;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.JobRecords;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.Steps;
import dev.snapclone.job.Subject;
import dev.snapclone.job.Workflow;
import dev.snapclone.procedure.BootSigns;
import dev.snapclone.procedure.Os;
import dev.snapclone.procedure.SnapshotMade;
import dev.snapclone.procedure.StoredPlan;
import dev.snapclone.procedure.Verified;
import dev.snapclone.procedure.Verified.Verdict;
import dev.snapclone.removal.CloneRemoval;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Starts a copy of a snapshot that is connected to nothing, waits for signs of life, deletes the
 * copy, and notes on the snapshot what was seen. A copy that is not seen to boot fails the job.
 */
public final class VerifyWorkflow implements Workflow<VerifyPlan> {
  public static final JobKind<VerifyPlan> KIND =
      new JobKind<>("verify-v1", VerifyPlan.class, VerifyPlan.COMMAND);

  private final Clouds clouds;
  private final Inventory inventory;
  private final JobRecords records;
  private final InstantSource clock;

  /**
   * @param inventory notified that the cloud changed
   * @param records where the job that took the snapshot learns what was seen
   */
  public VerifyWorkflow(
      Clouds clouds, Inventory inventory, JobRecords records, InstantSource clock) {
    this.clouds = clouds;
    this.inventory = inventory;
    this.records = records;
    this.clock = clock;
  }

  @Override
  public JobKind<VerifyPlan> kind() {
    return KIND;
  }

  @Override
  public Supplier<Outcome> run(VerifyPlan plan, Steps steps) {
    ClonePlan copy = plan.copy();
    Cloud cloud = StoredPlan.cloud(clouds, copy.cloud(), steps);
    steps
        .shown(Text.of("clone.step.recheck"))
        .check("recheck", () -> new CloneRecheck(cloud).throwAway(copy));
    CloneMaking making = new CloneMaking(cloud, copy.launch());
    boolean fromImage = copy.source().kind() == ClonePlan.SourceKind.IMAGE_SNAPSHOT;
    making.awaitVolumeSnapshots(copy.volumes(), steps);
    Made made =
        making.make(fromImage ? copy.source().id() : null, copy.volumes(), copy.leftOut(), steps);
    String id = made.ready().id();
    requireCutOff("cut-off", cloud, id, steps.shown(Text.of("verify.step.cut-off")));
    BootSigns signs = signs(cloud, plan, id, steps);
    requireCutOff("still-cut-off", cloud, id, steps);
    remove(cloud, made, steps);
    Verified verified = note(cloud, plan, signs, steps);
    if (signs.verdict() == Verdict.NOT_SEEN) {
      throw notSeen(plan, signs);
    }
    return () -> {
      inventory.invalidate(cloud.name());
      return outcome(copy, verified);
    };
  }

  /** A port that somebody or something gave it would connect it, also while it was looked at. */
  private static void requireCutOff(String step, Cloud cloud, String id, Steps steps) {
    steps.once(
        step,
        String.class,
        () -> {
          boolean addressed = cloud.instance(id).filter(i -> !i.addresses().isEmpty()).isPresent();
          if (addressed || !cloud.ports(id).isEmpty()) {
            throw ExplainedFailure.of("verify.failed.connected", Arg.name(cloud.name()));
          }
          return "connected to nothing";
        });
  }

  private BootSigns signs(Cloud cloud, VerifyPlan plan, String id, Steps steps) {
    Os os = plan.copy().launch().guest().os();
    boolean mute = os == Os.WINDOWS && plan.within().compareTo(SignsOfLife.RUNS_FOR) > 0;
    Duration patience = mute ? SignsOfLife.RUNS_FOR : plan.within();
    Instant until = steps.once("signs-until", Instant.class, () -> clock.instant().plus(patience));
    return steps
        .shown(Text.of("verify.step.signs"))
        .await(
            BootSigns.STEP,
            BootSigns.class,
            new Subject(cloud.name(), ResourceKind.INSTANCE.name(), id),
            () -> new SignsOfLife(cloud, id, os, plan.expect(), until, clock).look());
  }

  private static void remove(Cloud cloud, Made made, Steps steps) {
    CloneRemoval removal = new CloneRemoval(cloud);
    String job = steps.jobId();
    removal.instance(
        "remove-instance",
        made.ready().id(),
        job,
        steps.shown(Text.of("clone.step.delete-instance")));
    List<String> volumes = made.volumes();
    for (int i = 0; i < volumes.size(); i++) {
      removal.volume(
          "remove-" + CloneMaking.volumeKey(i),
          volumes.get(i),
          job,
          steps.shown(
              Text.of("clone.step.delete-volume", Arg.number(i + 1L), Arg.number(volumes.size()))));
    }
  }

  /** Writes on the snapshot, on all its parts, and in the job that took it what was seen. */
  private Verified note(Cloud cloud, VerifyPlan plan, BootSigns signs, Steps steps) {
    Instant at = steps.once("seen-at", Instant.class, clock::instant);
    Verified verified = new Verified(signs.verdict(), at);
    ClonePlan copy = plan.copy();
    String id = copy.source().id();
    steps
        .shown(Text.of("verify.step.note"))
        .perform(
            "note",
            () -> {
              if (copy.source().kind() != ClonePlan.SourceKind.VOLUME_SNAPSHOT) {
                ifAllowed(() -> cloud.setImageProperties(id, verified.marks(id)));
              }
              for (PlannedVolume volume : copy.volumes()) {
                String part = volume.snapshotId();
                ifAllowed(() -> cloud.setVolumeSnapshotMetadata(part, verified.marks(part)));
              }
              taker(cloud, copy)
                  .filter(job -> SnapshotMade.of(job).filter(s -> s.id().equals(id)).isPresent())
                  .ifPresent(job -> records.amend(job.id(), verified::in));
            });
    return verified;
  }

  /** The job that took the snapshot, by the mark that says so of the snapshot itself. */
  private Optional<Job> taker(Cloud cloud, ClonePlan copy) {
    String id = copy.source().id();
    Optional<Map<String, String>> marks =
        copy.source().kind() == ClonePlan.SourceKind.VOLUME_SNAPSHOT
            ? cloud.volumeSnapshot(id).map(s -> s.metadata())
            : cloud.image(id).map(i -> i.properties());
    return marks
        .filter(m -> id.equals(m.get(Marks.SELF)))
        .map(m -> m.get(Marks.JOB))
        .flatMap(records::find);
  }

  /** A snapshot that is gone, or that belongs to another project, is not written on. */
  private static void ifAllowed(Runnable writing) {
    try {
      writing.run();
    } catch (CloudException refused) {
      switch (refused.kind()) {
        case FORBIDDEN, NOT_FOUND, CONFLICT -> {}
        default -> throw refused;
      }
    }
  }

  private static ExplainedFailure notSeen(VerifyPlan plan, BootSigns signs) {
    Arg name = Arg.name(plan.copy().source().name());
    Text next = Text.of("verify.failed.next");
    return signs.why().isEmpty()
        ? new ExplainedFailure(
            Text.of("verify.failed.silent", name, Arg.duration(plan.within())), next)
        : new ExplainedFailure(Text.of("verify.failed.crash", name, Arg.code(signs.why())), next);
  }

  private static Outcome outcome(ClonePlan copy, Verified verified) {
    boolean windows = copy.launch().guest().os() == Os.WINDOWS;
    String started = windows ? "verify.done.windows" : "verify.done.started";
    boolean boots = verified.verdict() == Verdict.BOOTS;
    return new Outcome(
        Text.of(boots ? "verify.done.boots" : started, Arg.name(copy.source().name())),
        List.of(Text.of("verify.done.id", Arg.code(copy.source().id()))),
        List.of(Text.of("verify.done.deleted")),
        List.of(),
        List.of(),
        Map.of());
  }
}
