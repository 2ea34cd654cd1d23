package dev.snapclone.approval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
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
import org.junit.jupiter.api.Test;

class ApprovalsTest {
  private static final Actor ANNA = new Actor("1", "anna", Set.of(), Set.of(), false);

  private final MemoryJobs jobs = new MemoryJobs();
  private final Questions questions = new Questions();
  private final Approvals approvals =
      new Approvals(
          jobs,
          questions,
          new ApprovalPolicy(Map.of("clone", 1), true, Duration.ofHours(24)),
          (requester, place) -> Approvers.Others.SOMEBODY,
          event -> {},
          () -> Instant.EPOCH);

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
      throw new UnsupportedOperationException();
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
  void whatWasStoredButNotAskedAboutIsAskedAboutWhenItsCommandIsTakenUpAgain() {
    questions.dying = true;
    try {
      approvals.submit(clone("i1"), "clone");
    } catch (IllegalStateException died) {
      questions.dying = false;
    }
    assertEquals(Map.of(), questions.stored);
    Job job = approvals.earlier("i1", "clone").orElseThrow();
    assertEquals(1, approvals.find(job.id()).orElseThrow().required());
  }

  @Test
  void whatMadeNoJobYetHasNone() {
    assertTrue(approvals.earlier("i1", "clone").isEmpty());
  }
}
