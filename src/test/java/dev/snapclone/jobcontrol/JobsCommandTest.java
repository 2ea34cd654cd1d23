package dev.snapclone.jobcontrol;

import static dev.snapclone.job.JobBuilder.aJob;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Place;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.InMemoryCloud;
import dev.snapclone.command.Button;
import dev.snapclone.command.Choice;
import dev.snapclone.command.EntryPress;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.PagePress;
import dev.snapclone.command.Reply;
import dev.snapclone.command.Suggestion;
import dev.snapclone.i18n.Messages;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.inventory.Inventory;
import dev.snapclone.inventory.Lookup;
import dev.snapclone.job.Estimates;
import dev.snapclone.job.JobState;
import dev.snapclone.job.JournalEntry;
import dev.snapclone.job.MemoryJobs;
import dev.snapclone.job.NoFirstAnswers;
import dev.snapclone.job.OutlineStep;
import dev.snapclone.job.PlanLine;
import dev.snapclone.request.Asking;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobsCommandTest {
  private static final AccessPolicy ACCESS =
      new AccessPolicy(Set.of("g1"), List.of("r1"), List.of(), List.of(), List.of());

  private final MemoryJobs jobs = new MemoryJobs();
  private final JobView view =
      new JobView(
          jobs,
          new NoFirstAnswers(),
          ACCESS,
          (job, who) -> List.of(new Button("x", job.id(), Button.Style.SECONDARY)),
          job -> job,
          Estimates.NONE,
          InstantSource.system());
  private final JobsCommand list =
      new JobsCommand(jobs, ACCESS, new Asking.MemoryDrafts(), view, id -> Optional.empty());

  private void job(int number, JobState state, boolean annas) {
    jobs.put(
        aJob()
            .id("job%04d".formatted(number))
            .by(annas ? Asking.ANNA : Asking.BO)
            .title(Text.of("clone.title", Arg.name("web-" + number), Arg.name("copy-" + number)))
            .state(state)
            .build());
  }

  private static List<String> ids(Reply reply) {
    Choice choice = reply.choice();
    return choice == null
        ? List.of()
        : choice.candidates().stream().map(Choice.Candidate::value).toList();
  }

  private Reply press(String name, Reply shown, Invocation asked) {
    Button button =
        shown.buttons().stream().filter(b -> b.name().equals(name)).findFirst().orElseThrow();
    return PagePress.all(List.of(list)).stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow()
        .press(Asking.presses(Asking.ANNA, name, button.target()), asked);
  }

  @Test
  void jobsAreNarrowedByStateOwnerAndText() {
    job(1, JobState.DONE, true);
    job(2, JobState.FAILED, false);
    job(3, JobState.WAITING_FOR_APPROVAL, true);
    job(4, JobState.RUNNING, false);
    assertEquals(
        List.of("job0004", "job0003", "job0002", "job0001"), ids(list.run(Asking.types("jobs"))));
    assertEquals(
        List.of("job0004", "job0003"), ids(list.run(Asking.types("jobs", "state", "open"))));
    assertEquals(List.of("job0002"), ids(list.run(Asking.types("jobs", "state", "failed"))));
    assertEquals(
        List.of("job0003", "job0001"), ids(list.run(Asking.types("jobs", "mine", "true"))));
    assertEquals(
        4, ids(list.run(Asking.types("jobs", "mine", "false"))).size(), "that is everybody's");
    assertEquals(List.of("job0002"), ids(list.run(Asking.types("jobs", "text", "COPY-2"))));
    assertEquals(List.of("job0004", "job0002"), ids(list.run(Asking.types("jobs", "text", "bo"))));
    assertEquals(
        List.of(), ids(list.run(Asking.types("jobs", "text", "title"))), "no word of ours");
    assertEquals(
        "No job is like that.\nLeave an option out to see more.",
        Asking.read(list.run(Asking.types("jobs", "text", "zzz", "state", "done"))));
    assertEquals(4, ids(list.run(Asking.types("jobs", "state", "odd"))).size());
  }

  @Test
  void whatIsRareAmongThousandsIsFoundPageByPage() {
    for (int i = 0; i < 2000; i++) {
      job(i, JobState.DONE, true);
    }
    Invocation asked = Asking.types("jobs", "text", "web-10");
    List<String> down = new ArrayList<>();
    Reply page = list.run(asked);
    down.addAll(ids(page));
    while (page.buttons().stream().anyMatch(b -> b.name().equals("list-older"))) {
      page = press("list-older", page, asked);
      down.addAll(ids(page));
    }
    assertEquals(111, Set.copyOf(down).size(), "10, 100 to 109 and 1000 to 1099");
    assertEquals(111, down.size());
    List<String> up = new ArrayList<>(ids(page));
    while (page.buttons().stream().anyMatch(b -> b.name().equals("list-newer"))) {
      page = press("list-newer", page, asked);
      up.addAll(0, ids(page));
    }
    // The first page is whole, so it may tell again what the second did.
    assertEquals(Set.copyOf(down), Set.copyOf(up));
    assertEquals(down.subList(0, 10), ids(page));
  }

  @Test
  void aChosenJobIsShownWithItsButtonsAndTheWayBack() {
    for (int i = 0; i < 12; i++) {
      job(i, JobState.DONE, true);
    }
    Invocation asked = Asking.types("jobs");
    Reply second = press("list-older", list.run(asked), asked);
    Choice choice = Objects.requireNonNull(second.choice());
    Reply shown =
        new EntryPress(List.of(list))
            .press(
                Asking.presses(Asking.ANNA, choice.name(), choice.target())
                    .with(Invocation.CHOICE, "job0001"),
                asked);
    assertEquals("Clone web-1 as copy-1", Asking.read(shown.headline()));
    assertEquals(List.of("x", "list-back"), shown.buttons().stream().map(Button::name).toList());
    assertEquals(ids(second), ids(press("list-back", shown, asked)));
  }

  private final Lookup lookup =
      new Lookup(
          new Inventory(
              new Clouds(List.of(InMemoryCloud.seeded("lab"))),
              name -> Runnable::run,
              Ticker.systemTicker(),
              InstantSource.fixed(Asking.NOW),
              Duration.ofMinutes(1),
              Duration.ZERO),
          Messages.load());

  @Test
  void aWarningOfAWaitingJobHasItsSignAndIsNoStep() {
    jobs.put(
        aJob()
            .id("job0001")
            .lines(List.of(PlanLine.warning(Text.of("clone.title", Arg.name("a"), Arg.name("b")))))
            .outline(List.of(new OutlineStep("s", Text.of("approval.jobs"))))
            .state(JobState.WAITING_FOR_APPROVAL)
            .build());
    JobCommand one =
        new JobCommand(
            view, new RecentJobs(jobs, Runnable::run), ACCESS, lookup, id -> Optional.empty());
    String shown = Asking.read(one.run(Asking.types("job", "id", "job0001")));
    assertTrue(shown.contains("⚠️ Clone a as b"), shown);
    assertFalse(shown.contains("•"), shown);
  }

  @Test
  void whatAnEndedJobWaitedForItWaitsForNoLonger() {
    JournalEntry waits =
        new JournalEntry("s", JournalEntry.Phase.WAITING, null, "saving", null, Asking.NOW, null);
    for (JobState state : List.of(JobState.RUNNING, JobState.CANCELLED)) {
      jobs.put(
          aJob()
              .id("job0001")
              .outline(List.of(new OutlineStep("s", Text.of("approval.jobs"))))
              .state(state)
              .build());
      jobs.journal("job0001", waits);
      List<Text> steps = view.steps(jobs.find("job0001").orElseThrow());
      String read = Asking.read(steps.get(0));
      assertEquals(state == JobState.RUNNING, read.contains("since"), read);
      assertEquals(state == JobState.CANCELLED, read.contains("stopped"), read);
    }
  }

  @Test
  void aTypedIdIsCompletedFirstAndNoIdIsCut() {
    job(1, JobState.DONE, true);
    String longest = "production-frontend-webserver-in-stockholm";
    jobs.put(
        aJob()
            .id("job0009")
            .title(Text.of("clone.title", Arg.name("job0001"), Arg.name(longest)))
            .state(JobState.DONE)
            .build());
    JobCommand one =
        new JobCommand(
            view, new RecentJobs(jobs, Runnable::run), ACCESS, lookup, id -> Optional.empty());
    List<Suggestion> all = one.suggest(Asking.types("job"), "id", "job0001");
    assertEquals(List.of("job0001", "job0009"), all.stream().map(Suggestion::value).toList());
    all.forEach(it -> assertTrue(it.label().startsWith(it.value() + " · "), it.label()));
  }

  @Test
  void aJobIsShownByItsIdAndCompletedByWhatItIsAbout() {
    job(1, JobState.DONE, true);
    jobs.put(aJob().id("elsewhere").in(new Place("g2", "c", "ops", "c", "en")).build());
    JobCommand one =
        new JobCommand(
            view, new RecentJobs(jobs, Runnable::run), ACCESS, lookup, id -> Optional.empty());
    Reply shown = one.run(Asking.types("job", "id", "job0001"));
    assertEquals("Clone web-1 as copy-1", Asking.read(shown.headline()));
    assertTrue(Asking.read(shown).contains("**Done** · job job0001 · cloud main"));
    for (String id : List.of("elsewhere", "no-such")) {
      assertTrue(
          Asking.refused(() -> one.run(Asking.types("job", "id", id)))
              .startsWith("There is no job " + id + " in this guild."));
    }
    for (String typed : List.of("", "job00", "COPY-1", "anna")) {
      assertEquals(
          List.of(
              new Suggestion(
                  "job0001 · Clone web-1 as copy-1 · Done · today 09:30 · Anna", "job0001")),
          one.suggest(Asking.types("job"), "id", typed),
          typed);
    }
    assertEquals(List.of(), one.suggest(Asking.types("job"), "id", "zzz"));
    AccessPolicy nobody =
        new AccessPolicy(Set.of("g1"), List.of(), List.of(), List.of(), List.of());
    JobCommand forbidden =
        new JobCommand(
            new JobView(
                jobs,
                new NoFirstAnswers(),
                nobody,
                (job, who) -> List.of(),
                job -> job,
                Estimates.NONE,
                InstantSource.system()),
            new RecentJobs(jobs, Runnable::run),
            nobody,
            lookup,
            id -> Optional.empty());
    assertEquals(List.of(), forbidden.suggest(Asking.types("job"), "id", ""));
    assertTrue(
        Asking.refused(() -> forbidden.run(Asking.types("job", "id", "job0001")))
            .startsWith("There is no job"));
  }
}
