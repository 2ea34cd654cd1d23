package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.PlanLine.Section;
import dev.snapclone.request.Asking;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.Backstage;
import dev.snapclone.sandbox.openstack.CloudView;
import dev.snapclone.sandbox.openstack.InstanceSpec;
import dev.snapclone.sandbox.openstack.Knobs.Time;
import dev.snapclone.sandbox.openstack.Knobs.Trouble;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a clone can be asked for, and what is refused before anybody is asked to approve. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CloneOptionsEndToEndTest {
  @TempDir static Path folder;

  private Stage stage;
  private Backstage back;
  private String image;
  private String volumeSnapshot;

  @BeforeAll
  void opens() {
    stage = Stage.open(folder);
    back = stage.cloud.backstage();
    back.addFlavor("tiny", 1, 512, 1);
    back.addFlavor("twin", 1, 2048, 20);
    back.addFlavor("twin", 1, 2048, 20);
    back.addNetwork("demo", "second-net", "10.7.0.", false, false);
    back.addSecurityGroup("demo", "third");
    back.addKeypair("demo", "second-key");
    image = Stage.fact(stage.snapshots("web-01"), "snapshot");
    volumeSnapshot = Stage.fact(stage.snapshots("db-01"), "snapshot");
  }

  @AfterAll
  void closes() {
    stage.close();
  }

  private String refused(String snapshot, Map<String, String> options) {
    String inventory = stage.inventory();
    var jobs = stage.jobIds();
    Map<String, String> all = new java.util.HashMap<>(options);
    all.put("snapshot-id", snapshot);
    String said = stage.says("/clone", all);
    assertEquals(jobs, stage.jobIds(), said);
    assertEquals(inventory, stage.inventory());
    return said;
  }

  private CloudView.InstanceView made(Job clone) {
    assertEquals(JobState.DONE, clone.state(), () -> String.valueOf(clone.outcome()));
    return stage.cloud.view().instance(Stage.fact(clone, "instance")).orElseThrow();
  }

  @Test
  void everyOptionIsHonoured() {
    Job clone =
        stage.clones(
            image,
            Map.of(
                "name", "as-asked",
                "flavor", "M1.Large",
                "network", "second-net",
                "keypair", "second-key",
                "security-groups", "third, web",
                "os", "windows",
                "cloud", "demo"));
    CloudView.InstanceView made = made(clone);
    assertEquals("as-asked", made.name());
    assertEquals("m1.large", made.launched().flavor());
    assertEquals("second-key", made.launched().keyName());
    assertTrue(made.addresses().get(0).startsWith("10.7.0."), made.addresses().toString());
    assertEquals("windows", Stage.fact(clone, "os"));
    CloudView.PortView port =
        stage.cloud.view().ports().stream()
            .filter(p -> p.instanceId().equals(made.id()))
            .findFirst()
            .orElseThrow();
    assertEquals(2, port.securityGroupIds().size());
  }

  @Test
  void aFlavorThatDoesNotFitIsRefusedWithNumbersAndWithThoseThatFit() {
    String said = refused(image, Map.of("flavor", "tiny"));
    assertTrue(said.contains("has a disk of 1 GB; this needs at least 20 GB"), said);
    assertTrue(said.contains("These fit: ") && said.contains("m1.small"), said);
    said = refused(image, Map.of("flavor", "b2.c1r2"));
    assertTrue(said.contains("Flavor b2.c1r2 has no disk"), said);
    assertEquals(
        "tiny", made(stage.clones(volumeSnapshot, Map.of("flavor", "tiny"))).launched().flavor());
  }

  @Test
  void aNameThatTwoThingsHaveIsRefusedWithTheirIds() {
    String said = refused(image, Map.of("flavor", "twin"));
    assertTrue(said.contains("Several have the name that the option `flavor` gives: twin"), said);
    String id = said.replaceAll("(?s).*twin: `([0-9a-f-]{36})`.*", "$1");
    assertEquals("twin", made(stage.clones(image, Map.of("flavor", id))).launched().flavor());
  }

  @ParameterizedTest
  @CsvSource({
    "instances,instances",
    "cores,cores",
    "ram,memory",
    "volumes,volumes",
    "gigabytes,volume storage",
    "port,ports"
  })
  void aQuotaThatWouldBePassedIsSaidWithNumbers(String item, String word) {
    back.setQuota("demo", item, 1);
    String said = refused(volumeSnapshot, Map.of());
    back.setQuota("demo", item, -1);
    assertTrue(said.contains("does not fit the project's quota"), said);
    assertTrue(
        said.matches(
            "(?s).*"
                + word
                + ": [0-9,.]+( [MG]B)? of 1( [MG]B)? used, [0-9,.]+( [MG]B)? more needed.*"),
        said);
  }

  @ParameterizedTest
  @CsvSource({
    "creating,is not ready yet",
    "error,cannot be used: it is",
    "deleting,cannot be used: it is"
  })
  void aSnapshotThatIsNotReadyIsRefused(String status, String why) {
    back.setSnapshotStatus(volumeSnapshot, status);
    String said = refused(volumeSnapshot, Map.of());
    back.setSnapshotStatus(volumeSnapshot, "available");
    assertTrue(said.contains(why), said);
  }

  @Test
  void theCopysPlanCountsTheQuotaOnce() {
    Job copy = stage.begins("/copy", Map.of("server-name", "win-sql-01"));
    String quota = Asking.read(copy.plan().of(Section.QUOTA));
    assertEquals(2, quota.split("volume storage ", -1).length, quota);
  }

  @Test
  void whatOthersSnapshottedIsLikeTheOriginalAsLongAsThatIsThere() {
    String original = back.addInstance(InstanceSpec.of("theirs").groups("web").keypair("demo-key"));
    RawCloud raw = new RawCloud(CloudEntries.of(stage.cloud.cloudsYaml(), "demo"));
    raw.status(
        "compute",
        "/servers/" + original + "/action",
        "POST",
        "{\"createImage\":{\"name\":\"from-horizon\"}}");
    Awaitility.await()
        .until(
            () ->
                stage.cloud.view().images().stream()
                    .anyMatch(i -> i.name().equals("from-horizon") && i.status().equals("active")));
    CloudView.InstanceView made = made(stage.clones("from-horizon", Map.of()));
    assertEquals("m1.small", made.launched().flavor());
    assertEquals("demo-key", made.launched().keyName());

    back.removeInstance(original);
    String said = refused("from-horizon", Map.of());
    assertTrue(said.contains("Nothing tells which flavor") && said.contains("`flavor`"), said);
    said = refused("from-horizon", Map.of("flavor", "m1.small"));
    assertTrue(said.contains("Nothing tells which network") && said.contains("`network`"), said);
    made =
        made(stage.clones("from-horizon", Map.of("flavor", "m1.small", "network", "second-net")));
    assertNull(made.launched().keyName());
  }

  @Test
  void aSnapshotOfADataVolumeCannotBeCloned() {
    String data = back.addVolume("demo", "only-data", 1, null);
    RawCloud raw = new RawCloud(CloudEntries.of(stage.cloud.cloudsYaml(), "demo"));
    raw.status(
        "volumev3",
        "/snapshots",
        "POST",
        "{\"snapshot\":{\"name\":\"of-data\",\"volume_id\":\"" + data + "\"}}");
    Awaitility.await()
        .until(
            () ->
                stage.cloud.view().snapshots().stream()
                    .anyMatch(s -> s.name().equals("of-data") && s.status().equals("available")));
    String said = refused("of-data", Map.of());
    assertTrue(said.contains("is a snapshot of a data volume"), said);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anErrorWhileBuildingIsToldAndUndone(boolean fromImage) {
    stage.cloud.knobs().fail(Trouble.SPAWN, "doomed");
    Job job = stage.clones(fromImage ? image : volumeSnapshot, Map.of("name", "doomed"));
    stage.cloud.knobs().clear(Trouble.SPAWN);
    assertEquals(JobState.FAILED, job.state());
    String told = stage.told(job).text();
    assertTrue(
        told.contains("has room for this instance now: Exceeded maximum number of retries"), told);
    assertTrue(told.contains("What it had made is removed again."), told);
    assertEquals(List.of(), stage.bearing(job));
  }

  @Test
  void aVolumeInErrorIsToldAndUndone() {
    stage.cloud.knobs().fail(Trouble.VOLUME, "doomed");
    Job job = stage.clones(volumeSnapshot, Map.of("name", "doomed"));
    stage.cloud.knobs().clear(Trouble.VOLUME);
    String told = stage.told(job).text();
    assertTrue(told.contains("it is `error`, and the cloud gives no reason"), told);
    assertEquals(List.of(), stage.bearing(job));
  }

  @Test
  void whatCannotBeRemovedIsNamedOnceWithTheReason() {
    stage.cloud.knobs().fail(Trouble.SPAWN, "doomed").fail(Trouble.DELETE, "doomed");
    Job job = stage.clones(volumeSnapshot, Map.of("name", "doomed"));
    stage.cloud.knobs().clear(Trouble.SPAWN).clear(Trouble.DELETE);
    assertEquals(JobState.NEEDS_ATTENTION, job.state());
    String left = stage.told(job).text();
    assertTrue(left.contains("Left behind: volume doomed-root"), left);
    String told =
        stage.anna.presses(stage.card(job, "**Needs attention**"), "Details").awaitMessage().text();
    assertTrue(told.contains("Could not be removed: volume doomed-root"), told);
    assertTrue(told.contains("`error_deleting`"), told);
    assertTrue(told.contains("delete it there if nobody needs it"), told);
    assertEquals(1, stage.bearing(job).size());
  }

  @Test
  void aSnapshotThatGoesBetweenApprovalAndRunStopsTheJob() {
    Job snapshot = stage.snapshots("off-01");
    String gone = Stage.fact(snapshot, "snapshot");
    SeenMessage card = stage.card(snapshot, "**Done**");
    Job clone = stage.begins("/clone", Map.of("snapshot-id", gone));
    back.removeImage(gone);
    clone = stage.approvedAndEnded(clone);
    assertEquals(JobState.FAILED, clone.state());
    String told = stage.told(clone).text();
    assertTrue(told.contains("is gone, or cannot be used any more"), told);
    assertEquals(List.of(), stage.bearing(clone));
    String said = stage.anna.presses(card, "Clone this").awaitMessage().text();
    assertTrue(said.contains("is gone") && said.contains("/snapshot"), said);
  }

  @Test
  void aDeletedCloneTakesItsVolumeAlongAndLeavesTheOriginal() {
    String before = stage.inventory();
    Job clone = stage.clones(volumeSnapshot, Map.of("name", "short-lived"));
    SeenMessage card = stage.card(clone, "**Done**");
    var jobs = stage.jobIds();
    stage.anna.presses(card, "Delete clone").awaitText("Asked for approval");
    Job deletion = stage.approvedAndEnded(stage.newJob(jobs));
    assertEquals(JobState.DONE, deletion.state());
    assertEquals(List.of(), stage.bearing(clone));
    assertEquals(before, stage.inventory());
    String said = LatePress.answer(stage, stage.anna, "operator", "delete-clone", clone);
    assertTrue(said.contains("are gone already"), said);
  }

  @Test
  void aCancelledCloneLeavesNothing() {
    stage.cloud.knobs().set(Time.SPAWN, Duration.ofSeconds(30));
    Job job = stage.begins("/clone", Map.of("snapshot-id", volumeSnapshot, "name", "unwanted"));
    stage.approve(job);
    Awaitility.await().until(() -> stage.cloud.view().named("unwanted").size() == 1);
    SeenMessage card = stage.card(job, "**Running**");
    String notHis = stage.olaf.presses(card, "Cancel").awaitMessage().text();
    assertTrue(notHis.contains("Only that person or an administrator"), notHis);
    stage.anna.presses(card, "Cancel").awaitText("stop at the next safe point");
    Job ended = stage.ended(job);
    stage.cloud.knobs().set(Time.SPAWN, Duration.ofMillis(20));
    assertEquals(JobState.CANCELLED, ended.state());
    SeenMessage told = stage.outcome(ended);
    assertTrue(told.text().contains("**: Cancelled by "), told.text());
    stage.card(ended, "What it had made is removed again.");
    assertEquals(Set.of(), told.pinged(), "she did it herself");
    assertEquals(List.of(), stage.bearing(job));
    SeenMessage after = stage.card(job, "**Cancelled**");
    assertFalse(after.buttons().contains("Cancel"), after.buttons().toString());
  }

  @Test
  void aMissingFlavorIsAskedForByNamingTheOption() {
    back.addFlavor("passing", 1, 2048, 20);
    String id = back.addInstance(InstanceSpec.of("on-passing").flavor("passing"));
    String snapshot = Stage.fact(stage.snapshots(id), "snapshot");
    back.removeFlavor("passing");
    String said = refused(snapshot, Map.of());
    assertTrue(said.contains("does not exist any more"), said);
    assertTrue(said.contains("Give the option `flavor`"), said);
    assertEquals(
        "m1.large",
        made(Objects.requireNonNull(stage.clones(snapshot, Map.of("flavor", "m1.large"))))
            .launched()
            .flavor());
  }
}
