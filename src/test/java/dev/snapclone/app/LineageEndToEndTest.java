package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapclone.access.Rule;
import dev.snapclone.access.RuleBuilder;
import dev.snapclone.config.ApprovalSettings;
import dev.snapclone.config.Settings;
import dev.snapclone.config.SettingsBuilder;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.openstack.Backstage;
import dev.snapclone.sandbox.openstack.InstanceSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes from a protected instance needs what that one needs, under whatever name. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LineageEndToEndTest {
  @TempDir static Path folder;

  private Stage stage;
  private Backstage back;
  private RawCloud raw;

  private static Rule rule(String name, String pattern, int required) {
    return RuleBuilder.aRule(name, pattern).required(required).build();
  }

  private static Settings configured(Settings usual) {
    ApprovalSettings approvals = usual.approvals();
    return SettingsBuilder.from(usual)
        .approvals(
            new ApprovalSettings(
                Map.of("snapshot", 0, "clone", 0, "copy", 0, "delete", 0, "cleanup", 0),
                approvals.fourEyes(),
                approvals.expireAfter(),
                approvals.remindAfter(),
                approvals.reasons(),
                approvals.ping(),
                List.of(rule("play", "play-*", 0), rule("prod", "prod-*", 2))))
        .build();
  }

  @BeforeAll
  void opens() {
    stage = Stage.open(folder, "demo", LineageEndToEndTest::configured);
    back = stage.cloud.backstage();
    raw = new RawCloud(CloudEntries.of(stage.cloud.cloudsYaml(), "demo"));
  }

  @AfterAll
  void closes() {
    stage.close();
  }

  /** An instance, booted from an image or from a volume. */
  private void instance(String name, boolean fromImage) {
    InstanceSpec spec = InstanceSpec.of(name).groups("web");
    if (!fromImage) {
      String root = back.addVolume("demo", name + "-root", 2, "ubuntu-22.04");
      spec = spec.flavor("b2.c1r2").volumes(List.of(root));
    }
    back.addInstance(spec);
  }

  /** Asks for two approvals and gets them; to the end. */
  private Job asksTwo(Job job) {
    assertEquals(
        JobState.WAITING_FOR_APPROVAL, stage.bot.jobs().find(job.id()).orElseThrow().state());
    stage.ben.presses(stage.waitingCard(job), "Approve").awaitText("is counted");
    stage.carla.presses(stage.waitingCard(job, stage.carla), "Approve").awaitText("Approved");
    Job ended = stage.ended(job);
    assertEquals(JobState.DONE, ended.state(), () -> stage.told(job).text());
    return ended;
  }

  private Job runs(Job job) {
    Job ended = stage.ended(job);
    assertEquals(JobState.DONE, ended.state(), () -> stage.told(job).text());
    return ended;
  }

  private Job presses(Job on, String button) {
    Set<String> before = stage.jobIds();
    stage.anna.presses(stage.card(on, "Done"), button).awaitMessage();
    return stage.newJob(before);
  }

  private Job clone(String snapshot, String name) {
    return stage.begins("/clone", Map.of("snapshot-id", snapshot, "name", name));
  }

  private static String snapshotOf(Job job) {
    return Stage.fact(job, "snapshot");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCloneUnderAnotherNameIsWorthWhatItsOriginalIs(boolean fromImage) {
    String prod = "prod-" + (fromImage ? "image" : "volume");
    String play = "play-" + (fromImage ? "image" : "volume");
    instance(prod, fromImage);
    Job taken = asksTwo(stage.begins("/snapshot", Map.of("server-name", prod)));
    Job made = asksTwo(clone(snapshotOf(taken), play));
    Job again = asksTwo(stage.begins("/snapshot", Map.of("server-name", play)));
    Job second = asksTwo(clone(snapshotOf(again), play + "-2"));
    asksTwo(presses(second, "Delete clone"));
    Job third = asksTwo(presses(again, "Clone this"));
    asksTwo(presses(third, "Delete clone"));
    Job copy =
        asksTwo(stage.begins("/copy", Map.of("server-name", play, "delete-snapshot", "true")));
    Job ofCopy =
        asksTwo(stage.begins("/snapshot", Map.of("server-name", Stage.fact(copy, "instance"))));
    asksTwo(presses(ofCopy, "Delete snapshot"));
    asksTwo(presses(copy, "Delete clone"));
    // Its original is called otherwise, and then it is gone.
    back.rename(stage.idOf(prod), play + "-3");
    asksTwo(presses(again, "Delete snapshot"));
    back.removeInstance(stage.idOf(play + "-3"));
    Job last = asksTwo(clone(snapshotOf(taken), play + "-4"));
    asksTwo(presses(last, "Delete clone"));
    if (fromImage) {
      asksTwo(presses(made, "Delete clone"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsMadeByHandIsWorthWhatItsOriginalIs(boolean booted) {
    String prod = "prod-hand-" + booted;
    instance(prod, false);
    Job taken = asksTwo(stage.begins("/snapshot", Map.of("server-name", prod)));
    JsonNode made =
        raw.made(
            "volumev3",
            "/volumes",
            "{\"volume\":{\"name\":\"x\",\"size\":2,\"snapshot_id\":\"%s\"}}"
                .formatted(snapshotOf(taken)));
    String volume = made.path("volume").path("id").asText();
    awaitVolume(volume);
    String harmless = "harmless-" + booted;
    if (booted) {
      back.addInstance(
          InstanceSpec.of(harmless).groups("web").flavor("b2.c1r2").volumes(List.of(volume)));
    } else {
      instance(harmless, true);
      back.attach(stage.idOf(harmless), volume);
    }
    Job again = asksTwo(stage.begins("/snapshot", Map.of("server-name", harmless)));
    Job clone = asksTwo(clone(snapshotOf(again), harmless + "-2"));
    asksTwo(presses(clone, "Delete clone"));
  }

  @Test
  void anOrdinaryInstanceAsksWhatItsNameAsks() {
    for (boolean fromImage : List.of(true, false)) {
      String name = "web-ordinary-" + fromImage;
      instance(name, fromImage);
      Job taken = runs(stage.begins("/snapshot", Map.of("server-name", name)));
      Job clone = runs(clone(snapshotOf(taken), name + "-2"));
      runs(presses(clone, "Delete clone"));
      runs(stage.begins("/copy", Map.of("server-name", name)));
      back.removeInstance(stage.idOf(name));
      runs(clone(snapshotOf(taken), name + "-3"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsLeftOfACloneThatSomebodyDeletedAsksWhatTheCloneAsked(boolean isProd) {
    String name = isProd ? "prod-left" : "web-left";
    String open = back.addNetwork("demo", name, "10.17.0.", false, false);
    back.setPortSecurity(open, false);
    instance(name, true);
    back.plug(stage.idOf(name), open);
    Function<Job, Job> asks = isProd ? this::asksTwo : this::runs;
    Job taken = asks.apply(stage.begins("/snapshot", Map.of("server-name", name)));
    String before = stage.inventory();
    int groups = raw.list("network", "/security-groups", "security_groups").size();
    for (Map<String, String> how :
        List.of(Map.<String, String>of(), Map.of("isolated", "true", "network", "demo-net"))) {
      Map<String, String> options = new HashMap<>(how);
      options.put("snapshot-id", snapshotOf(taken));
      Job clone = asks.apply(stage.begins("/clone", options));
      back.removeInstance(Stage.fact(clone, "instance"));
      Job deletion = asks.apply(presses(clone, "Delete clone"));
      assertEquals(JobState.DONE, deletion.state());
      assertEquals(before, stage.inventory());
    }
    assertEquals(groups, raw.list("network", "/security-groups", "security_groups").size());
  }

  @Test
  void aLetterOfAnotherAlphabetIsNoOtherName() {
    instance("рrod-look", true);
    instance("PROD\u200b-look", true);
    for (String name : List.of("рrod-look", "PROD\u200b-look")) {
      Job job = stage.begins("/snapshot", Map.of("server-name", stage.idOf(name)));
      assertTrue(stage.waitingCard(job).text().contains("2 more"), name);
      asksTwo(job);
    }
  }

  private void awaitVolume(String id) {
    Awaitility.await()
        .until(
            () ->
                raw.get("volumev3", "/volumes/" + id)
                    .path("volume")
                    .path("status")
                    .asText()
                    .equals("available"));
  }
}
