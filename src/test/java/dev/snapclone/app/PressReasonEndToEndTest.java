package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.ReasonDemand;
import dev.snapclone.access.Reasons;
import dev.snapclone.access.RequestReasons;
import dev.snapclone.access.Rule;
import dev.snapclone.access.RuleBuilder;
import dev.snapclone.config.ApprovalSettings;
import dev.snapclone.config.Settings;
import dev.snapclone.config.SettingsBuilder;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Reason;
import dev.snapclone.sandbox.discord.Modal;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.Knobs.Trouble;
import dev.snapclone.sandbox.openstack.wire.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every press that requests something asks why first, where the rules want a reason. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PressReasonEndToEndTest {
  private static final String HINT = "Give the ticket, such as OPS-123.";

  @TempDir static Path folder;

  private Stage stage;

  private static Settings with(Settings usual, String... patterns) {
    List<Rule> rules = new ArrayList<>();
    for (String pattern : patterns) {
      rules.add(
          RuleBuilder.aRule(pattern, pattern)
              .reason(new ReasonDemand(pattern, true, "(OPS-[0-9]+)", HINT))
              .build());
    }
    return SettingsBuilder.from(usual)
        .approvals(
            new ApprovalSettings(
                Map.of("snapshot", 0, "clone", 1, "copy", 1, "delete", 1, "cleanup", 1),
                true,
                Duration.ofHours(1),
                Duration.ZERO,
                Reasons.NONE,
                true,
                rules,
                RequestReasons.NONE))
        .build();
  }

  @BeforeAll
  void opens() {
    stage = Stage.open(folder, "demo", usual -> with(usual, "db-*", "toy-*"));
  }

  @AfterAll
  void closes() {
    stage.close();
  }

  /** Presses; says why in the dialogue that opens; somebody approves it, to the end. */
  private Job why(SeenMessage card, String button, String reason) {
    Set<String> before = stage.jobIds();
    Modal modal = stage.anna.presses(card, button).awaitModal();
    assertEquals("What is it for?", modal.title());
    stage.anna.submits(modal, Map.of("Reason", reason)).awaitText("Asked for approval");
    Job job = stage.newJob(before);
    assertEquals(new Reason(reason, null), job.reason());
    SeenMessage asking = stage.waitingCard(job);
    assertTrue(asking.text().contains(reason), asking.text());
    Job ended = stage.approvedAndEnded(job);
    String details = stage.presses(stage.anna, job, "Details").awaitMessage().text();
    assertTrue(details.contains("Reason for the request: " + reason), details);
    assertEquals(Set.of("job.start", "job.end", "press"), auditedWith(job, reason));
    return ended;
  }

  /** What the audit has about a job with that reason. */
  private Set<String> auditedWith(Job job, String reason) {
    Set<String> found = new TreeSet<>();
    stage
        .bot
        .auditTrail()
        .each(
            null,
            null,
            row -> {
              if (row.event().subject().equals(job.id())
                  && reason.equals(row.event().details().get("reason"))) {
                found.add(row.event().action().replaceFirst("^press\\..*", "press"));
              }
            });
    return found;
  }

  private Job copies(String server, Map<String, String> more) {
    Map<String, String> options = new HashMap<>(more);
    options.put("server-name", server);
    return stage.approvedAndEnded(stage.begins("/copy", options));
  }

  @Test
  void liftingAndDeleting() {
    Job copy = copies("db-01", Map.of("isolated", "true", "reason", "OPS-1"));
    assertEquals(JobState.DONE, copy.state());
    assertEquals(
        JobState.DONE, why(stage.card(copy, "**Done**"), "Lift isolation", "OPS-2").state());
    SeenMessage lifted = stage.card(copy, "The isolation was lifted");
    assertEquals(JobState.DONE, why(lifted, "Delete clone", "OPS-3").state());
  }

  @Test
  void aCloneIsDeletedByItsOwnNameToo() {
    Job copy = copies("web-01", Map.of("name", "toy-1"));
    assertEquals(JobState.DONE, why(stage.card(copy, "**Done**"), "Delete clone", "OPS-4").state());
  }

  @Test
  void cloningAndDeletingASnapshot() {
    Job taken =
        stage.ended(stage.begins("/snapshot", Map.of("server-name", "db-01", "reason", "OPS-5")));
    SeenMessage card = stage.card(taken, "**Done**");
    Job clone = why(card, "Clone this", "OPS-6");
    assertEquals(JobState.DONE, clone.state());
    why(stage.card(clone, "**Done**"), "Delete clone", "OPS-7");
    assertEquals(JobState.DONE, why(card, "Delete snapshot", "OPS-8").state());
  }

  @Test
  void cleaningUp() {
    stage.cloud.knobs().fail(Trouble.SPAWN, "db-messy");
    stage
        .cloud
        .faults()
        .always(
            "DELETE",
            "/volumes/",
            Fault.status(403, "{\"forbidden\": {\"code\": 403, \"message\": \"Not today\"}}"));
    Job left = copies("db-01", Map.of("name", "db-messy", "reason", "OPS-9"));
    stage.cloud.faults().clear();
    stage.cloud.knobs().clear(Trouble.SPAWN);
    assertEquals(JobState.NEEDS_ATTENTION, left.state());
    SeenMessage card = stage.card(left, "**Needs attention**");
    assertEquals(JobState.DONE, why(card, "Clean up", "OPS-10").state());
  }

  @Test
  void tryingAgainWhatWasAskedForWithoutOne() {
    stage.cloud.knobs().fail(Trouble.SPAWN, "poor");
    Job failed = copies("web-01", Map.of("name", "poor", "reason", "for fun"));
    stage.cloud.knobs().clear(Trouble.SPAWN);
    assertEquals(JobState.FAILED, failed.state());
    stage.restarts(usual -> with(usual, "db-*", "toy-*", "web-*"));
    try {
      SeenMessage old = stage.presses(stage.anna, failed, "Retry").awaitMessage();
      assertTrue(old.text().contains(HINT), old.text());
      assertEquals(List.of("Give a reason"), old.buttons());
      SeenMessage shown =
          stage.anna.types(Stage.OPS, "/job", Map.of("id", failed.id())).awaitMessage();
      assertEquals(JobState.DONE, why(shown, "Retry", "OPS-11").state());
    } finally {
      stage.restarts(usual -> with(usual, "db-*", "toy-*"));
    }
  }
}
