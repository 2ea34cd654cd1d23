package dev.snapclone.app;

import static dev.snapclone.job.JobBuilder.aJob;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Actor;
import dev.snapclone.approval.Approval;
import dev.snapclone.clone.CopyWorkflow;
import dev.snapclone.command.Button;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.JobPress;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Messages;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Estimates;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobBuilder;
import dev.snapclone.job.JobState;
import dev.snapclone.job.JournalEntry;
import dev.snapclone.job.MemoryJobs;
import dev.snapclone.job.NewJob;
import dev.snapclone.job.NoFirstAnswers;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.OutlineStep;
import dev.snapclone.job.PlanLine;
import dev.snapclone.job.Reason;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.jobcontrol.CancelJobPress;
import dev.snapclone.jobcontrol.DetailsPress;
import dev.snapclone.jobcontrol.JobView;
import dev.snapclone.request.Asking;
import dev.snapclone.windows.GoldenText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Details tells, to whom, and in how many messages. */
class DetailsTest {
  private static final Instant BEGAN = JobBuilder.NOW;
  private static final Actor STRANGER = new Actor("300", "Cy", Set.of(), Set.of(), false);
  private static final Actor APPROVER = new Actor("400", "Di", Set.of(), Set.of("ap"), false);
  private static final Actor ADMIN = new Actor("500", "Ed", Set.of(), Set.of("ad"), false);

  private final MemoryJobs jobs = new MemoryJobs();
  private boolean showAddresses = true;

  private Reply pressed(String name, Actor who, String language, Job job, String target) {
    Invocation by = Asking.presses(who, name, target);
    Invocation there =
        new Invocation(by.id(), name, by.kind(), who, by.place(), language, by.options());
    AccessPolicy access =
        new AccessPolicy(
            Set.of(by.place().guild()), List.of("ops"), List.of("ap"), List.of("ad"), List.of());
    JobPress press =
        DetailsPress.all(
                new JobView(
                    jobs,
                    new NoFirstAnswers(),
                    access,
                    (any, anybody) -> List.of(),
                    any -> any,
                    Estimates.NONE,
                    () -> BEGAN),
                id -> Optional.of(approval(id)),
                access,
                showAddresses,
                Messages.load(),
                new CancelJobPress(jobs))
            .stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow();
    return press.press(there, job);
  }

  private Reply pressed(Actor who, Job job) {
    return pressed("details", who, "en", job, job.id());
  }

  private static Approval approval(String job) {
    return Approval.ask(job, "h", 1, true, Asking.ANNA.id(), BEGAN.plus(Duration.ofHours(24)))
        .answer(new Approval.Decision("200", "Bo", true, "go on", BEGAN.plusSeconds(5)));
  }

  private static JournalEntry entry(String key, JournalEntry.Phase phase, int seconds) {
    return new JournalEntry(key, phase, "\"x\"", null, null, BEGAN.plusSeconds(seconds), null);
  }

  private static JobBuilder job(JobState state) {
    return aJob()
        .id("k3j9x2")
        .by(Asking.ANNA)
        .in(Asking.types("copy").place())
        .workflow(CopyWorkflow.KIND.workflow())
        .cloud("lab")
        .title(Text.of("clone.copy-title", Arg.name("db-01"), Arg.name("db-01-clone-1")))
        .created(BEGAN)
        .state(state);
  }

  private static Job done() {
    NewJob planned = PlannedJob.copy("win-sql-01").job();
    return job(JobState.DONE)
        .title(planned.work().title())
        .because(new Reason("OPS-12", null))
        .lines(planned.lines())
        .outline(
            List.of(
                new OutlineStep("start", Text.of("procedure.step.start-volume")),
                new OutlineStep("ready", Text.of("clone.step.instance-ready"))))
        .progress(JobState.DONE, BEGAN.plusSeconds(10), BEGAN.plusSeconds(190))
        .outcome(
            new Outcome(
                Text.of("clone.done", Arg.name("win-sql-01-clone-1"), Arg.name("win-sql-01")),
                List.of(Text.of("clone.done.addresses", Arg.number(1), Arg.code("10.0.0.9"))),
                List.of(new ResourceRef("INSTANCE", "5f1c", "win-sql-01-clone-1")),
                List.of(),
                Map.of()))
        .build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "sv", "no"})
  void tellsEverythingInGroups(String language) {
    Job job = done();
    jobs.journal(
        job.id(),
        entry("start", JournalEntry.Phase.DONE, 70),
        entry("ready", JournalEntry.Phase.DONE, 190));
    Reply page = pressed("details", Asking.ANNA, language, job, job.id());
    StringBuilder all = new StringBuilder(Asking.read(language, page.headline())).append('\n');
    page.lines().forEach(line -> all.append(Asking.read(language, line)).append('\n'));
    assertEquals(List.of(), page.buttons(), "one message is enough");
    GoldenText.check(
        "details/" + language,
        all.toString().replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "<id>"));
  }

  @Test
  void addressesAreForTheRequesterAndApproversWhereTheyAreNotForAll() {
    Job job = done();
    String address = "10.0.0.9";
    assertTrue(Asking.read(pressed(STRANGER, job)).contains(address));
    showAddresses = false;
    assertFalse(Asking.read(pressed(STRANGER, job)).contains(address));
    assertTrue(Asking.read(pressed(Asking.ANNA, job)).contains(address));
    assertTrue(Asking.read(pressed(APPROVER, job)).contains(address));
  }

  private List<String> offered(Actor who, JobState state) {
    return pressed(who, job(state).build()).buttons().stream().map(Button::name).toList();
  }

  @Test
  void cancelIsOfferedToTheRequesterAndAdministratorsWhileItWaitsOrRuns() {
    for (JobState state :
        List.of(JobState.WAITING_FOR_APPROVAL, JobState.QUEUED, JobState.RUNNING)) {
      assertEquals(List.of("cancel-job"), offered(Asking.ANNA, state), state.name());
      assertEquals(List.of("cancel-job"), offered(ADMIN, state), state.name());
      assertEquals(List.of(), offered(APPROVER, state), state.name());
    }
    assertEquals(List.of(), offered(Asking.ANNA, JobState.DONE));
  }

  @Test
  void whatOneMessageCannotHoldGoesOnInTheNext() {
    List<PlanLine> lines = new ArrayList<>();
    String name = "n".repeat(80);
    for (int i = 0; i < 45; i++) {
      lines.add(PlanLine.makes(Text.of("clone.plan.name", Arg.name(i + name))));
      lines.add(PlanLine.inherits(Text.of("clone.plan.keypair", Arg.name(i + name))));
    }
    Job job = job(JobState.RUNNING).lines(lines).build();
    List<String> read = new ArrayList<>();
    Reply page = pressed(Asking.ANNA, job);
    while (true) {
      String text = Asking.read(page);
      assertTrue(text.length() < 4000, text.length() + " characters");
      read.add(text);
      Optional<Button> more =
          page.buttons().stream().filter(b -> b.name().equals("details-more")).findFirst();
      if (more.isEmpty()) {
        break;
      }
      page = pressed("details-more", Asking.ANNA, "en", job, more.get().target());
    }
    String all = String.join("\n", read);
    assertTrue(read.size() > 1, "several messages");
    assertTrue(all.contains("29" + name) && !all.contains("30" + name), all);
    assertEquals(2, all.split("\\+15 more", -1).length - 1, all);
    assertTrue(all.contains("Job k3j9x2"), "the last group");
    assertEquals(
        read.get(read.size() - 1),
        Asking.read(pressed("details-more", Asking.ANNA, "en", job, job.id() + "/77")),
        "beyond the end");
  }
}
