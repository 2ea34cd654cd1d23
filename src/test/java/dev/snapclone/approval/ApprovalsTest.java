package dev.snapclone.approval;

import static dev.snapclone.job.JobBuilder.aJob;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Actor;
import dev.snapclone.access.InstanceNames;
import dev.snapclone.access.Place;
import dev.snapclone.access.RequestedAction;
import dev.snapclone.access.Rule;
import dev.snapclone.access.RuleBook;
import dev.snapclone.access.RuleBuilder;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobPlan;
import dev.snapclone.job.JobState;
import dev.snapclone.job.MemoryJobs;
import dev.snapclone.job.NewJob;
import dev.snapclone.job.Outcome;
import dev.snapclone.request.Asking;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApprovalsTest {
  private static final RequestedAction ACTION = RequestedAction.of("clone", "sto1");
  private static final Actor ANNA = new Actor("1", "anna", Set.of("5"), Set.of("ops"), false);

  private final MemoryJobs jobs = new MemoryJobs();
  private final Questions questions = new Questions();
  private final Approvals approvals = needing(1, true, List.of());
  private OptionalInt others = OptionalInt.of(1);

  /** A copy needs so many; so are the others with the approver role. */
  private Approvals needing(int required, boolean fourEyes, List<String> approverRoles) {
    return needing(
        RuleBook.of(Map.of("clone", required), fourEyes, Duration.ofHours(24)), approverRoles);
  }

  private Approvals needing(RuleBook rules, List<String> approverRoles) {
    return new Approvals(
        jobs,
        questions,
        new AccessPolicy(Set.of("g"), List.of("ops"), approverRoles, List.of(), List.of()),
        new Policy(rules, action -> action),
        new Counted(),
        event -> {},
        () -> Instant.EPOCH);
  }

  /** So many others as the test says. */
  private final class Counted implements Approvers {
    @Override
    public OptionalInt countOthers(
        Actor requester, Place place, String cloud, List<String> only, int enough) {
      return only.contains("nobody has it") ? OptionalInt.of(0) : others;
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
    public void grant(Approval given) {
      ask(given);
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
    public boolean reopen(Job job, UnaryOperator<Approval> change, @Nullable JobPlan plan) {
      throw new AssertionError("nobody asks for this here");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "prod-1, true,  2, false",
    "play-1, true,  1, false",
    "play-1, false, 2, true",
    "prod-1, false, 2, false",
    "'',     false, 2, true"
  })
  void saysThatAnUnknownNameCountsAsTheStrictest(
      String name, boolean complete, int required, boolean said) {
    RuleBook usual = RuleBook.of(Map.of("clone", 1), true, Duration.ofHours(24));
    RuleBook book =
        new RuleBook(
            List.of(RuleBuilder.aRule("prod", "prod-*").required(2).build()),
            Map.of("clone", 1),
            usual.defaultsFor("clone"));
    InstanceNames names = new InstanceNames(name.isEmpty() ? Set.of() : Set.of(name), complete);
    Job job = needing(book, List.of()).submit(clone("i1"), ACTION.with(names), stored -> {});
    assertEquals(required, questions.stored.get(job.id()).terms().required());
    assertEquals(said, Asking.texts(job.plan().lines()).contains(Text.of("approval.line-unknown")));
  }

  private static NewJob clone(String invocation) {
    return aJob()
        .invocation(invocation)
        .by(ANNA)
        .in(new Place("g", "c", "ops", "c", "en-US"))
        .cloud("sto1")
        .title(Text.of("clone.title"))
        .state(JobState.WAITING_FOR_APPROVAL)
        .fresh("plan");
  }

  @Test
  void whatWasStoredButNotAskedAboutIsAskedAboutWhenItIsHandedOverAgain() {
    questions.dying = true;
    assertThrows(IllegalStateException.class, this::submit);
    questions.dying = false;
    Job job = submit();
    assertEquals(1, approvals.find(job.id()).orElseThrow().terms().required());
  }

  @ParameterizedTest
  @CsvSource({
    "1, true, 0, Nobody else here may approve this",
    "2, true, 0, Nobody else here may approve this",
    "2, true, 1, 'Needs 2 approvals, and at most 1 other here may'",
    "3, true, 2, 'Needs 3 approvals, and at most 2 others here may'",
    "2, false, 0, 'Needs 2 approvals, and besides the requester at most 0 here may'",
    "3, false, 1, 'Needs 3 approvals, and besides the requester at most 1 here may'"
  })
  void fewerApproversThanRequiredAreSaidAtOnce(
      int required, boolean fourEyes, int there, String warning) {
    others = OptionalInt.of(there);
    Job job = needing(required, fourEyes, List.of("ops")).submit(clone("i1"), ACTION, stored -> {});
    assertTrue(said(job).contains(warning), said(job));
  }

  @Test
  void whoSaysYesMustBeOnEachListSoThatTheShortestSaysHowManyTheyAre() {
    others = OptionalInt.of(5);
    RuleBook book =
        new RuleBook(
            List.of(from("db-*", "dba"), from("vault-*", "nobody has it")),
            Map.of(),
            RuleBook.of(Map.of(), true, Duration.ofHours(24)).defaults());
    InstanceNames both = new InstanceNames(Set.of("db-1", "vault-1"), true);
    Job job = needing(book, List.of()).submit(clone("i1"), ACTION.with(both), stored -> {});
    assertTrue(said(job).contains("Nobody else here may approve this"), said(job));
  }

  private static Rule from(String instance, String role) {
    return RuleBuilder.aRule(role, instance).required(1).approvers(List.of(role)).build();
  }

  @Test
  void aRequesterWithoutTheRoleIsNoApproverEvenWhereTheirOwnYesWouldCount() {
    others = OptionalInt.of(1);
    Job job = needing(2, false, List.of()).submit(clone("i1"), ACTION, stored -> {});
    assertTrue(said(job).contains("Needs 2 approvals, and at most 1 here may"));
  }

  @ParameterizedTest
  @CsvSource({
    "1, true, 1",
    "2, true, 2",
    "2, false, 1",
    "1, false, 0",
    "3, true, 9",
    "5, true, -1"
  })
  void enoughApproversOrAnUnknownNumberAreNoWarning(int required, boolean fourEyes, int there) {
    others = there < 0 ? OptionalInt.empty() : OptionalInt.of(there);
    Job job = needing(required, fourEyes, List.of("ops")).submit(clone("i1"), ACTION, stored -> {});
    assertEquals("", said(job));
  }

  private static String said(Job job) {
    return Asking.plan(job.plan().lines());
  }

  private Job submit() {
    return approvals.submit(clone("i1"), ACTION, stored -> {});
  }

  /** Nobody was asked, and now somebody would have to be: the job does not start behind them. */
  @Test
  void whatNeedsApprovalByNowAndWasNotAskedAboutFails() {
    Rule two = RuleBuilder.aRule("prod", "prod-*").required(2).build();
    RuleBook none = RuleBook.of(Map.of(), true, Duration.ofHours(1));
    String[] name = {"web-1"};
    Approvals some =
        new Approvals(
            jobs,
            questions,
            new AccessPolicy(Set.of("g"), List.of("ops"), List.of(), List.of(), List.of()),
            new Policy(
                new RuleBook(List.of(two), Map.of(), none.defaults()),
                action -> action.with(InstanceNames.only(name[0]))),
            new Counted(),
            event -> {},
            () -> Instant.EPOCH);
    Job job =
        some.submit(clone("i9"), RequestedAction.of("clone", "sto1"), stored -> {})
            .with(RequestedAction.of("clone", "sto1").with(InstanceNames.only("web-1")));
    assertTrue(some.stillAllowed(job));
    name[0] = "prod-1";
    ExplainedFailure failed = assertThrows(ExplainedFailure.class, () -> some.stillAllowed(job));
    assertEquals("approval.again.names", failed.what().key());
    assertEquals("approval.again.ask-anew", failed.next().key());
  }
}
