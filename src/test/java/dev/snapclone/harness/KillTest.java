package dev.snapclone.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.job.engine.TestDatabases.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The real program is killed with SIGKILL while people use it. A few kills in a build; as many as
 * {@code -Dsnapclone.harness.kills} says in the profile {@code harness}, on the database of {@code
 * -Dsnapclone.harness.database} (h2 or postgresql; both without it), from {@code
 * -Dsnapclone.harness.seed}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillTest {
  private static final int KILLS = Integer.getInteger("snapclone.harness.kills", 2);
  private static final long SEED = Long.getLong("snapclone.harness.seed", 1);
  private static final String DATABASE = System.getProperty("snapclone.harness.database", "");
  private static final Path FOLDER =
      Path.of(System.getProperty("snapclone.harness.folder", "target/harness")).toAbsolutePath();

  /** From this many kills on, preparing the quick start pays off. */
  private static final int WORTH_AN_ARCHIVE = 10;

  /** With this many kills there are some of each kind, whatever the seed. */
  private static final int MEETS_ALL = 100;

  private Program program;

  @BeforeAll
  void findTheProgram() throws IOException, InterruptedException {
    program = Program.in(own("program"));
    if (KILLS < WORTH_AN_ARCHIVE) {
      return;
    }
    Path folder = own("archiving");
    try (KillWorld world = KillWorld.open(0, Kind.H2, folder)) {
      BotProcess bot =
          BotProcess.start(program.archiving("run"), folder, "archiving", world.environment());
      bot.awaitReady();
      assertEquals(0, bot.terminate());
    }
    KillScenario.remove(folder);
  }

  @AfterAll
  void removeTheProgram() throws IOException {
    KillScenario.remove(own("program"));
  }

  /** Two databases may be tested at the same time. */
  private static Path own(String name) {
    return FOLDER.resolve(name + "-" + ProcessHandle.current().pid());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void killsLoseNothingAndDuplicateNothing(Kind database) throws IOException, InterruptedException {
    if (!DATABASE.isEmpty() && !database.name().equals(DATABASE.toUpperCase(Locale.ROOT))) {
      return;
    }
    Figures all = new KillScenario(SEED, KILLS, database, program, FOLDER).run();
    say(database + ", one database for all kills, judged to be right, seed " + SEED + ": " + all);
    assertEquals(KILLS, all.of("kills"));
    assertTrue(all.of("jobs") > 0, "nobody asked for anything");
    assertTrue(KILLS < MEETS_ALL || all.of("parked jobs met by kills") > 0, "no job was parked");
  }

  /** The figures are the result of a run. */
  @SuppressWarnings("SystemOut")
  private static void say(String line) {
    System.out.println(line);
  }
}
