package dev.snapclone.storage;

import static dev.snapclone.job.JobBuilder.aJob;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.config.StorageSettings;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Estimates;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.Timing;
import dev.snapclone.job.engine.TestDatabases;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How long jobs took, in both databases. */
class HistoryTest {
  private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
  private static final Timing SMALL = Timing.of("image-snapshot", 20);
  private static final Timing BIG = Timing.of("image-snapshot", 500);

  private int jobs;

  /** A job that was asked for a day before it began. */
  private void job(Database database, Timing timing, JobState state, int took) {
    String id = "j" + ++jobs;
    Instant began = NOW.plusSeconds(1000L * jobs);
    database
        .jobs()
        .insert(
            aJob()
                .id(id)
                .cloud("main")
                .timing(timing)
                .created(began.minus(Duration.ofDays(1)))
                .build(),
            job -> {});
    Job job = database.jobs().pick(id, began).orElseThrow().job();
    assertEquals(timing, job.plan().timing());
    Outcome outcome =
        new Outcome(Text.of("jobs.cancelled"), List.of(), List.of(), List.of(), Map.of());
    database.jobs().end(id, job.progress().epoch(), state, outcome, false, began.plusSeconds(took));
  }

  private static List<Duration> seconds(Integer... took) {
    return List.of(took).stream().map(Duration::ofSeconds).toList();
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void theLastThatSucceededCountFromTheirStart(TestDatabases.Kind kind) {
    try (Database database = Database.open(kind.fresh(), InstantSource.fixed(NOW))) {
      job(database, SMALL, JobState.DONE, 10);
      job(database, SMALL, JobState.FAILED, 900);
      job(database, BIG, JobState.DONE, 300);
      job(database, SMALL, JobState.DONE, 20);
      job(database, SMALL, JobState.DONE, 30);
      Estimates.History history = database.history();
      assertEquals(seconds(30, 20, 10), history.last("main", SMALL, 30));
      assertEquals(seconds(30, 20), history.last("main", SMALL, 2));
      assertEquals(seconds(300), history.last("main", BIG, 30));
      assertEquals(List.of(), history.last("other", SMALL, 30));
    }
  }

  /** A hundred thousand jobs of one kind: the last ones come from the index, in its order. */
  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void doesNotReadThemAll(TestDatabases.Kind kind) throws SQLException {
    StorageSettings settings = kind.fresh();
    try (Database database = Database.open(settings, InstantSource.fixed(NOW));
        Connection connection =
            DriverManager.getConnection(
                settings.url(), kind == TestDatabases.Kind.H2 ? "sa" : settings.user(), "");
        Statement statement = connection.createStatement()) {
      job(database, SMALL, JobState.DONE, 10);
      statement.execute(
          "insert into jobs (id, workflow, invocation, guild, requester, place, cloud, title,"
              + " plan_text, plan, outline, locks, state, epoch, signal, created, started, ended,"
              + " timing) select 'x' || n, workflow, 'x' || n, guild, requester, place, cloud,"
              + " title, plan_text, plan, outline, locks, state, epoch, signal, created, started,"
              + " ended, timing from jobs, "
              + (kind == TestDatabases.Kind.H2
                  ? "system_range(1, 100000) as many(n)"
                  : "generate_series(1, 100000) as many(n)")
              + " where id = 'j1'");
      statement.execute("analyze" + (kind == TestDatabases.Kind.H2 ? "" : " jobs"));
      String query =
          JdbiHistory.LAST
              .replace(":cloud", "'main'")
              .replace(":timing", "'" + SMALL.key() + "'")
              .replace(":done", "'DONE'")
              .replace(":most", "30");
      StringBuilder plan = new StringBuilder();
      try (ResultSet rows = statement.executeQuery("explain analyze " + query)) {
        while (rows.next()) {
          plan.append(rows.getString(1)).append('\n');
        }
      }
      String how = plan.toString().toLowerCase(Locale.ROOT);
      assertTrue(how.contains("jobs_by_timing"), how);
      assertTrue(how.contains(kind == TestDatabases.Kind.H2 ? "index sorted" : "limit"), how);
      assertFalse(how.contains("sort key"), how);
    }
  }
}
