package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.wire.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Copies that are cut off from all others until somebody approves that they are let out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IsolationEndToEndTest {
  private static final String GROUPS = "/security-groups";

  @TempDir static Path folder;
  private Stage stage;
  private RawCloud raw;
  private String snapshot;

  @BeforeAll
  void opens() {
    stage = Stage.open(folder);
    raw = new RawCloud(CloudEntries.of(stage.cloud.cloudsYaml(), "demo"));
    snapshot = Stage.fact(stage.snapshots("db-01"), "snapshot");
  }

  @AfterEach
  void mends() {
    stage.cloud.faults().clear();
    stage.cloud.backstage().setQuota("demo", "security_group", -1);
  }

  @AfterAll
  void closes() {
    stage.close();
  }

  /** The security groups of the project, by id. */
  private List<String> groups() {
    return raw.list("network", "/security-groups", "security_groups").stream()
        .map(g -> g.path("id").asText())
        .sorted()
        .toList();
  }

  private List<String> groupsMadeBy(Job job) {
    return raw.list("network", "/security-groups", "security_groups").stream()
        .filter(g -> g.path("description").asText().contains(job.id()))
        .map(g -> g.path("name").asText())
        .toList();
  }

  private List<String> rules(String group) {
    JsonNode rules =
        raw.get("network", "/security-groups/" + group)
            .path("security_group")
            .path("security_group_rules");
    return StreamSupport.stream(rules.spliterator(), false).map(JsonNode::toString).toList();
  }

  private List<String> groupsOf(String instance) {
    return stage.cloud.view().ports().stream()
        .filter(p -> p.instanceId().equals(instance))
        .flatMap(p -> p.securityGroupIds().stream())
        .sorted()
        .toList();
  }

  /** Presses a button that becomes a job; ben approves it; to the end. */
  private Job makes(SeenMessage on, String button) {
    var before = stage.jobIds();
    stage.anna.presses(on, button).awaitText("Asked for approval");
    return stage.approvedAndEnded(stage.newJob(before));
  }

  private Job isolatedClone(String name) {
    return stage.clones(snapshot, Map.of("isolated", "true", "name", name));
  }

  @Test
  void anIsolatedCloneTalksToNobodyUntilItIsLetOut() {
    List<String> before = groups();
    Job clone = isolatedClone("cut-off");
    assertEquals(JobState.DONE, clone.state(), () -> String.valueOf(clone.outcome()));
    String group = Stage.fact(clone, "isolation-group");
    String instance = Stage.fact(clone, "instance");
    assertEquals(List.of(group), groupsOf(instance));
    assertEquals(List.of(), rules(group), "not even out");
    SeenMessage told = stage.told(clone);
    assertEquals(List.of(), told.buttons());
    SeenMessage isolated = stage.card(clone, "**Done**");
    assertTrue(isolated.text().contains("nothing gets in or out"), isolated.text());
    assertTrue(
        isolated
            .buttons()
            .containsAll(
                List.of("Linux checklist", "Windows steps", "Lift isolation", "Delete clone")),
        isolated.buttons().toString());

    Job lift = makes(isolated, "Lift isolation");
    assertEquals(JobState.DONE, lift.state(), () -> String.valueOf(lift.outcome()));
    assertEquals(groupsOf(stage.idOf("db-01")), groupsOf(instance));
    assertEquals(before, groups());
    String again = LatePress.answer(stage, stage.anna, "operator", "lift-isolation", clone);
    assertTrue(again.contains("is not isolated any more: job " + lift.id() + " lifted it"), again);
    SeenMessage card = stage.card(clone, "The isolation was lifted (job `" + lift.id());
    assertFalse(card.buttons().contains("Lift isolation"), card.buttons().toString());
    SeenMessage corrected = stage.told(clone, "The isolation was lifted (job `" + lift.id());
    assertFalse(corrected.text().contains("nothing gets in or out"), corrected.text());

    assertEquals(JobState.DONE, makes(card, "Delete clone").state());
    assertEquals(List.of(), stage.bearing(clone));
  }

  @Test
  void aDeniedLiftLeavesItIsolated() {
    Job clone = isolatedClone("stays-in");
    SeenMessage card = stage.card(clone, "**Done**");
    var before = stage.jobIds();
    stage.anna.presses(card, "Lift isolation").awaitText("Asked for approval");
    Job lift = stage.newJob(before);
    stage.denies(stage.ben, stage.waitingCard(lift), "not yet").awaitText("Denied");
    stage.ended(lift);
    assertEquals(
        List.of(Stage.fact(clone, "isolation-group")), groupsOf(Stage.fact(clone, "instance")));
  }

  @Test
  void anIsolatedCopyTakesItsGroupAlongWhenItIsDeleted() {
    List<String> before = groups();
    Job copy =
        stage.approvedAndEnded(
            stage.begins("/copy", Map.of("server-name", "win-ad-01", "isolated", "true")));
    assertEquals(JobState.DONE, copy.state(), () -> String.valueOf(copy.outcome()));
    assertEquals(
        List.of(Stage.fact(copy, "isolation-group")), groupsOf(Stage.fact(copy, "instance")));
    assertEquals(JobState.DONE, makes(stage.card(copy, "**Done**"), "Delete clone").state());
    assertEquals(before, groups());
  }

  @Test
  void aFullQuotaForSecurityGroupsIsSaidBeforeAnybodyIsAsked() {
    int used = groups().size();
    stage.cloud.backstage().setQuota("demo", "security_group", used);
    String said = stage.says("/clone", Map.of("snapshot-id", snapshot, "isolated", "true"));
    assertTrue(said.contains("does not fit the project's quota"), said);
    assertTrue(
        said.contains("security groups: " + used + " of " + used + " used, 1 more needed"), said);
  }

  @Test
  void aQuotaThatIsFullInTheEndIsToldAndNothingIsLeft() {
    String inventory = stage.inventory();
    List<String> before = groups();
    stage
        .cloud
        .faults()
        .next(
            "POST",
            GROUPS,
            Fault.status(
                409,
                "{\"NeutronError\": {\"type\": \"OverQuota\", \"detail\": \"\", \"message\":"
                    + " \"Quota exceeded for resources: ['security_group'].\"}}"));
    Job clone = isolatedClone("too-many");
    assertEquals(JobState.FAILED, clone.state());
    String told = stage.told(clone).text();
    assertTrue(told.contains("The quota for security groups of demo is full"), told);
    assertFalse(told.contains("leave the isolation out"), told);
    assertEquals(List.of(), stage.bearing(clone));
    assertEquals(before, groups());
    assertEquals(inventory, stage.inventory());
  }

  @Test
  void aCloudThatRefusesSecurityGroupsIsSaidAndNothingIsLeft() {
    List<String> before = groups();
    stage
        .cloud
        .faults()
        .next(
            "POST",
            GROUPS,
            Fault.status(
                403,
                "{\"NeutronError\": {\"type\": \"PolicyNotAuthorized\", \"detail\": \"\","
                    + " \"message\": \"rule:create_security_group is disallowed by policy\"}}"));
    Job clone = isolatedClone("not-allowed");
    assertEquals(JobState.FAILED, clone.state());
    String told = stage.told(clone).text();
    assertTrue(told.contains("does not let the bot's user make security groups"), told);
    assertTrue(told.contains("disallowed by policy"), told);
    assertEquals(List.of(), stage.bearing(clone));
    assertEquals(before, groups());
  }

  @Test
  void aLostAnswerMakesNoSecondGroup() {
    stage.cloud.faults().next("POST", GROUPS, Fault.answerLost());
    Job clone = isolatedClone("heard-late");
    assertEquals(JobState.DONE, clone.state(), () -> String.valueOf(clone.outcome()));
    assertEquals(1, groupsMadeBy(clone).size(), () -> groupsMadeBy(clone).toString());
    assertFalse(groupsOf(Stage.fact(clone, "instance")).isEmpty());
  }
}
