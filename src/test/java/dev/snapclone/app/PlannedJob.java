package dev.snapclone.app;

import static dev.snapclone.job.JobBuilder.aJob;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.snapclone.access.RequestedAction;
import dev.snapclone.clone.CloneBench;
import dev.snapclone.clone.CloneCommand;
import dev.snapclone.clone.CloneOutcome;
import dev.snapclone.clone.CloneWorkflow;
import dev.snapclone.clone.CopyCommand;
import dev.snapclone.clone.CopyWorkflow;
import dev.snapclone.clone.LaunchPlanner;
import dev.snapclone.clone.LiftIsolationPress;
import dev.snapclone.clone.LiftIsolationWorkflow;
import dev.snapclone.clone.VerifyCommand;
import dev.snapclone.clone.VerifyPlanner;
import dev.snapclone.clone.VerifyWorkflow;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.Port;
import dev.snapclone.cloud.Rigging;
import dev.snapclone.cloud.SecurityGroup;
import dev.snapclone.i18n.Messages;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.inventory.Inventory;
import dev.snapclone.inventory.Lookup;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobBuilder;
import dev.snapclone.job.JobOrigin;
import dev.snapclone.job.JobWork;
import dev.snapclone.job.Lease;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.MemoryLeases;
import dev.snapclone.job.NewJob;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.job.Workflow;
import dev.snapclone.lease.ExtendPlan;
import dev.snapclone.lease.ExtendWorkflow;
import dev.snapclone.lease.LeaseBook;
import dev.snapclone.procedure.DowntimePlanning;
import dev.snapclone.procedure.Names;
import dev.snapclone.procedure.SetDisk;
import dev.snapclone.procedure.SnapshotPlan;
import dev.snapclone.procedure.SnapshotPlanning;
import dev.snapclone.procedure.SnapshotTaking;
import dev.snapclone.procedure.SnapshotVolumes;
import dev.snapclone.procedure.TakenSnapshot;
import dev.snapclone.removal.CleanUpPlan;
import dev.snapclone.removal.CleanUpWorkflow;
import dev.snapclone.removal.DeleteClonePress;
import dev.snapclone.removal.DeleteCloneWorkflow;
import dev.snapclone.removal.DeleteCommand;
import dev.snapclone.removal.DeleteManyWorkflow;
import dev.snapclone.removal.DeleteSnapshotPlan;
import dev.snapclone.removal.DeleteSnapshotWorkflow;
import dev.snapclone.request.Asking;
import dev.snapclone.request.CloudOption;
import dev.snapclone.request.ExclusiveJobs;
import dev.snapclone.request.InstanceResolver;
import dev.snapclone.request.JobSubmission;
import dev.snapclone.schedule.ScheduleWorkflow;
import dev.snapclone.snapshot.SnapshotWorkflow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A job as the real commands plan it, over a cloud that the real workflows have prepared.
 *
 * @param bench the cloud with what the job needs
 * @param job what the command handed over
 * @param doomed ids of what a deletion is to remove; empty for other jobs
 */
record PlannedJob(CloneBench bench, NewJob job, Set<String> doomed) {
  private static final InstantSource CLOCK = InstantSource.fixed(Asking.NOW);
  private static final Names NAMES =
      new Names("{instance}-{date}-{time}", "{instance}-clone-{n}", ZoneOffset.UTC);

  /** Takes a snapshot the right way for the instance. */
  static PlannedJob snapshot(String instance) {
    return snapshot(new CloneBench(), instance, SnapshotVolumes.ROOT);
  }

  /** Takes a snapshot of all disks of an instance that has a data volume. */
  static PlannedJob set(String instance) {
    return snapshot(withData(instance), instance, SnapshotVolumes.ALL);
  }

  private static CloneBench withData(String instance) {
    CloneBench bench = new CloneBench();
    if (bench.cloud.attachments(bench.cloud.idOf(instance)).isEmpty()) {
      bench.attach(instance, "data", "/dev/vdb");
    }
    return bench;
  }

  private static PlannedJob snapshot(CloneBench bench, String instance, SnapshotVolumes volumes) {
    Instance found = bench.cloud.instance(bench.cloud.idOf(instance)).orElseThrow();
    SnapshotPlan plan = planning().plan(bench.cloud, found, null, null, null, volumes);
    return new PlannedJob(
        bench,
        job("i-snapshot", SnapshotWorkflow.KIND.workflow())
            .lines(SnapshotPlanning.lines(plan))
            .fresh(plan),
        Set.of());
  }

  /** As {@link #snapshot}, of the instance shut down. */
  static PlannedJob snapshotOfShutDown(String instance) {
    CloneBench bench = new CloneBench();
    Instance found = bench.cloud.instance(bench.cloud.idOf(instance)).orElseThrow();
    SnapshotPlan plan =
        DowntimePlanning.stopping(
            bench.cloud, found, planning().plan(bench.cloud, found, null, null, null, null));
    return new PlannedJob(
        bench,
        job("i-snapshot", SnapshotWorkflow.KIND.workflow())
            .lines(SnapshotPlanning.lines(plan))
            .fresh(plan),
        Set.of());
  }

  /** Clones the bot's own snapshot of an instance. */
  static PlannedJob cloneOf(String instance) {
    CloneBench bench = new CloneBench();
    return clone(bench, bench.botSnapshot(instance));
  }

  /** Clones the bot's own snapshot of all disks of an instance. */
  static PlannedJob cloneOfSet(String instance) {
    CloneBench bench = withData(instance);
    return clone(bench, bench.botSet(instance).id());
  }

  /** Clones the bot's own snapshot of an instance three times. */
  static PlannedJob threeClonesOf(String instance) {
    CloneBench bench = new CloneBench();
    return clone(bench, bench.botSnapshot(instance), "count", "3");
  }

  /** As {@link #threeClonesOf}, of which the first fails. */
  static PlannedJob threeClonesOfWhichOneFails(String instance) {
    PlannedJob three = threeClonesOf(instance);
    three.bench.cloud.knobs().nextBuildFails("No valid host was found.");
    return three;
  }

  /** Clones the zero-byte image that Nova's createImage makes of a volume-booted instance. */
  static PlannedJob cloneOfZeroByteImage(String instance) {
    CloneBench bench = new CloneBench();
    return clone(bench, bench.foreignImage(instance));
  }

  /** As {@link #cloneOf}, with a security group of its own. */
  static PlannedJob isolatedCloneOf(String instance) {
    CloneBench bench = new CloneBench();
    return clone(bench, bench.botSnapshot(instance), "isolated", "true");
  }

  /** Clones an instance whose NICs take ports that the bot makes. */
  static PlannedJob cloneOfTwoNics(String instance, String... more) {
    CloneBench bench = new CloneBench();
    twoNics(bench, instance);
    return clone(bench, bench.botSnapshot(instance), more);
  }

  private static void twoNics(CloneBench bench, String instance) {
    bench.cloud.knobs().network("net-b", "back");
    bench.cloud.knobs().securityGroup(new SecurityGroup("sg-db", "db", List.of()));
    String id = bench.cloud.idOf(instance);
    Rigging.ports(
        bench.cloud,
        id,
        new Port("p1", "net-demo", id, "m1", List.of("10.1.0.1"), List.of("sg-web"), true),
        new Port("p2", "net-b", id, "m2", List.of("10.2.0.1"), List.of("sg-db"), true));
  }

  /** Deletes a clone with ports that the bot made. */
  static PlannedJob deletionOfTwoNics(String instance) {
    CloneBench bench = new CloneBench();
    twoNics(bench, instance);
    Outcome clone = bench.clones("snapshot-id", bench.botSnapshot(instance));
    Set<String> doomed = new TreeSet<>(List.of(CloneBench.fact(clone, "ports").split(",", -1)));
    doomed.add(CloneBench.fact(clone, "instance"));
    Capture capture = new Capture(bench.jobs);
    Asking.press(
        new DeleteClonePress(new ExclusiveJobs(bench.jobs, new CloudOption(bench.clouds), capture)),
        bench.jobs,
        Asking.presses(Asking.ANNA, DeleteClonePress.NAME, "j1"));
    return new PlannedJob(bench, capture.taken(), doomed);
  }

  private static LaunchPlanner launching(Capture capture) {
    return new LaunchPlanner(NAMES, CLOCK, List.of(), name -> capture.holder(name).isPresent());
  }

  /** Verifies the bot's own snapshot of an instance. */
  static PlannedJob verification(String instance) {
    CloneBench bench = new CloneBench();
    return verification(bench, bench.botSnapshot(instance));
  }

  /** Verifies the zero-byte image of a volume-booted instance. */
  static PlannedJob verificationOfZeroByteImage(String instance) {
    CloneBench bench = new CloneBench();
    return verification(bench, bench.foreignImage(instance));
  }

  private static PlannedJob verification(CloneBench bench, String snapshot) {
    Capture capture = new Capture(bench.jobs);
    VerifyPlanner planner =
        new VerifyPlanner(launching(capture), Duration.ofMinutes(10), "^\\S+ login:");
    new VerifyCommand(new CloudOption(bench.clouds), bench.drafts, planner, capture, lookup(bench))
        .run(Asking.types("verify", "snapshot-id", snapshot));
    return new PlannedJob(bench, capture.taken(), Set.of());
  }

  private static PlannedJob clone(CloneBench bench, String snapshot, String... more) {
    String[] options = Arrays.copyOf(more, more.length + 2);
    options[more.length] = "snapshot-id";
    options[more.length + 1] = snapshot;
    Capture capture = new Capture(bench.jobs);
    new CloneCommand(
            new CloudOption(bench.clouds), bench.drafts, launching(capture), capture, lookup(bench))
        .run(Asking.types("clone", options));
    return new PlannedJob(bench, capture.taken(), Set.of());
  }

  /** Copies an instance, and deletes the snapshot at the end. */
  static PlannedJob copy(String instance) {
    return copy(new CloneBench(), instance, "none", "as-is");
  }

  /** As {@link #copy}, twice. */
  static PlannedJob twoCopies(String instance) {
    return copy(new CloneBench(), instance, "none", "as-is", "2");
  }

  /** As {@link #copy}, with the data volumes. */
  static PlannedJob copyOfAllDisks(String instance) {
    return copy(withData(instance), instance, "all", "as-is");
  }

  /** As {@link #copy}, of the instance shut down. */
  static PlannedJob copyOfShutDown(String instance) {
    return copy(new CloneBench(), instance, "none", "stop");
  }

  private static PlannedJob copy(
      CloneBench bench, String instance, String data, String consistency) {
    return copy(bench, instance, data, consistency, "1");
  }

  private static PlannedJob copy(
      CloneBench bench, String instance, String data, String consistency, String count) {
    Capture capture = new Capture(bench.jobs);
    new CopyCommand(
            new InstanceResolver(new CloudOption(bench.clouds), bench.drafts),
            planning(),
            launching(capture),
            capture,
            bench.drafts,
            lookup(bench))
        .runConfirmed(
            Asking.types(
                "copy",
                "server-name",
                instance,
                "delete-snapshot",
                "true",
                "data-volumes",
                data,
                "consistency",
                consistency,
                "count",
                count));
    return new PlannedJob(bench, capture.taken(), Set.of());
  }

  /** As {@link #copy}, where a snapshot cannot go before the volumes made from it. */
  static PlannedJob copyThatNeedsItsSnapshot(String instance) {
    PlannedJob copy = copy(instance);
    copy.bench.cloud.knobs().snapshotsBusyWithVolumes(true);
    return copy;
  }

  /** Deletes a clone of the zero-byte image of an instance, with all its volumes. */
  static PlannedJob deletion(String instance) {
    CloneBench bench = new CloneBench();
    Outcome clone = bench.clones("snapshot-id", bench.foreignImage(instance));
    Set<String> doomed = new TreeSet<>(List.of(CloneBench.fact(clone, "volumes").split(",", -1)));
    doomed.add(CloneBench.fact(clone, "instance"));
    Capture capture = new Capture(bench.jobs);
    Asking.press(
        new DeleteClonePress(new ExclusiveJobs(bench.jobs, new CloudOption(bench.clouds), capture)),
        bench.jobs,
        Asking.presses(Asking.ANNA, DeleteClonePress.NAME, "j1"));
    return new PlannedJob(bench, capture.taken(), doomed);
  }

  /** Lifts the isolation of a clone. */
  static PlannedJob lift(String instance) {
    CloneBench bench = new CloneBench();
    Outcome clone = bench.clones("snapshot-id", bench.botSnapshot(instance), "isolated", "true");
    Capture capture = new Capture(bench.jobs);
    Asking.press(
        new LiftIsolationPress(
            new ExclusiveJobs(bench.jobs, new CloudOption(bench.clouds), capture)),
        bench.jobs,
        Asking.presses(Asking.ANNA, LiftIsolationPress.NAME, "j1"));
    return new PlannedJob(
        bench, capture.taken(), Set.of(CloneBench.fact(clone, "isolation-group")));
  }

  /** Deletes the snapshot that a copy of an image-booted instance left. */
  static PlannedJob snapshotDeletion(String instance) {
    CloneBench bench = new CloneBench();
    Outcome copy = bench.runs(bench.types("copy", "server-name", instance));
    String id = CloneBench.fact(copy, "snapshot");
    String name = bench.cloud.image(id).orElseThrow().name();
    DeleteSnapshotPlan plan =
        new DeleteSnapshotPlan(bench.cloud.name(), "j1", true, id, name, List.of());
    return new PlannedJob(
        bench, job("i-planned", DeleteSnapshotWorkflow.KIND.workflow()).fresh(plan), Set.of(id));
  }

  /** Deletes a clone and the snapshot that it was made from, as a copy left both. */
  static PlannedJob deletionOfSeveral(String instance) {
    CloneBench bench = new CloneBench();
    Outcome copy = bench.runs(bench.types("copy", "server-name", instance));
    String snapshot = CloneBench.fact(copy, "snapshot");
    String clone = CloneBench.fact(copy, "instance");
    Set<String> doomed = new TreeSet<>(Set.of(snapshot, clone));
    Arrays.stream(CloneBench.fact(copy, "volumes").split(",", -1))
        .filter(id -> !id.isEmpty())
        .forEach(doomed::add);
    Capture capture = new Capture(bench.jobs);
    new DeleteCommand(
            new CloudOption(bench.clouds), bench.jobs, capture, bench.drafts, lookup(bench), CLOCK)
        .run(Asking.types("delete", "snapshot-id", snapshot, "clone", clone));
    return new PlannedJob(bench, capture.taken(), doomed);
  }

  /** Deletes a snapshot of all disks of an instance. */
  static PlannedJob setDeletion(String instance) {
    CloneBench bench = withData(instance);
    TakenSnapshot set = bench.botSet(instance);
    Image image = bench.cloud.image(set.id()).orElseThrow();
    List<String> behind = SetDisk.of(image).stream().map(SetDisk::snapshotId).toList();
    DeleteSnapshotPlan plan =
        new DeleteSnapshotPlan(
            bench.cloud.name(),
            String.valueOf(image.properties().get(Marks.JOB)),
            true,
            set.id(),
            set.name(),
            behind);
    Set<String> doomed = new TreeSet<>(behind);
    doomed.add(set.id());
    return new PlannedJob(
        bench, job("i-planned", DeleteSnapshotWorkflow.KIND.workflow()).fresh(plan), doomed);
  }

  /** Keeps a clone longer. */
  static PlannedJob extension(String instance) {
    CloneBench bench = new CloneBench();
    Outcome clone = bench.clones("snapshot-id", bench.botSnapshot(instance));
    ExtendPlan plan =
        new ExtendPlan(bench.cloud.name(), "j1", CloneBench.fact(clone, "instance"), "x", null);
    return new PlannedJob(
        bench, job("i-planned", ExtendWorkflow.KIND.workflow()).fresh(plan), Set.of());
  }

  /** Adds a schedule. */
  static PlannedJob schedule(String instance) {
    CloneBench bench = new CloneBench();
    return new PlannedJob(
        bench,
        job("i-planned", ScheduleWorkflow.KIND.workflow())
            .fresh(PlannedSchedule.nightly(bench, instance)),
        Set.of());
  }

  /** The clone's lease, as it is stored. */
  private ExtendWorkflow extending() {
    MemoryLeases leases = new MemoryLeases();
    leases.add(Lease.of("j1", Duration.ofDays(3), Asking.ANNA, Asking.NOW));
    leases.begin("j1", Asking.NOW);
    // The job that extends it is in another store.
    Function<String, Optional<Job>> jobs =
        id -> bench.jobs.find(id).or(() -> bench.jobs.find("j1"));
    return new ExtendWorkflow(new LeaseBook(jobs, leases, event -> {}, CLOCK));
  }

  /** Cleans up after a job as if all that an isolated clone is made of had been left. */
  static PlannedJob cleanUp(String instance) {
    CloneBench bench = new CloneBench();
    twoNics(bench, instance);
    Outcome clone = bench.clones("snapshot-id", bench.botSnapshot(instance), "isolated", "true");
    CleanUpPlan plan =
        new CleanUpPlan(bench.cloud.name(), "j1", Instant.EPOCH, clone.made(), List.of());
    return new PlannedJob(
        bench,
        job("i-planned", CleanUpWorkflow.KIND.workflow()).fresh(plan),
        clone.made().stream().map(ResourceRef::id).collect(Collectors.toSet()));
  }

  private static JobBuilder job(String invocation, String workflow) {
    return aJob()
        .workflow(workflow)
        .invocation(invocation)
        .by(Asking.ANNA)
        .in(Asking.types("snapshot").place())
        .cloud("lab")
        .title(Text.of("snapshot.title", Arg.name("web-01")));
  }

  /** The same job, asked for with another invocation and without locks. */
  NewJob asked(String invocation) {
    JobWork work = job.work();
    return new NewJob(
        new JobOrigin(invocation, invocation, job.origin().requester(), job.origin().place()),
        new JobWork(work.workflow(), work.cloud(), work.title(), List.of(), null),
        job.lines(),
        job.plan(),
        false);
  }

  /** All workflows, in the bench's cloud. */
  List<? extends Workflow<?>> workflows() {
    SnapshotTaking taking = taking(bench);
    Inventory inventory = inventory(bench);
    CloneOutcome outcome = new CloneOutcome(true);
    return List.of(
        new SnapshotWorkflow(taking, inventory),
        new CloneWorkflow(bench.clouds, inventory, outcome),
        new CopyWorkflow(bench.clouds, taking, inventory, outcome),
        new VerifyWorkflow(bench.clouds, inventory, bench.jobs, CLOCK),
        new DeleteCloneWorkflow(bench.clouds, inventory, bench.jobs),
        new LiftIsolationWorkflow(bench.clouds, bench.jobs),
        new DeleteSnapshotWorkflow(bench.clouds, inventory, bench.jobs),
        new DeleteManyWorkflow(bench.clouds, inventory, bench.jobs),
        new CleanUpWorkflow(bench.clouds, inventory, bench.jobs),
        extending(),
        PlannedSchedule.adding(bench));
  }

  /** Takes snapshots in the bench's cloud. */
  private static SnapshotPlanning planning() {
    return new SnapshotPlanning(NAMES, CLOCK, SnapshotVolumes.ROOT);
  }

  static SnapshotTaking taking(CloneBench bench) {
    return new SnapshotTaking(bench.clouds, planning(), CLOCK);
  }

  /** What is known of the bench's cloud. */
  static Inventory inventory(CloneBench bench) {
    return new Inventory(
        bench.clouds,
        name -> Runnable::run,
        Ticker.disabledTicker(),
        CLOCK,
        Duration.ofHours(1),
        Duration.ZERO);
  }

  private static Lookup lookup(CloneBench bench) {
    return new Lookup(inventory(bench), Messages.load());
  }

  /** Keeps the job that a command hands over. */
  private static final class Capture implements JobSubmission {
    private final JobSubmission to;
    private @Nullable NewJob taken;

    Capture(JobSubmission to) {
      this.to = to;
    }

    @Override
    public Job submit(NewJob job, RequestedAction action) {
      taken = job;
      return to.submit(job, action);
    }

    @Override
    public Optional<Job> holder(LockKey lock) {
      return to.holder(lock);
    }

    NewJob taken() {
      NewJob job = taken;
      if (job == null) {
        throw new AssertionError("the command handed no job over");
      }
      return job;
    }
  }
}
