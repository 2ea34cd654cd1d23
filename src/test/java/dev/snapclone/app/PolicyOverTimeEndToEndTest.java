package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.Reasons;
import dev.snapclone.access.Rule;
import dev.snapclone.access.RuleBuilder;
import dev.snapclone.config.ApprovalSettings;
import dev.snapclone.config.Settings;
import dev.snapclone.config.SettingsBuilder;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.InstanceSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Between a question, its answer and the start, names and rules may become others. */
class PolicyOverTimeEndToEndTest {
  private static final Rule TWO = rule("production-*", null, 2, null);
  private static final Rule DENIED = rule("vault-*", "Ask the security team.", null, null);
  @TempDir Path folder;

  private Stage stage;

  private static Rule rule(String pattern, String denied, Integer required, Reasons reasons) {
    return RuleBuilder.aRule(pattern, pattern)
        .denied(denied)
        .required(required)
        .reasons(reasons)
        .build();
  }

  private static Settings with(Settings usual, int copy, Rule... rules) {
    ApprovalSettings approvals = usual.approvals();
    return SettingsBuilder.from(usual)
        .approvals(
            new ApprovalSettings(
                Map.of("snapshot", 0, "clone", 0, "copy", copy, "delete", 1, "cleanup", 1),
                approvals.fourEyes(),
                approvals.expireAfter(),
                approvals.remindAfter(),
                approvals.reasons(),
                approvals.ping(),
                List.of(rules)))
        .build();
  }

  @BeforeEach
  void opens() {
    stage = Stage.open(folder, "demo", usual -> with(usual, 1, TWO, DENIED));
    stage.cloud.backstage().addInstance(InstanceSpec.of("scratch").groups("web"));
  }

  @AfterEach
  void closes() {
    stage.close();
  }

  private Job presses(Job on, String button) {
    Set<String> before = stage.jobIds();
    stage.anna.presses(stage.card(on, "Done"), button).awaitText("Asked for approval");
    return stage.newJob(before);
  }

  private void rename(String from, String to) {
    stage.cloud.backstage().rename(stage.idOf(from), to);
  }

  @Test
  void aCloneThatIsCalledOtherwiseByNowIsAskedAboutAgainBeforeItIsDeleted() {
    Job taken = stage.snapshots("scratch");
    Job made =
        stage.ended(
            stage.begins(
                "/clone", Map.of("snapshot-id", Stage.fact(taken, "snapshot"), "name", "toy")));
    Job deletion = presses(made, "Delete clone");
    rename("toy", "production-db");
    stage.approve(deletion);
    SeenMessage again = stage.card(deletion, "Asked again, since something changed");
    assertTrue(again.text().contains("It goes back to production-db by now"), again.text());
    assertTrue(again.text().contains("needs 2 more approvals"), again.text());
    assertFalse(stage.idOf("production-db").isEmpty(), "still there");
    stage.ben.presses(again, "Approve").awaitText("is counted");
    stage.carla.presses(again, "Approve").awaitText("Approved: job");
    assertEquals(JobState.DONE, stage.ended(deletion).state());
  }

  @Test
  void aSnapshotWhoseOriginalIsCalledOtherwiseByNowIsAskedAboutAgainBeforeItIsDeleted() {
    Job taken = stage.snapshots("scratch");
    Job deletion = presses(taken, "Delete snapshot");
    rename("scratch", "production-db");
    stage.approve(deletion);
    SeenMessage again = stage.card(deletion, "It goes back to production-db by now");
    assertTrue(again.text().contains("needs 2 more approvals"), again.text());
    stage.ben.presses(again, "Approve").awaitText("is counted");
    stage.carla.presses(again, "Approve").awaitText("Approved: job");
    assertEquals(JobState.DONE, stage.ended(deletion).state());
  }

  @Test
  void whatNobodyMayAskForByNowDoesNotStart() {
    Job copy = stage.begins("/copy", Map.of("server-name", "scratch"));
    rename("scratch", "vault-1");
    stage.approve(copy);
    assertEquals(JobState.FAILED, stage.ended(copy).state());
    assertTrue(stage.told(copy).text().contains("The policy forbids this"), "told");
    assertEquals(List.of(), stage.bearing(copy));
  }

  @Test
  void whatOnlyChangedItsNameStartsAsItWasApproved() {
    Job copy = stage.begins("/copy", Map.of("server-name", "scratch"));
    rename("scratch", "scratch-2");
    assertEquals(JobState.DONE, stage.approvedAndEnded(copy).state());
  }

  @Test
  void anOpenQuestionAsksForWhatAStricterConfigurationAsksFor() {
    Job copy = stage.begins("/copy", Map.of("server-name", "scratch"));
    assertTrue(stage.waitingCard(copy).text().contains("needs 1 more approval"));
    stage.restarts(usual -> with(usual, 2, TWO, DENIED));
    SeenMessage raised = stage.card(copy, "needs 2 more approvals");
    stage.ben.presses(raised, "Approve").awaitText("is counted");
    assertEquals(
        JobState.WAITING_FOR_APPROVAL, stage.bot.jobs().find(copy.id()).orElseThrow().state());
    stage.restarts(usual -> with(usual, 1, TWO, DENIED));
    stage.carla.presses(raised, "Approve").awaitText("Approved: job");
    assertEquals(JobState.DONE, stage.ended(copy).state());
  }

  @Test
  void anOpenQuestionThatTheRulesForbidByNowIsAnsweredYesByNobody() {
    Job copy = stage.begins("/copy", Map.of("server-name", "scratch"));
    SeenMessage card = stage.waitingCard(copy);
    stage.restarts(usual -> with(usual, 1, rule("scratch", "", null, null)));
    String said = stage.ben.presses(card, "Approve").awaitMessage().text();
    assertTrue(said.contains("The policy forbids what"), said);
    stage.denies(stage.ben, card, "as they say").awaitMessage();
    assertEquals(JobState.CANCELLED, stage.ended(copy).state());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u200b", " \u2060 \u200d", "\u3164", "\u2800\ufe0f", "\udb40\udc41"})
  void aReasonHasSomethingToSeeInIt(String nothing) {
    stage.restarts(usual -> with(usual, 1, rule("scratch", null, 1, Reasons.BOTH)));
    Job copy = stage.begins("/copy", Map.of("server-name", "scratch"));
    SeenMessage card = stage.waitingCard(copy);
    String said =
        stage
            .ben
            .submits(stage.ben.presses(card, "Approve").awaitModal(), Map.of("Reason", nothing))
            .awaitMessage()
            .text();
    assertTrue(said.contains("needs a reason"), said);
    said = stage.denies(stage.ben, card, nothing).awaitMessage().text();
    assertTrue(said.contains("needs a reason"), said);
    stage
        .ben
        .submits(stage.ben.presses(card, "Approve").awaitModal(), Map.of("Reason", "\u200bso"))
        .awaitText("Approved: job");
    assertEquals(JobState.DONE, stage.ended(copy).state());
  }
}
