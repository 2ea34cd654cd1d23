package dev.snapclone.storage;

import static dev.snapclone.job.JobBuilder.aJob;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.Actor;
import dev.snapclone.approval.Approval;
import dev.snapclone.approval.Approval.Decision;
import dev.snapclone.approval.Approval.State;
import dev.snapclone.approval.ApprovalStore;
import dev.snapclone.approval.ApprovalStore.Change;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Errands.Kind;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs.Cancelled;
import dev.snapclone.job.Jobs.LockedException;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.engine.JobIds;
import dev.snapclone.job.engine.TestDatabases;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Only the first of several answers counts, and its consequences are in the same transaction. */
class ApprovalStoreTest {
  private static final Instant NOW =
      InstantSource.system().instant().truncatedTo(ChronoUnit.MICROS);
  private static final LockKey WEB = new LockKey("main", "web-01");
  private static final Actor BOB = new Actor("u-bob", "Bob", Set.of(), Set.of(), true);

  private static Job job(Database database, JobState state) {
    return job(database, state, stored -> {});
  }

  private static Job job(Database database, JobState state, Consumer<Job> alongside) {
    return database
        .jobs()
        .insert(
            aJob().id(new JobIds().next()).locks(WEB).state(state).created(NOW).build(), alongside);
  }

  /** A job without its approval would wait forever. */
  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void aJobAndItsQuestionAreStoredTogetherOrNotAtAll(TestDatabases.Kind kind) {
    try (Database database = Database.open(kind.fresh(), InstantSource.system())) {
      Job[] seen = new Job[1];
      assertThrows(
          IllegalStateException.class,
          () ->
              job(
                  database,
                  JobState.WAITING_FOR_APPROVAL,
                  stored -> {
                    seen[0] = stored;
                    database.approvals().ask(question(stored, 1));
                    throw new IllegalStateException("the process dies here");
                  }));
      assertTrue(database.jobs().find(seen[0].id()).isEmpty(), "no job");
      assertTrue(database.approvals().find(seen[0].id()).isEmpty(), "no question");
      Job whole =
          job(
              database,
              JobState.WAITING_FOR_APPROVAL,
              stored -> database.approvals().ask(question(stored, 1)));
      assertTrue(database.approvals().find(whole.id()).isPresent());
    }
  }

  private static Approval question(Job job, int required) {
    return Approval.ask(
        job.id(), "hash", required, true, "u-alice", NOW.plus(Duration.ofHours(24)));
  }

  private static Change yes(ApprovalStore store, Job job, String person) {
    return store.update(
        job.id(),
        approval ->
            approval.answer(new Decision(person, "N\0ame", true, "", NOW, true, "p-" + person)),
        approval -> refused());
  }

  private static Outcome refused() {
    return new Outcome(Text.of("denied"), List.of(), List.of(), List.of(), Map.of());
  }

  private static JobState state(Database database, Job job) {
    return database.jobs().find(job.id()).orElseThrow().state();
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void theLastApprovalQueuesTheJobAndTakesItsLocks(TestDatabases.Kind kind) {
    try (Database database = kind.open()) {
      Job job = job(database, JobState.WAITING_FOR_APPROVAL);
      ApprovalStore store = database.approvals();
      store.ask(question(job, 2));
      store.ask(question(job, 1)); // the first one counts
      assertEquals(State.PENDING, yes(store, job, "u-bob").after().state());
      assertTrue(database.jobs().holder(WEB).isEmpty());
      Change last = yes(store, job, "u-carol");
      assertEquals(State.PENDING, last.before().state());
      assertEquals(State.GRANTED, last.after().state());
      assertEquals(JobState.QUEUED, state(database, job));
      assertEquals(job.id(), database.jobs().holder(WEB).orElseThrow().id());
      Approval stored = store.find(job.id()).orElseThrow();
      assertEquals(2, stored.decisions().size());
      assertEquals("Name", stored.decisions().get(0).personName());
      assertEquals(NOW, stored.decisions().get(0).at());
      assertEquals("u-carol", stored.givenBy("p-u-carol").orElseThrow().personId());
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void aDenialEndsTheJobAndIsAnnounced(TestDatabases.Kind kind) {
    try (Database database = kind.open()) {
      Job job = job(database, JobState.WAITING_FOR_APPROVAL);
      database.approvals().ask(question(job, 1));
      database
          .approvals()
          .update(
              job.id(),
              approval -> approval.answer(new Decision("u-bob", "Bob", false, "no room", NOW)),
              approval -> refused());
      Job ended = database.jobs().find(job.id()).orElseThrow();
      assertEquals(JobState.CANCELLED, ended.state());
      assertEquals(refused(), ended.outcome());
      assertTrue(database.jobs().begin(Kind.OUTCOME, job.id()).isPresent());
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void anApprovedJobTakesItsTurnWhenTheInstanceIsLocked(TestDatabases.Kind kind) {
    try (Database database = kind.open()) {
      Job holder = job(database, JobState.QUEUED);
      Job job = job(database, JobState.WAITING_FOR_APPROVAL);
      database.approvals().ask(question(job, 1));
      yes(database.approvals(), job, "u-bob");
      assertEquals(State.GRANTED, database.approvals().find(job.id()).orElseThrow().state());
      assertEquals(JobState.QUEUED, state(database, job));
      LockedException locked =
          assertThrows(LockedException.class, () -> database.jobs().pick(job.id(), NOW));
      assertEquals(holder.id(), locked.holder());
      assertEquals(JobState.QUEUED, state(database, job));
      database.jobs().cancel(holder.id(), BOB, refused(), NOW);
      assertTrue(database.jobs().pick(job.id(), NOW).isPresent());
      assertEquals(JobState.RUNNING, state(database, job));
      assertEquals(job.id(), database.jobs().holder(WEB).orElseThrow().id());
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void simultaneousApprovalsAndACancellationGiveOneResult(TestDatabases.Kind kind)
      throws Exception {
    AtomicInteger granted = new AtomicInteger();
    AtomicInteger cancelled = new AtomicInteger();
    try (Database database = kind.open()) {
      for (int round = 0; round < 25; round++) {
        Job job = job(database, JobState.WAITING_FOR_APPROVAL);
        database.approvals().ask(question(job, 1));
        CountDownLatch gun = new CountDownLatch(1);
        List<CompletableFuture<Boolean>> grants =
            List.of(
                CompletableFuture.supplyAsync(() -> grants(database, job, "u-bob", gun)),
                CompletableFuture.supplyAsync(() -> grants(database, job, "u-carol", gun)));
        CompletableFuture<Cancelled> cancel =
            CompletableFuture.supplyAsync(
                () -> {
                  wait(gun);
                  return database.jobs().cancel(job.id(), BOB, refused(), NOW);
                });
        gun.countDown();
        int won = 0;
        for (CompletableFuture<Boolean> grant : grants) {
          won += grant.get(30, TimeUnit.SECONDS) ? 1 : 0;
        }
        assertEquals(Cancelled.AT_ONCE, cancel.get(30, TimeUnit.SECONDS));
        assertTrue(won <= 1, "granted " + won + " times");
        State end = database.approvals().find(job.id()).orElseThrow().state();
        assertEquals(won == 1 ? State.GRANTED : State.WITHDRAWN, end);
        assertEquals(JobState.CANCELLED, state(database, job));
        assertTrue(database.jobs().holder(WEB).isEmpty(), "its locks are free");
        (won == 1 ? granted : cancelled).incrementAndGet();
      }
      assertEquals(25, granted.get() + cancelled.get());
    }
  }

  private static boolean grants(Database database, Job job, String person, CountDownLatch gun) {
    wait(gun);
    Change change = yes(database.approvals(), job, person);
    return change.before().state() == State.PENDING && change.after().state() == State.GRANTED;
  }

  private static void wait(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void aJobWithoutAQuestionHasNoAnswer(TestDatabases.Kind kind) {
    try (Database database = kind.open()) {
      Job job = job(database, JobState.WAITING_FOR_APPROVAL);
      assertTrue(database.approvals().find(job.id()).isEmpty());
      assertThrows(NoSuchElementException.class, () -> yes(database.approvals(), job, "u-bob"));
    }
  }
}
