package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import dev.snapclone.sandbox.discord.BotAnswer;
import dev.snapclone.sandbox.discord.Modal;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.InstanceSpec;
import dev.snapclone.sandbox.openstack.Knobs.Trouble;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Why something is asked for: where it is demanded, and where it is read. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReasonEndToEndTest {
  private static final ReasonDemand TICKET =
      new ReasonDemand("production", true, "(OPS-[0-9]+)", "Give the ticket, such as OPS-123.");
  @TempDir static Path folder;

  private Stage stage;

  private static Rule wanting(String instances, ReasonDemand reason) {
    return RuleBuilder.aRule(reason.rule(), instances).reason(reason).build();
  }

  private static Settings with(Settings usual, Rule... rules) {
    ApprovalSettings approvals =
        new ApprovalSettings(
            Map.of("snapshot", 0, "clone", 1, "copy", 1, "delete", 1),
            true,
            Duration.ofHours(1),
            Duration.ZERO,
            Reasons.NONE,
            true,
            Arrays.asList(rules),
            new RequestReasons(ReasonDemand.NONE, "https://tickets.example/browse/{1}"));
    return SettingsBuilder.from(usual).approvals(approvals).build();
  }

  @BeforeAll
  void opens() {
    stage = Stage.open(folder, "demo", usual -> with(usual, wanting("db-*", TICKET)));
  }

  @AfterAll
  void closes() {
    stage.close();
  }

  private String copies(String server, String reason) {
    return stage.says("/copy", Map.of("server-name", server, "reason", reason));
  }

  private BotAnswer gives(SeenMessage asked, String reason) {
    Modal modal = stage.anna.presses(asked, "Give a reason").awaitModal();
    return stage.anna.submits(modal, Map.of("Reason", reason));
  }

  @Test
  void aReasonStandsOnTheCardAsALinkAndInTheAudit() {
    Job job =
        stage.begins("/copy", Map.of("server-name", "db-01", "reason", " OPS-12: try *the* patch"));
    assertEquals(
        new Reason("OPS-12: try *the* patch", "https://tickets.example/browse/OPS-12"),
        job.reason());
    String card = stage.waitingCard(job).text();
    assertTrue(
        card.contains("[OPS-12: try \\*the\\* patch](https://tickets.example/browse/OPS-12)"),
        card);
    stage.denies(stage.ben, stage.waitingCard(job), "not today").awaitMessage();
    stage.told(stage.ended(job));
    List<String> audited = new ArrayList<>();
    stage
        .bot
        .auditTrail()
        .each(
            null,
            null,
            row -> {
              if (row.event().subject().equals(job.id())
                  && "OPS-12: try *the* patch".equals(row.event().details().get("reason"))) {
                audited.add(row.event().action());
              }
            });
    assertTrue(audited.contains("job.end"), audited::toString);
  }

  @Test
  void aReasonIsGivenWhereNobodyDemandsOneToo() {
    Job job = stage.begins("/copy", Map.of("server-name", "web-01", "reason", "for fun"));
    assertEquals(new Reason("for fun", null), job.reason());
    assertTrue(stage.waitingCard(job).text().contains("for fun"));
    stage.cancels(stage.anna, stage.waitingCard(job, stage.anna)).awaitText("Cancelled job");
    stage.ended(job);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u200b", "because", "ops-12", "OPS-"})
  void whatIsMissingIsSaidBeforeAnybodyIsAskedAndTheButtonTakesIt(String bad) {
    Set<String> before = stage.jobIds();
    SeenMessage asked =
        stage
            .anna
            .types(Stage.OPS, "/copy", Map.of("server-name", "db-01", "reason", bad))
            .awaitMessage();
    assertTrue(asked.text().contains("rule production"), asked.text());
    assertTrue(asked.text().contains("Give the ticket, such as OPS-123."), asked.text());
    assertEquals(List.of("Give a reason"), asked.buttons());
    assertEquals(before, stage.jobIds());
    BotAnswer second = gives(asked, "still none");
    second.awaitText("The reason lacks what the rule production");
    SeenMessage again = second.awaitMessage();
    assertEquals(before, stage.jobIds());
    gives(again, "OPS-7").awaitText("Asked for approval");
    Job job = stage.newJob(before);
    assertEquals("OPS-7", job.reason() == null ? "" : job.reason().text());
    stage.cancels(stage.anna, stage.waitingCard(job, stage.anna)).awaitText("Cancelled job");
    stage.ended(job);
  }

  @Test
  void aSnapshotThatIsConfirmedFirstIsAskedForItsReasonBefore() {
    stage.cloud.backstage().addInstance(InstanceSpec.of("db-image"));
    SeenMessage asked =
        stage.anna.types(Stage.OPS, "/snapshot", Map.of("server-name", "db-image")).awaitMessage();
    assertTrue(asked.text().contains("This needs a reason"), asked.text());
    Set<String> before = stage.jobIds();
    BotAnswer plan = gives(asked, "OPS-5");
    plan.awaitText("Go ahead?");
    stage.anna.presses(plan.awaitMessage(), "Go ahead").awaitText("has started");
    Job job = stage.ended(stage.newJob(before));
    assertEquals("OPS-5", job.reason() == null ? "" : job.reason().text());
    stage.told(job);
  }

  @Test
  void aDeletionAsksForItOnlyWhereTheRulesDo() {
    Job snapshot =
        stage.ended(stage.begins("/snapshot", Map.of("server-name", "db-01", "reason", "OPS-1")));
    SeenMessage card = stage.card(snapshot, "Done");
    Set<String> before = stage.jobIds();
    Modal modal = stage.anna.presses(card, "Delete snapshot").awaitModal();
    assertEquals("What is it for?", modal.title());
    stage.anna.submits(modal, Map.of("Reason", "OPS-2 done")).awaitText("Asked for approval");
    Job deletion = stage.newJob(before);
    assertTrue(stage.waitingCard(deletion).text().contains("OPS-2 done"));
    assertEquals(JobState.DONE, stage.approvedAndEnded(deletion).state());

    Job other = stage.snapshots("win-sql-01");
    stage
        .anna
        .presses(stage.card(other, "Done"), "Delete snapshot")
        .awaitText("Asked for approval");
  }

  @Test
  void theNamesOfTheWholeLineCount() {
    Job copy =
        stage.begins("/copy", Map.of("server-name", "db-01", "name", "toy", "reason", "OPS-3"));
    stage.approvedAndEnded(copy);
    String said = copies("toy", "just so");
    assertTrue(said.contains("what the rule production asks for"), said);
  }

  @Test
  void whatGotItsReasonByNameAloneIsNotApprovedUnderANameThatWantsMore() {
    stage.cloud.backstage().addInstance(InstanceSpec.of("innocent"));
    Job copy = stage.begins("/copy", Map.of("server-name", "innocent"));
    assertNull(copy.reason());
    stage.cloud.backstage().rename(stage.idOf("innocent"), "db-innocent");
    stage.approve(copy);
    assertEquals(JobState.FAILED, stage.ended(copy).state());
    assertTrue(stage.told(copy).text().contains("This needs a reason"), "told");
    assertEquals(List.of(), stage.bearing(copy));
  }

  @Test
  void anOpenQuestionThatLacksItsReasonByNowIsAnsweredYesByNobody() {
    Job copy = stage.begins("/copy", Map.of("server-name", "web-01"));
    SeenMessage card = stage.waitingCard(copy);
    stage.restarts(usual -> with(usual, wanting("db-*", TICKET), wanting("web-*", TICKET)));
    try {
      String said = stage.ben.presses(card, "Approve").awaitMessage().text();
      assertTrue(said.contains("needs a reason by now"), said);
      stage.denies(stage.ben, card, "ask again").awaitMessage();
      assertEquals(JobState.CANCELLED, stage.ended(copy).state());
    } finally {
      stage.restarts(usual -> with(usual, wanting("db-*", TICKET)));
    }
  }

  @Test
  void aRetryKeepsTheReason() {
    stage.cloud.knobs().fail(Trouble.VOLUME_SNAPSHOT, "db-01");
    Job failed =
        stage.ended(stage.begins("/snapshot", Map.of("server-name", "db-01", "reason", "OPS-9")));
    stage.cloud.knobs().clear(Trouble.VOLUME_SNAPSHOT);
    assertEquals(JobState.FAILED, failed.state());
    Set<String> before = stage.jobIds();
    stage.anna.presses(stage.card(failed, "Failed"), "Retry").awaitText("has started");
    Job again = stage.ended(stage.newJob(before));
    assertEquals(failed.reason(), again.reason());
    stage.told(again);
  }

  @Test
  void aReasonThatIsTooLongIsRefusedByTheChatItself() {
    RuntimeException refused =
        assertThrows(RuntimeException.class, () -> copies("web-01", "x".repeat(201)));
    assertTrue(String.valueOf(refused.getMessage()).contains("1 to 200"), refused::toString);
  }
}
