package dev.snapclone.approval;

import static dev.snapclone.job.JobBuilder.aJob;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.access.RuleBook;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobPlan;
import dev.snapclone.job.JobState;
import dev.snapclone.job.MemoryJobs;
import dev.snapclone.job.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * An answer took effect and the storage's own was lost: the press is carried out once more. Its
 * person and the audit hear what it did, not that somebody had been faster.
 */
class PressAgainTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:30:00Z");
  private static final Actor ALICE = new Actor("u-alice", "Alice", Set.of(), Set.of("ops"), false);
  private static final Actor BOB = approver("u-bob");
  private static final Actor CAROL = approver("u-carol");

  private final ForgetfulStore store = new ForgetfulStore();
  private final List<String> audited = new ArrayList<>();
  private final Approvals approvals =
      new Approvals(
          new MemoryJobs(),
          store,
          new AccessPolicy(
              Set.of("g1"), List.of("ops"), List.of("approvers"), List.of(), List.of()),
          new Policy(RuleBook.of(Map.of(), true, Duration.ofHours(1)), action -> action),
          new NobodyElse(),
          event -> audited.add(event.action() + " " + event.actorId() + " " + event.result()),
          () -> NOW);

  private static Actor approver(String id) {
    return new Actor(id, id, Set.of(), Set.of("approvers"), false);
  }

  private Job asked(int required) {
    Job job =
        aJob().invocation("i1").by(ALICE).state(JobState.WAITING_FOR_APPROVAL).created(NOW).build();
    Instant until = NOW.plus(Duration.ofHours(1));
    store.ask(Approval.ask("j1", PlanHash.of("{}"), required, true, ALICE.id(), until));
    return job;
  }

  private Answered pressed(Job job, int round, Actor who, boolean yes, String press) {
    return approvals.answer(job, round, who, yes, "", press);
  }

  private void pressedInVain(Job job, Actor who, boolean yes, String press) {
    store.forgets = true;
    assertThrows(IllegalStateException.class, () -> pressed(job, 1, who, yes, press));
  }

  @Test
  void theLastYesWasGranted() {
    Job job = asked(1);
    pressedInVain(job, BOB, true, "p1");
    assertEquals(Answered.GRANTED, pressed(job, 1, BOB, true, "p1"));
    assertEquals(List.of("approval.approve u-bob granted"), audited);
    assertEquals(List.of("u-bob"), store.find("j1").orElseThrow().givers());
  }

  @Test
  void oneYesOfTwoWasCountedOnce() {
    Job job = asked(2);
    pressedInVain(job, BOB, true, "p1");
    assertEquals(Answered.COUNTED, pressed(job, 1, BOB, true, "p1"));
    assertEquals(1, store.find("j1").orElseThrow().missing());
    assertEquals(Answered.GRANTED, pressed(job, 1, CAROL, true, "p2"));
    assertEquals(
        List.of("approval.approve u-bob counted", "approval.approve u-carol granted"), audited);
  }

  @Test
  void aNoDenied() {
    Job job = asked(1);
    pressedInVain(job, BOB, false, "p1");
    assertEquals(Answered.DENIED, pressed(job, 1, BOB, false, "p1"));
    assertEquals(List.of("approval.deny u-bob denied"), audited);
  }

  @Test
  void anotherPressOfTheSamePersonIsAnother() {
    Job job = asked(2);
    assertEquals(Answered.COUNTED, pressed(job, 1, BOB, true, "p1"));
    assertEquals(Answered.SAID_BEFORE, pressed(job, 1, BOB, true, "p2"));
    assertEquals(Answered.GRANTED, pressed(job, 1, CAROL, true, "p3"));
    assertEquals(Answered.DECIDED_BEFORE, pressed(job, 1, BOB, false, "p4"));
  }

  @Test
  void aYesThatCountsNoMoreIsNotSaidToCount() {
    Job job = asked(2);
    pressedInVain(job, BOB, true, "p1");
    store.update("j1", a -> a.askAgain(a.planHash(), a.terms(), List.of(), NOW), a -> none());
    assertEquals(Answered.PLAN_CHANGED, pressed(job, 1, BOB, true, "p1"));
    assertEquals(2, store.find("j1").orElseThrow().missing());
  }

  @Test
  void aYesThatSomebodysNoEndedIsNotSaidToCount() {
    Job job = asked(2);
    pressedInVain(job, BOB, true, "p1");
    assertEquals(Answered.DENIED, pressed(job, 1, CAROL, false, "p2"));
    assertEquals(Answered.DECIDED_BEFORE, pressed(job, 1, BOB, true, "p1"));
  }

  private static Outcome none() {
    return new Outcome(Text.of("none"), List.of(), List.of(), List.of(), Map.of());
  }

  /** Nobody is asked for. */
  private static final class NobodyElse implements Approvers {
    @Override
    public OptionalInt countOthers(
        Actor requester, Place place, String cloud, List<String> only, int enough) {
      return OptionalInt.empty();
    }

    @Override
    public Optional<Actor> member(String guild, String person) {
      return Optional.empty();
    }
  }

  /** Keeps the question; once, a change takes effect and nobody hears of it. */
  private static final class ForgetfulStore implements ApprovalStore {
    private @Nullable Approval approval;
    private boolean forgets;

    @Override
    public void ask(Approval asked) {
      approval = asked;
    }

    @Override
    public void grant(Approval given) {
      approval = given;
    }

    @Override
    public Optional<Approval> find(String jobId) {
      return Optional.ofNullable(approval);
    }

    @Override
    public Change update(
        String jobId, UnaryOperator<Approval> change, Function<Approval, Outcome> refused) {
      Approval before = Objects.requireNonNull(approval);
      approval = change.apply(before);
      if (forgets) {
        forgets = false;
        throw new IllegalStateException("the connection is lost");
      }
      return new Change(before, approval);
    }

    @Override
    public boolean reopen(Job job, UnaryOperator<Approval> change, @Nullable JobPlan plan) {
      approval = change.apply(Objects.requireNonNull(approval));
      return true;
    }
  }
}
