package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertNull;

import dev.snapclone.app.FaultCrew.Task;
import dev.snapclone.app.FaultRun.Blow;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.discord.rest.RestFaults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many jobs, each with troubles that its seed decides: of the cloud, of Discord, the process
 * killed, the job cancelled, several at once. No job is lost, nothing is doubled or left, every
 * outcome is told once and every card tells the truth.
 *
 * <p>A build makes a few runs. {@code -Dsnapclone.faults.runs=1000 -Dsnapclone.faults.seed=1} makes
 * those of the seeds 1 to 1000; a failing one is repeated with {@code runs=1} and its seed.
 */
class FaultCampaignTest {
  private static final int RUNS = Integer.getInteger("snapclone.faults.runs", 24);
  private static final long SEED = Long.getLong("snapclone.faults.seed", 1);
  private static final int WORLDS = Integer.getInteger("snapclone.faults.worlds", 3);

  @TempDir static Path folder;

  private static final Map<String, Integer> MET = new ConcurrentSkipListMap<>();

  private static final List<String[]> ROUTES =
      List.of(
          new String[] {"POST", "/compute/v2.1/servers$"},
          new String[] {"POST", "/compute/.*/action$"},
          new String[] {"POST", "/volume/.*/volumes$"},
          new String[] {"POST", "/volume/.*/snapshots$"},
          new String[] {"POST", "/metadata$"},
          new String[] {"PATCH", "/image/"},
          new String[] {"DELETE", ".*"},
          new String[] {"GET", "/compute/v2.1/servers/[^/]+$"},
          new String[] {"GET", "/compute/v2.1/servers/detail"},
          new String[] {"GET", "/image/v2/images"},
          new String[] {"GET", "/volume/.*/volumes/"},
          new String[] {"GET", "/volume/.*/snapshots/"},
          new String[] {"GET", "/compute/v2.1/(flavors|limits|os-keypairs)"},
          new String[] {"GET", "/network/"},
          new String[] {"POST", "/identity/v3/auth/tokens"},
          new String[] {".*", "/(compute|image|volume|network)/"});

  private static final List<String> MESSAGES =
      List.of("POST /channels/*/messages", "PATCH /channels/*/messages/*");

  /** The run of a seed: what the seed decides, and nothing else. */
  private static FaultRun run(FaultWorld world, long seed) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    FaultWork[] works = FaultWork.values();
    FaultRun run = new FaultRun(world, works[random.nextInt(works.length)]);
    List<Runnable> troubles = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      troubles.add(cloudTrouble(world, run, random));
    }
    if (random.nextInt(10) == 0) {
      met("cloud away");
      troubles.add(world.cloud::down);
    }
    for (int i = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0; i > 0; i--) {
      troubles.add(discordTrouble(world, random));
    }
    if (random.nextInt(3) == 0) {
      met("kill");
      int first = 1 + random.nextInt(25);
      run.blow(first, Blow.KILL);
      if (random.nextBoolean()) {
        met("kill");
        run.blow(first + 1 + random.nextInt(10), Blow.KILL);
      }
    }
    if (random.nextInt(6) == 0) {
      met("cancel");
      run.blow(1 + random.nextInt(25), Blow.CANCEL);
    }
    if (random.nextInt(6) == 0) {
      met("tokens revoked");
      run.blow(1 + random.nextInt(25), Blow.REVOKE);
    }
    return run.beforeJob(() -> troubles.forEach(Runnable::run))
        .mendedAfter(Duration.ofMillis(100 + random.nextInt(2500)));
  }

  private static Runnable cloudTrouble(FaultWorld world, FaultRun run, Random random) {
    CloudFault[] faults = CloudFault.values();
    CloudFault fault = faults[random.nextInt(faults.length)];
    String[] route = ROUTES.get(random.nextInt(ROUTES.size()));
    int times = 1 + random.nextInt(3);
    boolean often = random.nextInt(5) == 0;
    double probability = 0.1 + random.nextDouble() / 2;
    met(fault.name());
    boolean refused = fault == CloudFault.REFUSED_LOGIN_401 || fault == CloudFault.CONFLICT_409;
    if (!fault.ridden() || refused || route[1].contains("identity")) {
      // Several at once may last for longer than a refusal is ridden out here.
      run.mayEnd(JobState.FAILED, JobState.NEEDS_ATTENTION);
    }
    return () -> {
      if (often) {
        world.cloud.faults().sometimes(probability, route[0], route[1], fault.fault());
      } else {
        world.cloud.faults().next(times, route[0], route[1], fault.fault());
      }
    };
  }

  private static Runnable discordTrouble(FaultWorld world, Random random) {
    String route = MESSAGES.get(random.nextInt(MESSAGES.size()));
    int what = random.nextInt(5);
    met("discord " + List.of("502", "429", "answer lost", "not taken", "slow").get(what));
    return () -> {
      RestFaults.Plan plan = world.discord.faults().on(route);
      switch (what) {
        case 0 -> plan.times(2).status(502);
        case 1 -> plan.tooManyRequests(Duration.ofSeconds(1), RestFaults.Scope.SHARED);
        case 2 -> plan.answerLost();
        case 3 -> plan.connectionLost();
        default -> plan.latency(Duration.ofMillis(300));
      }
    };
  }

  private static void met(String trouble) {
    MET.merge(trouble, 1, Integer::sum);
  }

  @Test
  void noJobIsLostAndNothingIsDoubledWhateverGoesWrong(TestReporter told) {
    List<Task> tasks = new ArrayList<>();
    for (int i = 0; i < RUNS; i++) {
      long seed = SEED + i;
      tasks.add(
          new Task(
              "-Dsnapclone.faults.runs=1 -Dsnapclone.faults.seed=" + seed,
              world -> run(world, seed)));
    }
    FaultCrew crew = new FaultCrew(folder, WORLDS, Duration.ofHours(2));
    crew.carryOut(tasks);
    told.publishEntry("seeds", SEED + " to " + (SEED + RUNS - 1));
    told.publishEntry("ends", crew.figures());
    told.publishEntry("troubles", MET.toString());
    assertNull(crew.wrong(), crew::wrong);
  }
}
