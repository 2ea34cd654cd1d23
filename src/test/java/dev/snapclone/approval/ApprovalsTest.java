package dev.snapclone.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Actor;
import dev.snapclone.access.Deed;
import dev.snapclone.access.Place;
import dev.snapclone.access.RuleBook;
import dev.snapclone.clone.MemoryJobs;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.job.NewJob;
import dev.snapclone.job.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApprovalsTest {
  private static final Actor ANNA = new Actor("1", "anna", Set.of("5"), Set.of("ops"), false);

  private final MemoryJobs jobs = new MemoryJobs();
  private final Questions questions = new Questions();
  private final Approvals approvals =
      new Approvals(
          jobs,
          questions,
          new AccessPolicy(Set.of("g"), List.of("ops"), List.of(), List.of(), List.of()),
          RuleBook.of(Map.of("clone", 1), true, Duration.ofHours(24)),
          new Somebody(),
          event -> {},
          () -> Instant.EPOCH);

  /** There is somebody to ask. */
  private static final class Somebody implements Approvers {
    @Override
    public Others besides(Actor requester, Place place, String cloud, List<String> only) {
      return Others.SOMEBODY;
    }

    @Override
    public Optional<Actor> member(String guild, String person) {
      return Optional.empty();
    }
  }

  /** Stored questions; storing one can be cut short. */
  private static final class Questions implements ApprovalStore {
    private final Map<String, Approval> stored = new HashMap<>();
    private boolean dying;

    @Override
    public void ask(Approval approval) {
      if (dying) {
        throw new IllegalStateException("the process dies");
      }
      stored.putIfAbsent(approval.jobId(), approval);
    }

    @Override
    public Optional<Approval> find(String jobId) {
      return Optional.ofNullable(stored.get(jobId));
    }

    @Override
    public Change update(
        String jobId, UnaryOperator<Approval> change, Function<Approval, Outcome> outcome) {
      throw new AssertionError("nobody asks for this here");
    }

    @Override
    public boolean reopen(Job job, UnaryOperator<Approval> change, @Nullable NewPlan plan) {
      throw new AssertionError("nobody asks for this here");
    }
  }

  private static NewJob clone(String invocation) {
    return new NewJob(
        "clone-v1",
        invocation,
        ANNA,
        new Place("g", "c", "ops", "c", "en-US"),
        "sto1",
        Text.of("clone.title"),
        List.of(),
        "plan",
        List.of(),
        true);
  }

  @Test
  void whatWasStoredButNotAskedAboutIsAskedAboutWhenItIsHandedOverAgain() {
    questions.dying = true;
    assertThrows(IllegalStateException.class, this::submit);
    questions.dying = false;
    assertTrue(approvals.earlier("i1").isEmpty(), "it has to be planned again");
    Job job = submit();
    assertEquals(1, approvals.find(job.id()).orElseThrow().terms().required());
    assertEquals(job.id(), approvals.earlier("i1").orElseThrow().id());
  }

  private Job submit() {
    return approvals.submit(clone("i1"), Deed.of("clone", "sto1"));
  }
}
