package dev.snapclone.storage;

import static dev.snapclone.job.JobBuilder.aJob;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Errands.Kind;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Lease;
import dev.snapclone.job.Lease.Stage;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.job.engine.TestDatabases;
import dev.snapclone.request.Asking;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Leases in both databases: they begin with the end of their job, and each version has an errand.
 */
class LeaseStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
  private static final Outcome MADE =
      new Outcome(
          Text.of("jobs.cancelled"),
          List.of(),
          List.of(new ResourceRef("IMAGE", "img-1", "web")),
          List.of(),
          Map.of());

  private static void ends(Database database, JobState state) {
    Job job = database.jobs().pick("j1", NOW).orElseThrow().job();
    assertTrue(
        database.jobs().end("j1", job.progress().epoch(), state, MADE, false, NOW.plusSeconds(9)));
  }

  private static Lease stored(Database database) {
    return database.leases().of("j1").orElseThrow();
  }

  private static Database opened(TestDatabases.Kind kind) {
    Database database = Database.open(kind.fresh(), InstantSource.fixed(NOW));
    Lease lease = Lease.of("j1", Duration.ofDays(3), Asking.ANNA, NOW);
    database
        .jobs()
        .insert(aJob().id("j1").created(NOW).build(), job -> database.leases().add(lease));
    assertEquals(lease, stored(database));
    return database;
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void beginsWhenItsJobHasSucceeded(TestDatabases.Kind kind) {
    try (Database database = opened(kind)) {
      assertEquals(Map.of(), database.leases().ends("main"));
      ends(database, JobState.DONE);
      Lease lease = stored(database);
      assertEquals(Stage.MARKING, lease.stage());
      assertEquals(NOW.plusSeconds(9).plus(Duration.ofDays(3)), lease.ends());
      assertTrue(database.jobs().begin(Kind.LEASE, "j1/1").isPresent(), "its errand");
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void neverBeginsWhenItsJobFailed(TestDatabases.Kind kind) {
    try (Database database = opened(kind)) {
      ends(database, JobState.FAILED);
      assertEquals(Stage.WAITING, stored(database).stage());
      assertEquals(Optional.empty(), database.jobs().begin(Kind.LEASE, "j1/1"));
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void ofTwoChangesOneCounts(TestDatabases.Kind kind) {
    try (Database database = opened(kind)) {
      ends(database, JobState.DONE);
      Lease begun = stored(database);
      Instant later = NOW.plus(Duration.ofDays(9));
      Lease extended = begun.until(later, Asking.BO, NOW, "press");
      assertTrue(database.leases().change(begun, extended));
      assertFalse(database.leases().change(begun, begun.until(null, Asking.ANNA, NOW, "other")));
      assertEquals(extended, stored(database));
      Lease troubled =
          extended.troubled(Text.of("lease.gave-up", Arg.code("j2")), later, "g/c/p/m");
      assertTrue(database.leases().change(extended, troubled));
      assertEquals(troubled, stored(database));
      Lease over = troubled.step(Stage.OVER, null, null);
      assertTrue(database.leases().change(troubled, over));
      assertEquals(Map.of(), database.leases().ends("main"));
    }
  }
}
