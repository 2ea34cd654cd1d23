package dev.snapclone.storage;

import static dev.snapclone.job.JobBuilder.aJob;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.InstanceNames;
import dev.snapclone.access.RequestedAction;
import dev.snapclone.job.Job;
import dev.snapclone.job.JournalEntry.Phase;
import dev.snapclone.job.Reason;
import dev.snapclone.job.engine.Entry;
import dev.snapclone.job.engine.JobStore.Pick;
import dev.snapclone.job.engine.TestDatabases;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A job is found by what it made, in its own cloud. */
class LineageStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");

  private static Job job(String id) {
    return aJob().id(id).created(NOW).build();
  }

  private static Entry done(String step, String result, int tries) {
    return new Entry(
        step,
        Phase.DONE,
        result,
        new Entry.Progress(null, null),
        NOW,
        null,
        new Entry.Attempts(false, tries, NOW),
        new Entry.Trouble(0, null));
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void theJobThatMadeAResourceIsFoundWithItsLineage(TestDatabases.Kind kind) {
    RequestedAction action =
        RequestedAction.of("clone", "main")
            .on("IMAGE", "img-1")
            .in(Set.of("p"))
            .with(new InstanceNames(Set.of("prod-1", "\u0440rod \ud83d\ude00"), true));
    try (Database database = Database.open(kind.fresh(), InstantSource.system())) {
      database.jobs().insert(job("j1").with(action), stored -> {});
      database.jobs().insert(job("j2"), stored -> {});
      Pick pick = database.jobs().pick("j1", NOW).orElseThrow();
      long epoch = pick.job().progress().epoch();
      database.jobs().write("j1", epoch, done("volume", "\"vol-1\"", 1));
      database.jobs().write("j1", epoch, done("volume", "\"vol-1\"", 2));
      database.jobs().write("j1", epoch, done("recheck", "\"unchanged\"", 0));
      assertEquals(action, pick.job().work().action());
      assertEquals(action, database.jobs().maker("main", "vol-1").orElseThrow().work().action());
      assertTrue(database.jobs().maker("other", "vol-1").isEmpty(), "of another cloud");
      assertTrue(database.jobs().maker("main", "unchanged").isEmpty(), "not made");
      assertTrue(database.jobs().maker("main", "vol-2").isEmpty());
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void theReasonIsKeptAndOfAJobOfBeforeThereIsNone(TestDatabases.Kind kind) {
    Reason reason = new Reason("OPS-1 \ud83d\ude00", "https://tickets.example/OPS-1");
    try (Database database = Database.open(kind.fresh(), InstantSource.system())) {
      database.jobs().insert(aJob().id("j1").created(NOW).because(reason).build(), stored -> {});
      database.jobs().insert(job("j2"), stored -> {});
      assertEquals(reason, database.jobs().find("j1").orElseThrow().reason());
      assertNull(database.jobs().find("j2").orElseThrow().reason());
    }
  }
}
