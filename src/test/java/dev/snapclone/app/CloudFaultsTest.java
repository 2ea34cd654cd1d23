package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.snapclone.app.CloudFault.Route;
import dev.snapclone.app.FaultCrew.Task;
import dev.snapclone.job.JobState;
import dev.snapclone.job.engine.TestDatabases;
import dev.snapclone.sandbox.openstack.wire.LoggedRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every route that the bot calls, with everything that a cloud can do wrong there, through the real
 * adapter: during the job, while it is undone, and while it is planned. A build tries a sample,
 * {@code -Dsnapclone.faults.routes=all} all of them; {@code -Dsnapclone.faults.only=TEXT} those
 * whose name holds a text.
 */
class CloudFaultsTest {
  private static final Duration PATIENT = Duration.ofHours(2);
  private static final int SAMPLE = 16;
  private static final int WORLDS = Integer.getInteger("snapclone.faults.worlds", 3);
  private static final boolean ALL = "all".equals(System.getProperty("snapclone.faults.routes"));
  private static final String ONLY = System.getProperty("snapclone.faults.only", "");

  @TempDir static Path folder;

  /** Where the bot is when it calls a route. */
  private enum Phase {
    PLANNING,
    JOB,
    UNDO
  }

  private record Spot(Phase phase, FaultWork work, Route route) {}

  private static final Map<String, Spot> SPOTS = new LinkedHashMap<>();

  /** Learns the routes from runs in which nothing goes wrong. */
  @BeforeAll
  static void routes() {
    try (FaultWorld world = world("routes")) {
      for (FaultWork work : FaultWork.values()) {
        learn(world, work, false);
        if (!work.equals(FaultWork.DELETION_OF_CLONE)) {
          learn(world, work, true);
        }
      }
    }
  }

  private static FaultWorld world(String name) {
    return new FaultWorld(
        TestDatabases.h2InMemory(), folder.resolve(name), PATIENT, InstantSource.system());
  }

  private static void learn(FaultWorld world, FaultWork work, boolean undone) {
    FaultRun run = new FaultRun(world, work);
    if (undone) {
      run.cancelledInTheEnd();
    }
    FaultRun.Result result =
        run.beforeCommand(world.cloud.requestLog()::clear)
            .beforeJob(
                () -> {
                  note(world, Phase.PLANNING, work);
                  world.cloud.requestLog().clear();
                })
            .afterJob(() -> note(world, undone ? Phase.UNDO : Phase.JOB, work))
            .run();
    if (!result.complaints().isEmpty()) {
      throw new IllegalStateException(work + " in peace: " + result.complaints());
    }
  }

  private static void note(FaultWorld world, Phase phase, FaultWork work) {
    for (LoggedRequest request : world.cloud.requests()) {
      Route route = Route.of(request.method(), request.path(), request.body());
      Spot spot = new Spot(phase, work, route);
      if (phase != Phase.UNDO || !SPOTS.containsKey(Phase.JOB + " " + route)) {
        SPOTS.putIfAbsent(phase + " " + route, spot);
      }
    }
  }

  private static List<Task> tasks() {
    List<Task> tasks = new ArrayList<>();
    SPOTS
        .values()
        .forEach(
            spot -> {
              for (CloudFault fault : CloudFault.values()) {
                if (spot.phase() != Phase.PLANNING || !stalls(fault)) {
                  tasks.add(task(spot, fault));
                }
              }
            });
    tasks.removeIf(task -> !task.name().contains(ONLY));
    if (!ALL && ONLY.isEmpty()) {
      Collections.shuffle(tasks, new Random(4));
      return tasks.subList(0, SAMPLE);
    }
    return tasks;
  }

  /** What takes longer than a person waits for an answer. */
  private static boolean stalls(CloudFault fault) {
    return fault == CloudFault.STALL || fault == CloudFault.STALL_AND_DONE;
  }

  private static Task task(Spot spot, CloudFault fault) {
    String name = spot.phase() + " of " + spot.work() + ", " + spot.route() + ", " + fault;
    return new Task(
        name,
        world -> {
          FaultRun run = new FaultRun(world, spot.work());
          // Others read too, the watch for one, so a read fails a few times in a row.
          int times = spot.route().changes() ? 1 : fault.ridden() ? 3 : 1000;
          if (stalls(fault)) {
            times = 1;
          }
          int often = times;
          Runnable inject = () -> inject(world, spot.route(), fault, often);
          switch (spot.phase()) {
            case PLANNING -> run.beforeCommand(inject).beforeJob(world::mend);
            case JOB -> run.beforeJob(inject);
            case UNDO -> run.cancelledInTheEnd().beforeJob(inject);
          }
          // Of a deletion a 409 says that something needs what is to go: that is told at once.
          boolean needed =
              fault == CloudFault.CONFLICT_409 && spot.route().method().equals("DELETE");
          if (spot.phase() != Phase.PLANNING && (needed || !fault.ridden())) {
            run.mayEnd(JobState.DONE, JobState.FAILED, JobState.NEEDS_ATTENTION);
          }
          return run;
        });
  }

  private static void inject(FaultWorld world, Route route, CloudFault fault, int times) {
    if (route.action() != null) {
      world
          .cloud
          .faults()
          .nextWithBody(route.method(), route.regex(), "^\\{\"" + route.action(), fault.fault());
    } else {
      world.cloud.faults().next(times, route.method(), route.regex(), fault.fault());
    }
  }

  @Test
  void everyFaultOfEveryRouteIsRiddenOutOrTold(TestReporter told) {
    List<Task> tasks = tasks();
    assertFalse(tasks.isEmpty());
    FaultCrew crew = new FaultCrew(folder, WORLDS, PATIENT);
    crew.carryOut(tasks);
    told.publishEntry("routes", SPOTS.size() + " " + SPOTS.keySet());
    told.publishEntry("faults", crew.figures());
    assertNull(crew.wrong(), crew::wrong);
  }

  /**
   * Seconds are enough to see that nothing is lost; {@code -Dsnapclone.faults.outage=120} makes it
   * minutes.
   */
  @Test
  void aCloudThatIsAwayInTheMiddleOfAJobIsRiddenOut() {
    int seconds = Integer.getInteger("snapclone.faults.outage", 2);
    List<Task> tasks = new ArrayList<>();
    for (FaultWork work : FaultWork.values()) {
      tasks.add(
          new Task(
              "away in " + work,
              world ->
                  new FaultRun(world, work)
                      .blow(4, FaultRun.Blow.OUTAGE)
                      .mendedAfter(Duration.ofSeconds(seconds))));
    }
    FaultCrew crew = new FaultCrew(folder, WORLDS, PATIENT);
    crew.carryOut(tasks);
    assertNull(crew.wrong(), crew::wrong);
  }

  @Test
  void aCatalogWithoutAServiceIsRiddenOutForAMomentAndToldWhenItStaysSo() {
    List<Task> tasks = new ArrayList<>();
    for (String service : List.of("compute", "volumev3")) {
      tasks.add(
          new Task(
              "for a moment without " + service,
              world ->
                  new FaultRun(world, FaultWork.CLONE_OF_VOLUME_SNAPSHOT)
                      .beforeJob(() -> hide(world, service))
                      .mendedAfter(Duration.ofMillis(100))));
      tasks.add(
          new Task(
              "without " + service,
              world ->
                  new FaultRun(world, FaultWork.CLONE_OF_VOLUME_SNAPSHOT)
                      .beforeJob(() -> hide(world, service))
                      .endsAs(JobState.FAILED)));
    }
    FaultCrew crew = new FaultCrew(folder, 2, PATIENT);
    crew.carryOut(tasks);
    assertNull(crew.wrong(), crew::wrong);
  }

  private static void hide(FaultWorld world, String service) {
    world.cloud.backstage().hideService(service, true);
    world.cloud.backstage().expireTokens();
  }
}
