package dev.snapclone.storage;

import static dev.snapclone.job.JobBuilder.aJob;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.engine.TestDatabases;
import dev.snapclone.schedule.Attempt;
import dev.snapclone.schedule.Keep;
import dev.snapclone.schedule.Schedule;
import dev.snapclone.schedule.SchedulePlan;
import dev.snapclone.schedule.ScheduleStore;
import dev.snapclone.schedule.Target;
import dev.snapclone.schedule.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduleStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-30T19:00:00Z");
  private static final Instant SLOT = Instant.parse("2026-12-01T04:00:00Z");
  private static final Instant NEXT = Instant.parse("2026-12-02T04:00:00Z");
  private static final SchedulePlan PLAN =
      new SchedulePlan(
          "main",
          new Target(Target.Kind.PATTERN, "web-*", "web-*"),
          new Timetable(Timetable.Every.DAY, "04:00", "0 4 * * *", "UTC"),
          new Keep(0, Duration.ofDays(14)),
          null,
          null,
          null,
          true,
          true);

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void keepsSchedulesWithTheirRuns(TestDatabases.Kind kind) {
    try (Database database = Database.open(kind.fresh(), InstantSource.system())) {
      database.jobs().insert(aJob().id("s1").created(NOW).build(), stored -> {});
      database.jobs().insert(aJob().id("j1").created(NOW).build(), stored -> {});
      ScheduleStore store = database.schedules();
      Schedule schedule = new Schedule("s1", "g1", PLAN, Schedule.State.ACTIVE, NOW, SLOT, null);
      store.add(schedule);
      store.add(schedule);
      assertEquals(schedule, store.find("s1").orElseThrow());
      assertEquals(List.of(schedule), store.all("g1"));
      assertEquals(List.of(schedule), store.all(null));
      assertEquals(List.of(), store.all("g2"));

      store.begin("s1", SLOT, NOW, NEXT);
      store.begin("s1", SLOT, NOW.plusSeconds(60), NEXT.plusSeconds(60));
      assertEquals(NEXT, store.find("s1").orElseThrow().next(), "a slot moves on once");
      assertEquals(NOW, store.run("s1", SLOT).orElseThrow().started(), "it began once");

      Attempt taken = new Attempt("s1", SLOT, "i1", "web-1", "j1", null);
      Attempt refused =
          new Attempt(
              "s1", SLOT, "i2", "web-2", null, Text.of("schedule.keep.none", Arg.name("x")));
      store.record(taken);
      store.record(new Attempt("s1", SLOT, "i1", "web-1", null, Text.of("schedule.keep.none")));
      store.record(refused);
      assertEquals(List.of(taken, refused), store.attempts("s1", SLOT));
      assertEquals(taken, store.ofJob("j1").orElseThrow());
      assertEquals(List.of(taken), store.kept("s1"));
      store.gone(taken);
      assertEquals(List.of(), store.kept("s1"));

      store.begun("s1", SLOT);
      assertTrue(store.run("s1", SLOT).orElseThrow().begun());
      store.end("s1", SLOT, NEXT, NOW);
      assertEquals(NEXT, store.run("s1", SLOT).orElseThrow().ended());
      assertEquals(NOW, store.find("s1").orElseThrow().told());
      assertEquals(1, store.runsSince("s1", NOW).size());
      assertEquals(0, store.runsSince("s1", NOW.plusSeconds(1)).size());
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void whatWasRemovedStaysRemoved(TestDatabases.Kind kind) {
    try (Database database = Database.open(kind.fresh(), InstantSource.system())) {
      database.jobs().insert(aJob().id("s1").created(NOW).build(), stored -> {});
      ScheduleStore store = database.schedules();
      store.add(new Schedule("s1", "g1", PLAN, Schedule.State.ACTIVE, NOW, SLOT, null));
      store.move("s1", NEXT, NOW);
      assertEquals(SLOT, store.find("s1").orElseThrow().next(), "it was moved meanwhile");
      store.move("s1", SLOT, NEXT);
      assertEquals(NEXT, store.find("s1").orElseThrow().next());
      assertTrue(store.set("s1", Schedule.State.PAUSED, null));
      store.move("s1", null, NEXT);
      assertNull(store.find("s1").orElseThrow().next(), "paused, it has no next run");
      assertTrue(store.set("s1", Schedule.State.REMOVED, null));
      assertFalse(store.set("s1", Schedule.State.ACTIVE, NEXT));
      assertEquals(List.of(), store.all("g1"));
    }
  }
}
