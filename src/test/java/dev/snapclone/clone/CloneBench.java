package dev.snapclone.clone;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.InMemoryCloud;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.NewVolume;
import dev.snapclone.cloud.Rigging;
import dev.snapclone.cloud.VolumeAttachment;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.JobPress;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Messages;
import dev.snapclone.inventory.Inventory;
import dev.snapclone.inventory.Lookup;
import dev.snapclone.job.ImmediateSteps;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.Steps;
import dev.snapclone.job.Workflow;
import dev.snapclone.procedure.Names;
import dev.snapclone.procedure.SnapshotPlan;
import dev.snapclone.procedure.SnapshotPlanning;
import dev.snapclone.procedure.SnapshotTaking;
import dev.snapclone.procedure.SnapshotVolumes;
import dev.snapclone.procedure.TakenSnapshot;
import dev.snapclone.removal.CleanUpPress;
import dev.snapclone.removal.CleanUpWorkflow;
import dev.snapclone.removal.DeleteClonePress;
import dev.snapclone.removal.DeleteCloneWorkflow;
import dev.snapclone.removal.DeleteManyWorkflow;
import dev.snapclone.removal.DeleteSnapshotPress;
import dev.snapclone.removal.DeleteSnapshotWorkflow;
import dev.snapclone.request.Asking;
import dev.snapclone.request.CloudOption;
import dev.snapclone.request.ExclusiveJobs;
import dev.snapclone.request.InstanceResolver;
import dev.snapclone.request.SubmittedJobs;
import dev.snapclone.schedule.MemorySchedules;
import dev.snapclone.snapshot.SnapshotCommand;
import dev.snapclone.snapshot.SnapshotWorkflow;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A whole clone feature over a cloud in memory. */
public final class CloneBench {
  public final InMemoryCloud cloud = InMemoryCloud.seeded("lab");
  public final Clouds clouds = new Clouds(List.of(cloud));
  public final MemorySchedules schedules = new MemorySchedules();
  public final SubmittedJobs jobs = new SubmittedJobs("clone", "copy", "delete");
  public final Asking.MemoryDrafts drafts = new Asking.MemoryDrafts();
  final CloudOption option = new CloudOption(clouds);
  final Names names = new Names("{instance}-{date}-{time}", "{instance}-clone-{n}", ZoneOffset.UTC);
  final InstantSource clock = InstantSource.fixed(Asking.NOW);
  final SnapshotPlanning planning = new SnapshotPlanning(names, clock, SnapshotVolumes.ROOT);
  final SnapshotTaking taking = new SnapshotTaking(clouds, planning, clock);
  final Inventory inventory =
      new Inventory(
          clouds,
          name -> Runnable::run,
          Ticker.disabledTicker(),
          clock,
          Duration.ofHours(1),
          Duration.ZERO);
  final Lookup lookup = new Lookup(inventory, Messages.load());
  private final LaunchPlanner launching =
      new LaunchPlanner(
          names, clock, List.of("192.0.2.0/24"), name -> jobs.holder(name).isPresent());
  public final CloneCommand clone = new CloneCommand(option, drafts, launching, jobs, lookup);
  public final CopyCommand copy =
      new CopyCommand(
          new InstanceResolver(option, drafts), planning, launching, jobs, drafts, lookup);
  private final ExclusiveJobs exclusive = new ExclusiveJobs(jobs, option, jobs);
  public final CloneThisPress cloneThis = new CloneThisPress(exclusive, clone);
  public final DeleteClonePress deleteClone = new DeleteClonePress(exclusive);
  public final DeleteSnapshotPress deleteSnapshot = new DeleteSnapshotPress(exclusive);
  public final LiftIsolationPress lift = new LiftIsolationPress(exclusive);
  public final CleanUpPress cleanUp = new CleanUpPress(exclusive, Duration.ZERO, clock);
  private final SnapshotCommand snapshot =
      new SnapshotCommand(new InstanceResolver(option, drafts), planning, jobs, drafts, lookup);
  ImmediateSteps steps = new ImmediateSteps("none");
  private int asked;

  /** Everything that a job can be. */
  public Workflow<?> workflow(Job job) {
    CloneOutcome outcome = new CloneOutcome(true);
    return Stream.of(
            new SnapshotWorkflow(taking, inventory),
            new CloneWorkflow(clouds, inventory, outcome),
            new CopyWorkflow(clouds, taking, inventory, outcome),
            new DeleteCloneWorkflow(clouds, inventory, jobs),
            new DeleteManyWorkflow(clouds, inventory, jobs),
            new LiftIsolationWorkflow(clouds, jobs),
            new DeleteSnapshotWorkflow(clouds, inventory, jobs),
            new CleanUpWorkflow(clouds, inventory, jobs))
        .filter(workflow -> workflow.kind().includes(job))
        .findFirst()
        .orElseThrow(() -> new AssertionError(job.workflow()));
  }

  /** Types a command as a new interaction. */
  public Reply types(String command, String... options) {
    Invocation typed = Asking.types(command, options);
    Invocation fresh =
        new Invocation(
            "i" + ++asked,
            command,
            typed.kind(),
            typed.actor(),
            typed.place(),
            typed.locale(),
            typed.options());
    return switch (command) {
      case "snapshot" -> snapshot.runConfirmed(fresh);
      case "clone" -> clone.run(fresh);
      default -> copy.run(fresh);
    };
  }

  /** Anna presses a button about a job, as a new interaction. */
  public Reply presses(JobPress press, String job) {
    Invocation pressed = Asking.presses(Asking.ANNA, press.name(), job);
    return Asking.press(
        press,
        jobs,
        new Invocation(
            "i" + ++asked,
            press.name(),
            pressed.kind(),
            pressed.actor(),
            pressed.place(),
            pressed.locale(),
            pressed.options()));
  }

  /** The plan of the job that an answer is about, as people read it. */
  public String plan(Reply reply) {
    return Asking.plan(job(reply).plan().lines());
  }

  public Job job(Reply reply) {
    return jobs.find(String.valueOf(reply.job())).orElseThrow();
  }

  /** Somebody approves: the job runs to its end. */
  public Outcome runs(Reply reply) {
    Job job = job(reply);
    steps = new ImmediateSteps(job.id(), cloud::advance);
    return jobs.run(job.id(), workflow(job), steps);
  }

  /** The job runs once more over the same journal. */
  Outcome replays(Reply reply) {
    Job job = job(reply);
    return jobs.run(job.id(), workflow(job), steps);
  }

  /** The job that made a clone, by the clone's own mark. */
  String jobOf(Outcome outcome) {
    return String.valueOf(instance(outcome).metadata().get(Marks.JOB));
  }

  /** A fact of an outcome; empty when it is not there. */
  public static String fact(Outcome outcome, String key) {
    return outcome.facts().getOrDefault(key, "");
  }

  /** Types /clone and runs it. */
  public Outcome clones(String... options) {
    return runs(types("clone", options));
  }

  /** A snapshot as the bot takes it, recipe and all; its id. */
  public String botSnapshot(String instance) {
    return botSnapshotOf(cloud.idOf(instance));
  }

  /** A snapshot of all disks as the bot takes it. */
  public TakenSnapshot botSet(String instance) {
    return taken(cloud.idOf(instance), SnapshotVolumes.ALL);
  }

  String botSnapshotOf(String instanceId) {
    return taken(instanceId, null).id();
  }

  /** Attaches one more volume; its id. */
  public String attach(String instance, String name, String device) {
    String id = cloud.createVolume(new NewVolume(name, 3, null, null, null, Map.of()));
    cloud.settle();
    String to = cloud.idOf(instance);
    List<VolumeAttachment> all = new ArrayList<>(cloud.attachments(to));
    all.add(new VolumeAttachment(id, device, false));
    Rigging.attach(cloud, to, all.toArray(new VolumeAttachment[0]));
    return id;
  }

  private TakenSnapshot taken(String instanceId, @Nullable SnapshotVolumes volumes) {
    TakenSnapshot[] taken = new TakenSnapshot[1];
    Workflow<SnapshotPlan> workflow =
        new Workflow<>() {
          @Override
          public JobKind<SnapshotPlan> kind() {
            return new JobKind<>("snapshot-v1", SnapshotPlan.class, "snapshot");
          }

          @Override
          public Supplier<Outcome> run(SnapshotPlan plan, Steps with) {
            taken[0] = taking.take(plan, with);
            return () -> new Outcome(plan.os().reason(), List.of(), List.of(), List.of(), Map.of());
          }
        };
    cloud.settle();
    Instance instance = cloud.instance(instanceId).orElseThrow();
    SnapshotPlan plan = planning.plan(cloud, instance, null, null, null, volumes);
    new ImmediateSteps("snap" + ++asked, cloud::advance).run(workflow, plan);
    cloud.settle();
    return taken[0];
  }

  /** An image as Horizon takes it: no recipe. */
  public String foreignImage(String instance) {
    String id = cloud.createImage(cloud.idOf(instance), "made in Horizon", Map.of());
    cloud.settle();
    return id;
  }

  /** A volume snapshot as Horizon takes it: no recipe. */
  public String foreignVolumeSnapshot(String instance) {
    String id =
        cloud.createVolumeSnapshot(cloud.rootVolumeOf(instance), "made in Horizon", Map.of());
    cloud.settle();
    return id;
  }

  Instance instance(Outcome outcome) {
    return cloud.instance(fact(outcome, "instance")).orElseThrow();
  }

  Image image(String id) {
    return cloud.image(id).orElseThrow();
  }

  VolumeSnapshot volumeSnapshot(String id) {
    return cloud.volumeSnapshot(id).orElseThrow();
  }
}
