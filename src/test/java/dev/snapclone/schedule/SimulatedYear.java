package dev.snapclone.schedule;

import dev.snapclone.access.RequestedAction;
import dev.snapclone.clone.LaunchPlanner;
import dev.snapclone.clone.VerifyPlanner;
import dev.snapclone.clone.VerifyWorkflow;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.InMemoryCloud;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.NewVolume;
import dev.snapclone.command.PlaceVoice;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.inventory.Inventory;
import dev.snapclone.job.Errands;
import dev.snapclone.job.ImmediateSteps;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobBuilder;
import dev.snapclone.job.JobState;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.MemoryJobs;
import dev.snapclone.job.NewJob;
import dev.snapclone.job.engine.SchedulerCron;
import dev.snapclone.procedure.Names;
import dev.snapclone.procedure.SnapshotMade;
import dev.snapclone.procedure.SnapshotPlanning;
import dev.snapclone.procedure.SnapshotTaking;
import dev.snapclone.removal.DeleteSnapshotPress;
import dev.snapclone.removal.DeleteSnapshotWorkflow;
import dev.snapclone.request.Asking;
import dev.snapclone.request.CloudOption;
import dev.snapclone.request.ExclusiveJobs;
import dev.snapclone.request.JobRequest;
import dev.snapclone.request.JobSubmission;
import dev.snapclone.request.SnapshotResolver;
import dev.snapclone.snapshot.SnapshotCommand;
import dev.snapclone.snapshot.SnapshotWorkflow;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Schedules over a cloud in memory, by a clock that leaps from timer to timer. Jobs run the real
 * workflows at once.
 */
final class SimulatedYear implements Errands {
  private final InMemoryCloud inside = InMemoryCloud.seeded("lab");
  private final Clouds clouds;
  private final Killer killer;
  private final MemorySchedules store = new MemorySchedules();
  private final Year jobs = new Year();
  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::order));
  private final Set<String> offered = new HashSet<>();
  private final Deque<Job> ended = new ArrayDeque<>();
  private final List<Span> outages;
  private final List<Span> away;
  private final SnapshotPlanning planning;
  private final SnapshotWorkflow taking;
  private final DeleteSnapshotWorkflow deleting;
  private final VerifyPlanner verifying;
  private final VerifyWorkflow seeing;
  private final Map<String, List<String>> taken = new HashMap<>();
  private final Map<String, List<Instant>> takenAt = new HashMap<>();
  private Schedules bot;
  private Instant now;
  private long order;
  private int deletions;
  private int verified;
  private long looks;
  private final Set<String> told = new HashSet<>();

  private record Due(Instant at, long order, String id, int attempt) {}

  /** From and until when something is so. */
  record Span(Instant from, Instant until) {
    boolean holds(Instant at) {
      return !at.isBefore(from) && at.isBefore(until);
    }

    /** That time, or the end of a span that holds it. */
    static Instant after(List<Span> spans, Instant at) {
      return spans.stream().filter(it -> it.holds(at)).map(Span::until).findFirst().orElse(at);
    }
  }

  SimulatedYear(Instant start, List<Span> outages, List<Span> away) {
    this(start, outages, away, new Killer(0, false));
  }

  /** As above, by a bot that dies at one moment. */
  SimulatedYear(Instant start, List<Span> outages, List<Span> away, Killer killer) {
    this.killer = killer;
    this.now = start;
    this.outages = outages;
    this.away = away;
    clouds = new Clouds(List.of(unreliable(inside)));
    Names names = new Names("{instance}-{date}-{time}", "x-{n}", ZoneOffset.UTC);
    planning = new SnapshotPlanning(names, () -> now, dev.snapclone.procedure.SnapshotVolumes.ROOT);
    Inventory inventory =
        new Inventory(
            clouds,
            name -> Runnable::run,
            com.github.benmanes.caffeine.cache.Ticker.systemTicker(),
            () -> now,
            Duration.ofMinutes(1),
            Duration.ZERO);
    taking = new SnapshotWorkflow(new SnapshotTaking(clouds, planning, () -> now), inventory);
    deleting = new DeleteSnapshotWorkflow(clouds, inventory, jobs);
    verifying =
        new VerifyPlanner(
            new LaunchPlanner(names, () -> now, List.of(), name -> false),
            Duration.ofMinutes(10),
            "^\\S+ login:");
    // Time passes while it looks.
    seeing =
        new VerifyWorkflow(clouds, inventory, jobs, () -> now.plusSeconds(30 * (looks++ % 1000)));
    for (dev.snapclone.cloud.Quota.Item item : dev.snapclone.cloud.Quota.Item.values()) {
      inside.knobs().limit(item, 1_000_000);
    }
    bot = start();
  }

  /** The cloud, while it is there. */
  private Cloud unreliable(InMemoryCloud cloud) {
    return (Cloud)
        Proxy.newProxyInstance(
            Cloud.class.getClassLoader(),
            new Class<?>[] {Cloud.class},
            (proxy, method, args) -> {
              if (method.getName().equals("name")) {
                return cloud.name();
              }
              if (method.getName().equals("forJob")) {
                return proxy;
              }
              if (outages.stream().anyMatch(it -> it.holds(now))) {
                throw Rigged.down();
              }
              cloud.knobs().time(now);
              try {
                return method.invoke(cloud, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static final class Rigged {
    static CloudException down() {
      return new CloudException(
          CloudException.Kind.UNREACHABLE, "lab", "compute", 0, "the cloud is down", null, null);
    }
  }

  private Schedules start() {
    Schedules schedules =
        new Schedules(
            killer.near(ScheduleStore.class, store),
            new ScheduleJobs(jobs, killer.near(JobSubmission.class, jobs), jobs),
            clouds,
            killer.near(Errands.class, this),
            killer.near(PlaceVoice.class, (place, person, lines, small, once) -> told.add(once)),
            new Schedules.Times(new SchedulerCron(), () -> now),
            new Schedules.Limits(
                Duration.ofHours(1), Duration.ofMinutes(2), 10, false, ZoneOffset.UTC));
    killer.survived(schedules::lookAgain);
    return schedules;
  }

  /** Lets the bot do something, whose next process does it again if it dies. */
  private boolean lives(BooleanSupplier work) {
    boolean[] done = {false};
    while (!killer.survived(() -> done[0] = work.getAsBoolean())) {
      bot = start();
    }
    return done[0];
  }

  void schedule(String id, String server, Timetable when, Keep keep) {
    Target target = new Target(Target.Kind.INSTANCE, inside.idOf(server), server);
    schedule(id, target, when, keep);
  }

  void schedule(String id, Target target, Timetable when, Keep keep) {
    schedule(id, target, when, keep, false);
  }

  void schedule(String id, Target target, Timetable when, Keep keep, boolean verify) {
    jobs.put(
        JobBuilder.aJob()
            .id(id)
            .invocation("i" + id)
            .by(Asking.ANNA)
            .workflow(ScheduleWorkflow.KIND.workflow())
            .state(JobState.DONE)
            .build());
    store.add(
        new Schedule(
            id,
            jobs.one(id).place().guild(),
            new SchedulePlan("lab", target, when, keep, null, null, null, false, verify),
            Schedule.State.ACTIVE,
            now,
            when.next(new SchedulerCron(), now).orElseThrow(),
            null));
    lives(
        () -> {
          bot.lookAgain();
          return true;
        });
  }

  @Override
  public boolean offer(Kind kind, String id, String payload, Instant due) {
    if (!offered.add(id)) {
      return false;
    }
    queue.add(new Due(due, order++, id, 0));
    return true;
  }

  @Override
  public void makeDue(Kind kind, String id) {}

  /** Lets time pass. */
  void until(Instant end) {
    while (!queue.isEmpty() && !queue.peek().at().isAfter(end)) {
      Due due = queue.remove();
      Instant at = due.at().isAfter(now) ? due.at() : now;
      Instant up = Span.after(away, at);
      if (up.isAfter(at)) {
        // Nobody is there; when the bot comes back it is a new process.
        if (up.isAfter(now)) {
          now = up;
          bot = start();
        }
        queue.add(new Due(up, due.order(), due.id(), due.attempt()));
        continue;
      }
      now = at;
      if (!lives(() -> bot.errands().carryOut(due.id(), "", due.attempt()))) {
        queue.add(new Due(now.plusSeconds(600), order++, due.id(), due.attempt() + 1));
      }
      tell();
    }
    now = end;
  }

  private void tell() {
    while (!ended.isEmpty()) {
      Job job = ended.remove();
      if (!lives(() -> bot.before((id, payload, attempt) -> true).carryOut(job.id(), "", 0))) {
        throw new AssertionError(job + " could not be followed");
      }
    }
  }

  /** The snapshots that a schedule took, oldest first. */
  List<String> taken(String schedule) {
    return taken.getOrDefault(schedule, List.of());
  }

  /** When it took them. */
  List<Instant> takenAt(String schedule) {
    return takenAt.getOrDefault(schedule, List.of());
  }

  /** How many verifications there were. */
  int verified() {
    return verified;
  }

  /** What consoles show from now on. */
  void console(@Nullable String output) {
    inside.knobs().console(output);
  }

  int deletions() {
    return deletions;
  }

  int lastRunsTold() {
    return told.size();
  }

  /** The ids of all snapshots that jobs of schedules took, and that are there. */
  List<String> standing() {
    Set<String> ours = new HashSet<>();
    taken.values().forEach(ours::addAll);
    List<String> all = new ArrayList<>();
    inside.images().forEach(it -> all.add(it.id()));
    inside.volumeSnapshots().forEach(it -> all.add(it.id()));
    all.retainAll(ours);
    return all;
  }

  boolean stands(String id) {
    return inside.image(id).isPresent() || inside.volumeSnapshot(id).isPresent();
  }

  /** Makes a volume from the newest snapshot of a schedule; its id. */
  String cloneFrom(String schedule) {
    List<String> all = taken(schedule);
    String snapshot = all.get(all.size() - 1);
    inside.createVolume(new NewVolume("from-" + snapshot, 2, snapshot, null, null, Map.of()));
    return snapshot;
  }

  /** A snapshot that others made and gave the marks of a schedule. */
  String forged(String schedule) {
    String id =
        inside.createImage(
            inside.idOf("off-01"),
            "forged",
            Map.of(Marks.SCHEDULE, schedule, Marks.JOB, "j1", Marks.SELF, "x"));
    inside.settle();
    inside.setImageProperties(id, Map.of(Marks.SELF, id));
    return id;
  }

  /** Jobs that run at once. */
  private final class Year extends MemoryJobs implements JobSubmission, ScheduledJobs {
    private final Map<String, String> byInvocation = new HashMap<>();

    @Override
    public Job submit(NewJob job, RequestedAction action) {
      Job stored = submit(job);
      byInvocation.put(job.origin().invocation(), stored.id());
      boolean deletion = job.work().workflow().equals(deleting.name());
      try {
        ImmediateSteps steps = new ImmediateSteps(stored.id(), inside::advance);
        if (deletion) {
          run(stored.id(), deleting, steps);
          deletions++;
        } else if (job.work().workflow().equals(seeing.name())) {
          verified++;
          verify(stored.id(), steps);
        } else {
          run(stored.id(), taking, steps);
          String schedule = job.origin().schedule().orElseThrow();
          String id = SnapshotMade.of(one(stored.id())).orElseThrow().id();
          taken.computeIfAbsent(schedule, s -> new ArrayList<>()).add(id);
          takenAt.computeIfAbsent(schedule, s -> new ArrayList<>()).add(now);
        }
      } catch (RuntimeException e) {
        throw new AssertionError(job.work() + " fails", e);
      }
      ended.add(one(stored.id()));
      return one(stored.id());
    }

    private void verify(String id, ImmediateSteps steps) {
      try {
        run(id, seeing, steps);
      } catch (ExplainedFailure notSeen) {
        end(id, JobState.FAILED, null);
      }
    }

    @Override
    public synchronized Optional<Job> findByInvocation(String invocation) {
      return Optional.ofNullable(byInvocation.get(invocation)).map(this::one);
    }

    @Override
    public synchronized List<Job> open() {
      return List.of();
    }

    @Override
    public Optional<Job> holder(LockKey lock) {
      return Optional.empty();
    }

    @Override
    public JobRequest snapshot(Cloud cloud, Instance instance, SchedulePlan plan, String schedule) {
      return SnapshotCommand.request(
          cloud, planning.plan(cloud, instance, plan.os(), null, plan.root(), null).by(schedule));
    }

    @Override
    public JobRequest verification(Cloud cloud, SnapshotMade made) {
      return verifying.request(SnapshotResolver.byId(cloud, made.id()).orElseThrow());
    }

    @Override
    public JobRequest deletion(Cloud cloud, Job job, SnapshotMade made) {
      return new DeleteSnapshotPress(new ExclusiveJobs(this, new CloudOption(clouds), this))
          .request(cloud, job.id(), made);
    }
  }
}
