package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.Rule;
import dev.snapclone.access.Rule.Match;
import dev.snapclone.access.RuleBuilder;
import dev.snapclone.config.ApprovalSettings;
import dev.snapclone.config.Settings;
import dev.snapclone.config.SettingsBuilder;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.Backstage;
import dev.snapclone.sandbox.openstack.InstanceSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What whoever asks may choose, such as names and the system, takes no rule away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyEvasionEndToEndTest {
  @TempDir static Path folder;

  private Stage stage;

  private static Rule rule(Match match, String denied, Integer required, List<String> from) {
    return RuleBuilder.aRule("r", match).denied(denied).required(required).approvers(from).build();
  }

  private static Match of(List<String> commands, List<String> instances, List<String> os) {
    return new Match(commands, List.of(), List.of(), instances, 0, 0, 0, os);
  }

  private static Settings configured(Settings usual) {
    List<Rule> rules =
        List.of(
            rule(of(List.of("clone", "delete"), List.of("off-*"), List.of()), "", null, List.of()),
            rule(
                of(List.of("clone", "copy", "delete"), List.of(), List.of("windows")),
                "",
                null,
                List.of()),
            rule(of(List.of("clone"), List.of("db-*"), List.of()), null, 1, List.of("admin")));
    ApprovalSettings approvals = usual.approvals();
    return SettingsBuilder.from(usual)
        .approvals(
            new ApprovalSettings(
                approvals.required(),
                approvals.fourEyes(),
                approvals.expireAfter(),
                approvals.remindAfter(),
                approvals.reasons(),
                approvals.ping(),
                rules))
        .build();
  }

  @BeforeAll
  void opens() {
    stage = Stage.open(folder, "demo", PolicyEvasionEndToEndTest::configured);
  }

  @AfterAll
  void closes() {
    stage.close();
  }

  private static void assertForbidden(String said) {
    assertTrue(said.contains("The policy forbids this"), said);
  }

  @Test
  void aSnapshotUnderAnotherNameIsStillOfItsOriginalWhenThatIsGone() {
    Job taken =
        stage.ended(stage.begins("/snapshot", Map.of("server-name", "off-01", "name", "harmless")));
    stage.cloud.backstage().removeInstance(stage.idOf("off-01"));
    String snapshot = Stage.fact(taken, "snapshot");
    assertForbidden(stage.says("/clone", Map.of("snapshot-id", snapshot)));
    assertForbidden(
        stage.anna.presses(stage.card(taken, "**Done**"), "Delete snapshot").awaitMessage().text());
  }

  @Test
  void sayingLinuxMakesNoLinuxOfAWindows() {
    assertForbidden(stage.says("/copy", Map.of("server-name", "win-ad-01", "os", "linux")));
  }

  @Test
  void neitherTheWordNorTheNameOfASnapshotMakesALinuxOfAWindows() {
    Backstage back = stage.cloud.backstage();
    back.addImage("demo", "Windows Server 2022", "private", Map.of());
    back.addInstance(InstanceSpec.of("told-by-name").image("Windows Server 2022").groups("web"));
    for (String server : List.of("win-ad-01", "told-by-name")) {
      Job taken =
          stage.ended(
              stage.begins(
                  "/snapshot",
                  Map.of("server-name", server, "name", "linux-" + server, "os", "linux")));
      assertForbidden(
          stage.says(
              "/clone", Map.of("snapshot-id", Stage.fact(taken, "snapshot"), "os", "linux")));
      assertForbidden(
          stage
              .anna
              .presses(stage.card(taken, "**Done**"), "Delete snapshot")
              .awaitMessage()
              .text());
    }
  }

  @Test
  void whatNothingTellsOfMayBeAWindowsWhateverIsSaid() {
    Backstage back = stage.cloud.backstage();
    back.addImage("demo", "golden-7", "private", Map.of());
    back.addInstance(InstanceSpec.of("untold-01").image("golden-7").groups("web"));
    assertForbidden(stage.says("/copy", Map.of("server-name", "untold-01", "os", "linux")));
    assertForbidden(stage.says("/copy", Map.of("server-name", "untold-01")));
  }

  @Test
  void anIsolatedCloneUnderAnotherNameIsLetOutByThoseWhoMayApproveItsOriginals() {
    Job taken = stage.snapshots("db-01");
    Job clone =
        stage.begins(
            "/clone",
            Map.of(
                "snapshot-id",
                Stage.fact(taken, "snapshot"),
                "name",
                "harmless-too",
                "isolated",
                "true"));
    stage.carla.presses(stage.waitingCard(clone), "Approve").awaitText("Approved");
    assertEquals(JobState.DONE, stage.ended(clone).state());
    SeenMessage card = stage.card(clone, "**Done**");
    var before = stage.jobIds();
    stage.anna.presses(card, "Lift isolation").awaitText("Asked for approval");
    Job lift = stage.newJob(before);
    String said = stage.ben.presses(stage.waitingCard(lift), "Approve").awaitMessage().text();
    assertTrue(said.contains("does not count: this needs admin"), said);
    stage.cancels(stage.anna, stage.waitingCard(lift, stage.anna)).awaitText("Cancelled job");
    assertEquals(JobState.CANCELLED, stage.ended(lift).state());
  }
}
