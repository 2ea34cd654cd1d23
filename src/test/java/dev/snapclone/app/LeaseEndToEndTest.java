package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.cloud.Marks;
import dev.snapclone.config.LeaseSettings;
import dev.snapclone.config.SettingsBuilder;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Lease;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots and clones that are kept for a time, with a clock that leaps. */
class LeaseEndToEndTest {
  private static final String LABEL = "How much longer: 12h, 3d, 2w, forever";

  @TempDir Path folder;
  private final LeapingClock clock = new LeapingClock();
  private Stage stage;

  private void opens(Map<String, LeaseSettings.Term> terms) {
    stage =
        Stage.leaping(
            folder,
            clock,
            s ->
                SettingsBuilder.from(s)
                    .leases(new LeaseSettings(terms, Duration.ofHours(24)))
                    .build());
  }

  @AfterEach
  void closes() {
    stage.close();
  }

  private SeenMessage reminder(Job job, String text) {
    return stage.anna.awaitMessage(
        Stage.OPS, m -> m.text().contains(text) && m.buttons().contains("Delete now"));
  }

  private List<SeenMessage> reminders() {
    return stage.anna.sees(Stage.OPS).stream()
        .filter(m -> m.buttons().contains("Delete now"))
        .toList();
  }

  private Instant ends(Job job) {
    return Objects.requireNonNull(stage.bot.leases().of(job.id()).orElseThrow().ends());
  }

  private String mark(String id) {
    return stage
        .cloud
        .view()
        .instance(id)
        .map(i -> i.metadata().getOrDefault(Marks.EXPIRES, ""))
        .orElse("gone");
  }

  @Test
  void aCloneIsRemindedOfExtendedAndDeletedInTheEnd() {
    opens(Map.of());
    Job snapshot = stage.snapshots("web-01");
    Job clone =
        stage.begins(
            "/clone", Map.of("snapshot-id", Stage.fact(snapshot, "snapshot"), "keep", "3d"));
    assertTrue(stage.waitingCard(clone).text().contains("Deleted 3d after it is made"));
    clone = stage.approvedAndEnded(clone);
    assertEquals(JobState.DONE, clone.state());
    assertEquals(
        Objects.requireNonNull(clone.progress().ended())
            .plus(Duration.ofDays(3))
            .truncatedTo(ChronoUnit.SECONDS),
        ends(clone));
    SeenMessage card = stage.card(clone, "Kept until");
    assertTrue(card.buttons().contains("Extend"), card.buttons().toString());
    String id = Stage.fact(clone, "instance");
    stage.awaits("the mark", () -> mark(id).length() > 4);
    assertTrue(stage.says("/instances", Map.of()).contains("until "));

    clock.leap(Duration.ofHours(48));
    SeenMessage reminder = reminder(clone, "is deleted");
    Instant before = ends(clone);
    stage
        .anna
        .submits(stage.anna.presses(reminder, "Extend").awaitModal(), Map.of(LABEL, "2d"))
        .awaitText("is kept until");
    assertEquals(before.plus(Duration.ofDays(2)), ends(clone));
    stage.awaits("no reminder", () -> reminders().isEmpty());
    assertEquals(before.plus(Duration.ofDays(2)).toString(), mark(id));

    clock.leap(Duration.ofHours(49));
    reminder(clone, "is deleted");
    Set<String> jobs = stage.jobIds();
    clock.leap(Duration.ofHours(24));
    Job deletion = stage.ended(stage.newJob(jobs));
    assertEquals(JobState.DONE, deletion.state());
    assertEquals("anna", deletion.requester().name());
    assertTrue(
        Objects.requireNonNull(deletion.reason()).text().startsWith("kept until"),
        Objects.requireNonNull(deletion.reason()).text());
    stage.told(deletion);
    stage.awaits("no reminder", () -> reminders().isEmpty());
    assertTrue(stage.cloud.view().instance(id).isEmpty());
    assertFalse(stage.card(clone, "was deleted later").buttons().contains("Extend"));
  }

  private Job snapshotKept(String keep) {
    return stage.ended(stage.begins("/snapshot", Map.of("server-name", "web-01", "keep", keep)));
  }

  private Job cloneKept(String keep) {
    Job snapshot = stage.snapshots("web-01");
    return stage.clones(Stage.fact(snapshot, "snapshot"), Map.of("keep", keep));
  }

  private boolean there(Job clone) {
    return stage.cloud.view().instance(Stage.fact(clone, "instance")).isPresent();
  }

  private Lease lease(Job job) {
    return stage.bot.leases().of(job.id()).orElseThrow();
  }

  /** Time passes until the reminder, and then until the end. */
  private void toTheEnd(Job job, Duration left) {
    clock.leap(left.minusHours(23));
    reminder(job, "is deleted");
    clock.leap(Duration.ofHours(24));
  }

  @Test
  void whatCannotBeIsSaidInAClearSentence() {
    opens(Map.of("snapshot", new LeaseSettings.Term(null, Duration.ofDays(7))));
    Map<String, String> said =
        Map.of(
            "0d", "0d is too short: one hour is the least.",
            "3m", "3m is too short: one hour is the least.",
            "3", "It is not clear how long 3 is.",
            "-3d", "-3d would be in the past.",
            "9999999d", "It is not clear how long 9999999d is.",
            "8d", "8d is longer than allowed here: 7d.",
            "forever", "forever is longer than allowed here: 7d.");
    said.forEach(
        (keep, sentence) -> {
          String answer = stage.says("/snapshot", Map.of("server-name", "web-01", "keep", keep));
          assertTrue(answer.replace("`", "").replace("\\", "").contains(sentence), answer);
        });
    assertEquals(Set.of(), stage.jobIds());
  }

  @Test
  void whatIsLockedStaysIsSaidOnceAndGoesWhenItIsNot() {
    opens(Map.of());
    Job clone = cloneKept("2d");
    stage.cloud.backstage().setLocked(Stage.fact(clone, "instance"), true);
    Set<String> jobs = stage.jobIds();
    toTheEnd(clone, Duration.ofDays(2));
    reminder(clone, "was to be deleted and is still there");
    assertTrue(stage.card(clone, "To be deleted since").text().contains("locked"));
    clock.leap(Duration.ofMinutes(15));
    stage.awaits("the second try", () -> lease(clone).tries() == 2);
    assertEquals(1, reminders().size());
    assertEquals(jobs, stage.jobIds());
    assertTrue(there(clone));
    stage.cloud.backstage().setLocked(Stage.fact(clone, "instance"), false);
    clock.leap(Duration.ofMinutes(25));
    Job deletion = stage.ended(stage.newJob(jobs));
    assertEquals(JobState.DONE, deletion.state());
    stage.awaits("an end", () -> lease(clone).stage() == Lease.Stage.OVER);
    assertEquals(List.of(), reminders());
  }

  @Test
  void keepKeepsItAndTheMarkSaysSo() {
    opens(Map.of());
    Job clone = cloneKept("2d");
    clock.leap(Duration.ofHours(25));
    stage
        .anna
        .presses(reminder(clone, "is deleted"), "Keep")
        .awaitText("until somebody deletes it");
    stage.awaits("no reminder", () -> reminders().isEmpty());
    stage.awaits("the mark", () -> mark(Stage.fact(clone, "instance")).equals("none"));
    Set<String> jobs = stage.jobIds();
    clock.leap(Duration.ofDays(30));
    stage.card(clone, "Kept until somebody deletes it");
    assertEquals(jobs, stage.jobIds());
    assertTrue(there(clone));
  }

  @Test
  void beyondTheLongestTimeAnExtensionWaitsForApprovalAndNothingIsDeletedMeanwhile() {
    opens(Map.of("clone", new LeaseSettings.Term(Duration.ofDays(2), Duration.ofDays(3))));
    Job snapshot = stage.snapshots("web-01");
    Job clone = stage.clones(Stage.fact(snapshot, "snapshot"), Map.of());
    clock.leap(Duration.ofHours(25));
    SeenMessage reminder = reminder(clone, "is deleted");
    stage.awaits("the reminder", () -> lease(clone).stage() == Lease.Stage.REMINDED);
    Instant first = ends(clone);
    clock.leap(Duration.ofHours(12));
    Set<String> jobs = stage.jobIds();
    stage
        .anna
        .submits(stage.anna.presses(reminder, "Extend").awaitModal(), Map.of(LABEL, "5d"))
        .awaitText("Asked for approval");
    Job extension = stage.newJob(jobs);
    SeenMessage question = stage.waitingCard(extension);
    assertTrue(question.text().contains("Longer than allowed without approval"), question.text());
    clock.leap(Duration.ofHours(12).minusMinutes(1));
    clock.leap(Duration.ofMinutes(2));
    stage.snapshots("db-01");
    assertTrue(there(clone));
    assertEquals(JobState.DONE, stage.approvedAndEnded(extension).state());
    assertEquals(first.plus(Duration.ofDays(5)), ends(clone));
    stage.awaits("no reminder", () -> reminders().isEmpty());
    assertTrue(there(clone));
  }

  @Test
  void aBotThatWasDownRemindsFirstAndDeletesADayLater() {
    opens(Map.of());
    Job clone = cloneKept("3d");
    stage.restarts(() -> clock.leap(Duration.ofDays(10)));
    reminder(clone, "is deleted");
    stage.awaits("the reminder", () -> lease(clone).stage() == Lease.Stage.REMINDED);
    assertTrue(there(clone));
    Set<String> jobs = stage.jobIds();
    assertTrue(ends(clone).isAfter(clock.instant().plus(Duration.ofHours(23))));
    clock.leap(Duration.ofHours(25));
    assertEquals(JobState.DONE, stage.ended(stage.newJob(jobs)).state());
    assertFalse(there(clone));
  }

  @Test
  void whoDeletesByHandEndsTheLease() {
    opens(Map.of());
    Job clone = cloneKept("2d");
    clock.leap(Duration.ofHours(25));
    Set<String> jobs = stage.jobIds();
    stage.anna.presses(reminder(clone, "is deleted"), "Delete now").awaitText("Asked for approval");
    stage.approvedAndEnded(stage.newJob(jobs));
    stage.awaits("an end", () -> lease(clone).stage() == Lease.Stage.OVER);
    stage.awaits("no reminder", () -> reminders().isEmpty());
    jobs = stage.jobIds();
    clock.leap(Duration.ofDays(3));
    stage.snapshots("db-01");
    assertEquals(jobs.size() + 1, stage.jobIds().size());
  }

  @Test
  void aSnapshotThatACloneNeedsStaysUntilTheCloneIsGone() {
    opens(Map.of("snapshot", new LeaseSettings.Term(Duration.ofDays(2), null)));
    Job snapshot = stage.snapshots("web-01");
    Job clone = stage.clones(Stage.fact(snapshot, "snapshot"), Map.of("keep", "4d"));
    toTheEnd(snapshot, Duration.ofDays(2));
    SeenMessage trouble = reminder(snapshot, "was to be deleted and is still there");
    assertTrue(trouble.text().contains("web-01-clone-1"), trouble.text());
    clock.leap(Duration.ofDays(1));
    reminder(clone, "web-01-clone-1 is deleted");
    clock.leap(Duration.ofDays(1));
    stage.awaits("the clone's end", () -> lease(clone).stage() == Lease.Stage.OVER);
    clock.leap(Duration.ofHours(7));
    stage.awaits("the snapshot's end", () -> lease(snapshot).stage() == Lease.Stage.OVER);
    assertEquals(List.of(), stage.bearing(snapshot));
    assertEquals(List.of(), reminders());
  }

  @Test
  void aCopyGoesWithItsSnapshot() {
    opens(Map.of());
    Job copy =
        stage.approvedAndEnded(stage.begins("/copy", Map.of("server-name", "db-01", "keep", "2d")));
    assertTrue(stage.bearing(copy).size() >= 3, stage.bearing(copy).toString());
    toTheEnd(copy, Duration.ofDays(2));
    stage.awaits("the end", () -> lease(copy).stage() == Lease.Stage.OVER);
    assertEquals(List.of(), stage.bearing(copy));
  }

  @Test
  void severalCopiesGoTogetherAndThenTheirSnapshot() {
    opens(Map.of());
    Job copies =
        stage.approvedAndEnded(
            stage.begins("/copy", Map.of("server-name", "web-01", "count", "2", "keep", "2d")));
    assertEquals(3, stage.bearing(copies).size(), () -> stage.bearing(copies).toString());
    Set<String> jobs = stage.jobIds();
    toTheEnd(copies, Duration.ofDays(2));
    stage.awaits("the end", () -> lease(copies).stage() == Lease.Stage.OVER);
    assertEquals(List.of(), stage.bearing(copies));
    assertEquals(jobs.size() + 2, stage.jobIds().size(), "one for both, and one for the snapshot");
    stage.card(copies, "All 2 clones were deleted later");
  }

  @Test
  void whatIsGoneFromTheCloudEndsWithoutAWord() {
    opens(Map.of());
    Job snapshot = snapshotKept("2d");
    stage.cloud.backstage().removeImage(Stage.fact(snapshot, "snapshot"));
    Set<String> jobs = stage.jobIds();
    toTheEnd(snapshot, Duration.ofDays(2));
    stage.awaits("the end", () -> lease(snapshot).stage() == Lease.Stage.OVER);
    assertEquals(jobs, stage.jobIds());
    assertEquals(List.of(), reminders());
  }
}
