package dev.snapclone.storage;

import static dev.snapclone.job.JobBuilder.aJob;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.Actor;
import dev.snapclone.approval.Approval;
import dev.snapclone.approval.Approval.Decision;
import dev.snapclone.approval.Approval.State;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs.LockedException;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.engine.JobIds;
import dev.snapclone.job.engine.TestDatabases;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two approvers, a cancellation, the requester's own approval, a press delivered twice and a worker
 * that finds a changed plan, all at the same moment: in every order, nothing runs without the
 * approvals that it needs. The seed decides who takes part and in which order they start.
 */
class ApprovalRaceTest {
  private static final Instant NOW =
      InstantSource.system().instant().truncatedTo(ChronoUnit.MICROS);
  private static final Actor ANNA = new Actor("u-anna", "Anna", Set.of(), Set.of(), false);
  private static final Outcome OVER =
      new Outcome(Text.of("over"), List.of(), List.of(), List.of(), Map.of());

  @ParameterizedTest
  @CsvSource({"H2, 1000", "POSTGRESQL, 300"})
  void noJobRunsWithoutItsApprovals(TestDatabases.Kind kind, int seeds) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (Database database = kind.open()) {
      for (int seed = 0; seed < seeds; seed++) {
        race(database, threads, seed);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void race(Database database, ExecutorService threads, int seed) throws Exception {
    Random random = new Random(seed);
    int required = 1 + random.nextInt(2);
    Job job = waiting(database, seed);
    database
        .approvals()
        .ask(Approval.ask(job.id(), "h", required, true, ANNA.id(), NOW.plus(Duration.ofDays(1))));
    List<Runnable> all = new ArrayList<>();
    all.add(() -> yes(database, job, "u-ben"));
    all.add(() -> yes(database, job, "u-carla"));
    all.add(() -> database.jobs().cancel(job.id(), ANNA, OVER, NOW));
    if (random.nextBoolean()) {
      all.add(() -> yes(database, job, "u-ben"));
    }
    if (random.nextBoolean()) {
      all.add(() -> yes(database, job, ANNA.id()));
    }
    boolean changes = random.nextBoolean();
    if (random.nextBoolean()) {
      all.add(() -> works(database, job, changes));
    }
    Collections.shuffle(all, random);
    CyclicBarrier gun = new CyclicBarrier(all.size());
    List<Future<?>> running = new ArrayList<>();
    for (Runnable one : all) {
      int late = random.nextInt(3000);
      running.add(
          threads.submit(
              () -> {
                gun.await();
                for (int i = 0; i < late; i++) {
                  Thread.onSpinWait();
                }
                one.run();
                return null;
              }));
    }
    for (Future<?> one : running) {
      one.get();
    }
    holds(database, job, required, "seed " + seed + " on " + database.getClass());
  }

  private static void holds(Database database, Job asked, int required, String seed)
      throws Exception {
    Job job = database.jobs().find(asked.id()).orElseThrow();
    Approval approval = database.approvals().find(asked.id()).orElseThrow();
    boolean locked =
        database
            .jobs()
            .holder(asked.work().locks().get(0))
            .filter(holder -> holder.id().equals(job.id()))
            .isPresent();
    Set<String> givers = Set.copyOf(approval.givers());
    String seen = seed + ": " + job.state() + " " + approval;
    assertEquals(approval.givers().size(), givers.size(), seen);
    assertTrue(!givers.contains(ANNA.id()), seen);
    switch (job.state()) {
      case QUEUED, RUNNING, CANCELLING -> {
        assertEquals(State.GRANTED, approval.state(), seen);
        assertTrue(givers.size() >= required, seen);
        assertTrue(locked, seen);
        assertEquals(1, runs(database, job), seen);
      }
      case WAITING_FOR_APPROVAL -> {
        assertEquals(State.PENDING, approval.state(), seen);
        assertTrue(!locked, seen);
        assertEquals(0, runs(database, job), seen);
      }
      case CANCELLED -> {
        assertTrue(approval.state() != State.PENDING, seen);
        assertTrue(!locked, seen);
        assertEquals(0, runs(database, job), seen);
      }
      default -> throw new AssertionError(seen);
    }
  }

  private static void yes(Database database, Job job, String person) {
    try {
      database
          .approvals()
          .update(
              job.id(),
              // Like a press on the first question.
              a -> a.round() == 1 ? a.answer(new Decision(person, person, true, "", NOW)) : a,
              a -> OVER);
    } catch (LockedException e) {
      throw new AssertionError("nobody else has it", e);
    }
  }

  /** A worker that picks the job up and may find a changed plan. */
  private static void works(Database database, Job job, boolean changes) {
    database
        .jobs()
        .pick(job.id(), NOW)
        .ifPresent(
            pick -> {
              assertTrue(
                  pick.job().state() == JobState.RUNNING
                      || pick.job().progress().cancelledBy() != null);
              if (changes) {
                database
                    .approvals()
                    .reopen(
                        pick.job(),
                        a -> a.askAgain("h2", a.terms(), List.of(Text.of("t")), NOW),
                        null);
              }
            });
  }

  private static long runs(Database database, Job job) throws Exception {
    try (Connection connection = database.jobs().schedulerTable().dataSource().getConnection();
        PreparedStatement count =
            connection.prepareStatement(
                "select count(*) from scheduled_tasks"
                    + " where task_name = ? and task_instance = ?")) {
      count.setString(1, job.workflow());
      count.setString(2, job.id());
      try (ResultSet row = count.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private static Job waiting(Database database, int seed) {
    String id = new JobIds().next();
    return database
        .jobs()
        .insert(
            aJob()
                .id(id)
                .by(ANNA)
                .locks(new LockKey("main", "web-" + seed))
                .state(JobState.WAITING_FOR_APPROVAL)
                .created(NOW)
                .build(),
            stored -> {});
  }
}
