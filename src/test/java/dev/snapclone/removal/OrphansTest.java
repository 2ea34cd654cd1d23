package dev.snapclone.removal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.snapclone.access.RequestedAction;
import dev.snapclone.clone.CloneBench;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.NewVolume;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.PageAt;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Messages;
import dev.snapclone.i18n.Text;
import dev.snapclone.inventory.Inventory;
import dev.snapclone.inventory.Lookup;
import dev.snapclone.job.ImmediateSteps;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobBuilder;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.request.Asking;
import dev.snapclone.request.CloudOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code /orphans}: what counts as one, what never does, and how they go. */
class OrphansTest {
  private static final Duration SETTLE = Duration.ofMinutes(1);
  private final CloneBench bench = new CloneBench();
  private Instant now = Asking.NOW.plus(Duration.ofDays(3));
  private final InstantSource clock = () -> now;
  private final Inventory inventory =
      new Inventory(
          bench.clouds,
          name -> Runnable::run,
          Ticker.disabledTicker(),
          clock,
          Duration.ofHours(1),
          Duration.ZERO);
  private final OrphansCommand orphans =
      new OrphansCommand(
          new CloudOption(bench.clouds),
          bench.jobs,
          bench.jobs,
          bench.drafts,
          new Lookup(inventory, Messages.load()),
          SETTLE,
          clock);

  private Map<String, Orphan.Why> found() {
    return Orphans.of(bench.cloud, bench.jobs, "g1", SETTLE, clock).stream()
        .collect(Collectors.toMap(Orphan::key, Orphan::why));
  }

  /** A copy that is done, and recorded as the maker of what it made. */
  private Outcome copy(String server) {
    Reply asked = bench.types("copy", "server-name", server);
    Outcome outcome = bench.runs(asked);
    ends(String.valueOf(asked.job()), JobState.DONE, outcome);
    outcome.made().forEach(it -> made(it.id(), String.valueOf(asked.job())));
    return outcome;
  }

  private void ends(String job, JobState state, Outcome outcome) {
    bench.jobs.put(
        JobBuilder.like(bench.jobs.one(job))
            .progress(state, Asking.NOW, Asking.NOW)
            .outcome(outcome)
            .build());
  }

  private void made(String id, String job) {
    bench.jobs.made(id, bench.jobs.one(job));
  }

  private String volume(String job) {
    String id =
        bench.cloud.createVolume(
            new NewVolume(
                "left-root", 2, null, null, null, Map.of(Marks.JOB, job, Marks.STEP, "volume-1")));
    bench.cloud.settle();
    made(id, job);
    return id;
  }

  private static Outcome failed(ResourceRef... left) {
    return new Outcome(Text.of("jobs.cancelled"), List.of(), List.of(), List.of(left), Map.of());
  }

  /** A job that waits, and is never decided. */
  private String waiting() {
    return String.valueOf(bench.types("copy", "server-name", "off-01").job());
  }

  @Test
  void whatAFailedJobLeftIsOneOnceTheJobHasEndedAndSettled() {
    String job = waiting();
    String volume = volume(job);
    assertEquals(Map.of(), found(), "its job waits or runs");
    ends(job, JobState.NEEDS_ATTENTION, failed(new ResourceRef("VOLUME", volume, "left-root")));
    assertEquals(Map.of(volume, Orphan.Why.LEFT), found());
    now = Asking.NOW.plus(SETTLE.dividedBy(2));
    assertEquals(Map.of(), found(), "the cloud may be late");
  }

  @Test
  void whatIsUsedOrOfOthersIsNone() {
    copy("web-01");
    Outcome db = copy("db-01");
    String job = waiting();
    ends(job, JobState.FAILED, failed());
    bench.cloud.createVolume(
        new NewVolume("forged", 2, null, null, null, Map.of(Marks.JOB, job, Marks.STEP, "x")));
    bench.cloud.settle();
    assertEquals(Map.of(), found(), "a mark that no job has recorded");
    String there = CloneBench.fact(db, "volumes");
    assertTrue(bench.cloud.volume(there).isPresent());
    assertEquals(List.of(), Orphans.of(bench.cloud, bench.jobs, "another guild", SETTLE, clock));
  }

  @Test
  void theVolumeOfACloneThatSomebodyDeletedInOpenStackIsAHalf() {
    Outcome db = copy("db-01");
    bench.cloud.deleteInstance(CloneBench.fact(db, "instance"));
    bench.cloud.settle();
    assertEquals(Map.of(CloneBench.fact(db, "volumes"), Orphan.Why.HALF), found());
  }

  @Test
  void anImageWhoseVolumeSnapshotsAreGoneIsHollow() {
    Outcome web = copy("web-01");
    String image = bench.foreignImage("db-01");
    String job = jobOf(web);
    bench.cloud.setImageProperties(image, Map.of(Marks.JOB, job));
    made(image, job);
    bench
        .cloud
        .image(image)
        .orElseThrow()
        .blockDevices()
        .forEach(device -> bench.cloud.deleteVolumeSnapshot(String.valueOf(device.snapshotId())));
    bench.cloud.settle();
    assertEquals(Map.of(image, Orphan.Why.HOLLOW), found());
  }

  private String jobOf(Outcome copy) {
    return bench
        .cloud
        .instance(CloneBench.fact(copy, "instance"))
        .orElseThrow()
        .metadata()
        .getOrDefault(Marks.JOB, "");
  }

  @Test
  void theListSaysWhoAndHowBigAndRemovesInOneJobWithApproval() {
    String job = waiting();
    String one = volume(job);
    String two = volume(job);
    ends(
        job,
        JobState.NEEDS_ATTENTION,
        failed(
            new ResourceRef("VOLUME", one, "left-root"),
            new ResourceRef("VOLUME", two, "left-root")));
    Invocation typed = Asking.types("orphans");
    Reply list = orphans.run(typed);
    assertEquals("2 orphans in lab, 4 GB, newest first", Asking.read(list.headline()));
    assertTrue(Asking.read(list).contains("volume 2 GB · left by a failed job"), Asking.read(list));
    assertTrue(Asking.read(list).contains(Asking.ANNA.id()), Asking.read(list));
    String draft = list.buttons().get(0).target();
    Reply entry = orphans.entry(typed, one, new PageAt(draft, ""));
    assertEquals(draft + ":" + one, entry.buttons().get(0).target());

    CleanOrphansPress press = new CleanOrphansPress(orphans);
    Reply asked =
        press.press(Asking.presses(Asking.ANNA, OrphansCommand.CLEAN, draft + ":" + one), typed);
    assertNotNull(asked.job());
    Job removal = bench.jobs.one(String.valueOf(asked.job()));
    assertEquals(JobState.WAITING_FOR_APPROVAL, removal.state());
    assertEquals(
        RequestedAction.DELETE,
        bench.jobs.actions().get(bench.jobs.actions().size() - 1).command());
    assertEquals("Delete left-root", Asking.read(removal.title()));
    Outcome outcome =
        bench.jobs.run(
            removal.id(),
            new DeleteManyWorkflow(bench.clouds, inventory, bench.jobs),
            new ImmediateSteps(removal.id(), bench.cloud::advance));
    assertEquals(List.of(), outcome.left());
    assertTrue(bench.cloud.volume(one).isEmpty());
    assertTrue(bench.cloud.volume(two).isPresent());
    Outcome source = bench.jobs.one(job).outcome();
    assertEquals(List.of(two), source.left().stream().map(ResourceRef::id).toList());
    assertEquals(Map.of(two, Orphan.Why.LEFT), found());

    Reply rest = press.press(Asking.presses(Asking.ANNA, OrphansCommand.CLEAN, draft), typed);
    bench.jobs.run(
        String.valueOf(rest.job()),
        new DeleteManyWorkflow(bench.clouds, inventory, bench.jobs),
        new ImmediateSteps(String.valueOf(rest.job()), bench.cloud::advance));
    assertFalse(bench.cloud.volume(two).isPresent());
    assertEquals("No orphans in lab.", Asking.read(orphans.run(typed).headline()));
    assertTrue(bench.jobs.one(job).outcome().cleanedBy().isPresent());
  }

  @Test
  void whatADeletionCouldNotDeleteIsListedUntilItIsGone() {
    Outcome web = copy("web-01");
    String snapshot = CloneBench.fact(web, "snapshot");
    Reply deletion =
        new DeleteCommand(
                new CloudOption(bench.clouds),
                bench.jobs,
                bench.jobs,
                bench.drafts,
                new Lookup(inventory, Messages.load()),
                clock)
            .run(Asking.types("delete", "snapshot-id", snapshot));
    ends(
        String.valueOf(deletion.job()),
        JobState.NEEDS_ATTENTION,
        failed(new ResourceRef("IMAGE", snapshot, "web")));
    assertEquals(Map.of(snapshot, Orphan.Why.STAYED), found());
    bench.cloud.deleteImage(snapshot);
    assertEquals(Map.of(), found());
  }
}
