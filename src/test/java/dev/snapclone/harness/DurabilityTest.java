package dev.snapclone.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The embedded database loses no acknowledged commit: a process that commits and pauses is killed
 * with SIGKILL again and again. It always uses the same file, since H2 loses commits only in a file
 * with a history. A few kills in a build; as many as {@code -Dsnapclone.harness.kills} says in the
 * profile {@code harness}.
 */
class DurabilityTest {
  private static final int KILLS = Integer.getInteger("snapclone.harness.kills", 4);
  private static final long SEED = Long.getLong("snapclone.harness.seed", 1);
  private static final int THREADS = Integer.getInteger("snapclone.harness.threads", 2);

  /** The number of kills in a build. */
  private static final int FEW = 10;

  /**
   * H2 reuses the space of old data after 45 seconds, and only then 2.5.252 begins to lose commits.
   * A build does not wait that long.
   */
  private static final String OLD_AT_ONCE = ";RETENTION_TIME=100";

  private static final Path FOLDER =
      Path.of(System.getProperty("snapclone.harness.folder", "target/harness"))
          .resolve("durability-" + ProcessHandle.current().pid())
          .toAbsolutePath();

  /** How many of the newest lines are checked after each kill; all are checked at the end. */
  private static final int LOOKED_AT = 300;

  private final Figures starts = new Figures();
  private final List<String> acknowledged = new ArrayList<>();
  private final List<String> lost = new ArrayList<>();
  private int losses;

  @Test
  void noAcknowledgedCommitIsLostByKills() throws Exception {
    Files.createDirectories(FOLDER);
    Random chance = new Random(SEED);
    for (int kill = 1; kill <= KILLS; kill++) {
      int newest = Math.max(0, acknowledged.size() - LOOKED_AT);
      run(
          kill,
          acknowledged.subList(newest, acknowledged.size()),
          KILLS < FEW ? 1000 + chance.nextInt(2000) : 2000 + chance.nextInt(9000));
    }
    run(KILLS + 1, acknowledged, 0);
    say(
        "one file: %d kills, %d commits acknowledged, %d lost, by %d of the kills; %s"
            .formatted(KILLS, acknowledged.size(), lost.size(), losses, starts));
    assertTrue(acknowledged.size() > KILLS, "hardly anything was committed");
    assertEquals(List.of(), lost, "lost; what is left is in " + FOLDER);
    KillScenario.remove(FOLDER);
  }

  /** Runs one process: what it prints must be there for the next one. */
  private void run(int number, List<String> expected, int millis)
      throws IOException, InterruptedException {
    Files.write(FOLDER.resolve(Committer.ACKNOWLEDGED), expected);
    BotProcess process =
        BotProcess.start(
            Program.ofTests(
                Committer.class,
                FOLDER.toString(),
                Integer.toString(THREADS),
                Long.toString(SEED + number),
                KILLS < FEW ? OLD_AT_ONCE : ""),
            FOLDER,
            "run-" + number,
            Map.of());
    try {
      starts.started(process.awaitReady());
      process.pause(millis);
      process.kill();
    } finally {
      process.end();
    }
    List<String> missing = new ArrayList<>();
    for (String line : Files.readAllLines(FOLDER.resolve("run-" + number + ".out"))) {
      if (line.startsWith(Committer.LOST)) {
        missing.add(line.substring(Committer.LOST.length()));
      } else if (line.matches("(job|step|audit|end) .+")) {
        acknowledged.add(line);
      }
    }
    acknowledged.removeAll(missing);
    missing.forEach(line -> lost.add(line + ", found by process " + number));
    losses += missing.isEmpty() ? 0 : 1;
  }

  /** The figures are the result of a run. */
  @SuppressWarnings("SystemOut")
  private static void say(String line) {
    System.out.println(line);
  }
}
