package dev.snapclone.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.cloud.CloudException.Kind;
import dev.snapclone.cloud.Quota.Item;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What any {@link Cloud} does, be it real, a sandbox or in memory. Works on the seeded project of
 * {@link CloudFixtures}, makes what it needs under names of its own and removes it. Where clouds
 * may differ, the contract says what both may do.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class CloudContract extends PlacementContract {
  private static final String NOBODY = "00000000-0000-4000-8000-000000000000";

  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private Cloud cloud;
  private CloudLeftovers leftovers;
  private String imageBooted;
  private String volumeBooted;

  @BeforeAll
  void makeInstances() {
    cloud = fixtures.cloud();
    leftovers = new CloudLeftovers(fixtures);
    imageBooted = leftovers.instance(fixtures.imageBooted(name("img")));
    String snapshot = snapshotOf(rootVolume(fixtures.seeded("db-01")), "fixture");
    String root = volumeFrom(snapshot, "root");
    String data =
        leftovers.volume(
            cloud.createVolume(new NewVolume(name("data"), 1, null, null, null, Map.of())));
    awaitVolume(data, "available");
    volumeBooted = leftovers.instance(fixtures.volumeBooted(name("vol"), List.of(root, data)));
    awaitActive(imageBooted);
    awaitActive(volumeBooted);
  }

  @AfterAll
  void removeEverything() {
    if (leftovers != null) {
      leftovers.remove();
    }
  }

  // ---- Reading
  // -----------------------------------------------------------------------------------

  @Test
  void saysAsWhomItIsSignedIn() {
    Account account = cloud.account();
    assertFalse(account.userId().isBlank());
    assertFalse(account.userName().isBlank());
    assertFalse(account.projectId().isBlank());
    assertEquals("demo", account.projectName());
  }

  @Test
  void anImageBootedInstanceNamesItsImageAndHasNoVolumes() {
    Instance web = cloud.instance(fixtures.seeded("web-01")).orElseThrow();
    assertTrue(web.imageBooted());
    assertTrue(cloud.image(given(web.launched().imageId())).isPresent());
    assertEquals(List.of(), web.volumeIds());
    assertEquals(List.of(), cloud.attachments(web.id()));
    assertEquals("ACTIVE", web.state().status());
    assertEquals("active", web.state().vmState());
    assertNull(web.state().taskState());
    assertTrue(web.running());
    assertEquals(
        fixtures.flavor("m1.small"), cloud.flavor(web.launched().flavorId()).orElseThrow());
    assertFalse(web.addresses().isEmpty());
    assertEquals("demo-net", web.addresses().get(0).network());
  }

  @Test
  void aVolumeBootedInstanceNamesNoImageAndItsRootVolumeIsOnTheFirstDevice() {
    Instance db = cloud.instance(fixtures.seeded("db-01")).orElseThrow();
    assertFalse(db.imageBooted());
    List<VolumeAttachment> attached = cloud.attachments(db.id());
    assertEquals(2, attached.size());
    assertEquals(
        Set.copyOf(db.volumeIds()),
        attached.stream().map(VolumeAttachment::volumeId).collect(Collectors.toSet()));
    Volume root = cloud.volume(rootVolume(db.id())).orElseThrow();
    assertEquals("in-use", root.status());
    assertTrue(root.source().bootable());
    assertEquals("linux", root.source().imageMetadata().get("os_type"));
    assertEquals(db.id(), root.attachments().get(0).instanceId());
    assertEquals("/dev/vda", root.attachments().get(0).device());
  }

  @Test
  void listsHoldWhatSingleReadsSay() {
    Instance web = cloud.instance(fixtures.seeded("web-01")).orElseThrow();
    assertTrue(cloud.instances().contains(web), "instances");
    Image image = cloud.image(given(web.launched().imageId())).orElseThrow();
    assertTrue(cloud.images().contains(image), "images");
    Volume root = cloud.volume(rootVolume(fixtures.seeded("db-01"))).orElseThrow();
    assertTrue(cloud.volumes().stream().anyMatch(v -> v.id().equals(root.id())), "volumes");
    Flavor flavor = cloud.flavor(web.launched().flavorId()).orElseThrow();
    assertTrue(cloud.flavors().contains(flavor), "flavors");
  }

  @Test
  void aPortKnowsTheAddressAndTheSecurityGroupIds() {
    Instance web = cloud.instance(fixtures.seeded("web-01")).orElseThrow();
    List<Port> ports = cloud.ports(web.id());
    assertEquals(1, ports.size());
    Port port = ports.get(0);
    assertEquals(web.id(), port.instanceId());
    assertEquals(fixtures.network(), port.networkId());
    assertEquals(List.of(web.addresses().get(0).ip()), port.fixedIps());
    assertTrue(port.securityGroupIds().contains(fixtures.securityGroup()));
  }

  @Test
  void theSurroundingsAreThere() {
    assertTrue(fixtures.flavor("m1.small").diskGb() > 0);
    assertEquals(0, fixtures.flavor("b2.c1r2").diskGb());
    assertFalse(cloud.availabilityZones().isEmpty());
    SecurityGroup web =
        cloud.securityGroups().stream()
            .filter(g -> g.id().equals(fixtures.securityGroup()))
            .findFirst()
            .orElseThrow();
    assertTrue(web.rules().stream().anyMatch(r -> r.allowsTcp(22)), web.rules()::toString);
    List<String> keypairs = cloud.keypairs().stream().map(Keypair::name).toList();
    assertEquals(Set.copyOf(keypairs).size(), keypairs.size());
  }

  @Test
  void aMemberMayDoEverything() {
    Rights rights = cloud.rights();
    assertTrue(rights.roles().contains("member"), () -> rights.roles().toString());
    assertEquals(Map.of(), rights.refused());
  }

  @Test
  void aCurrentCloudIsTooOldForNothing() {
    assertEquals(Set.of(), cloud.abilities().missing());
    cloud
        .abilities()
        .versions()
        .forEach((service, range) -> assertTrue(range.matches("[23]\\.\\d to [23]\\.\\d+"), range));
  }

  @Test
  void theQuotaSaysLimitsAndUse() {
    Quota quota = cloud.quota(EnumSet.complementOf(EnumSet.of(Item.SECURITY_GROUPS)));
    assertTrue(quota.of(Item.SECURITY_GROUPS).isEmpty(), "was not asked for");
    assertTrue(quota.of(Item.INSTANCES).orElseThrow().used() >= 4);
    assertTrue(quota.of(Item.CORES).orElseThrow().used() >= 4);
    assertTrue(quota.of(Item.RAM_MB).orElseThrow().used() >= 4096);
    assertTrue(quota.of(Item.VOLUMES).orElseThrow().used() >= 4);
    assertTrue(quota.of(Item.SNAPSHOTS).orElseThrow().limit() != 0);
    assertTrue(quota.of(Item.GIGABYTES).orElseThrow().used() >= 4);
    assertTrue(quota.of(Item.PORTS).orElseThrow().used() >= 4);
  }

  @Test
  void aConsoleLinkLeadsSomewhereAndHidesItself() {
    ConsoleLink link = cloud.consoleLink(imageBooted);
    assertTrue(link.url().startsWith("http"), "a URL");
    assertFalse(link.toString().contains(link.url()));
  }

  @Test
  void theConsoleLogHasAtMostSoManyLines() {
    String log = cloud.consoleOutput(imageBooted, 2);
    assertTrue(log.lines().count() <= 3, "a line, or a part of one, more in some versions");
    refused(Kind.NOT_FOUND, () -> cloud.consoleOutput(NOBODY, 2));
  }

  @Test
  void whatDoesNotExistIsEmptyToReadAndFalseToDelete() {
    for (String id : List.of(NOBODY, "no-such-thing", "detail", "..", "a/b?c=d")) {
      assertTrue(cloud.instance(id).isEmpty(), id);
      assertTrue(cloud.image(id).isEmpty(), id);
      assertTrue(cloud.volume(id).isEmpty(), id);
      assertTrue(cloud.volumeSnapshot(id).isEmpty(), id);
      assertTrue(cloud.flavor(id).isEmpty(), id);
    }
    assertFalse(cloud.deleteInstance(NOBODY));
    assertFalse(cloud.deleteImage(NOBODY));
    assertFalse(cloud.deleteVolume(NOBODY));
    assertFalse(cloud.deleteVolumeSnapshot(NOBODY));
    assertTrue(cloud.securityGroup(NOBODY).isEmpty());
    assertFalse(cloud.deleteSecurityGroup(NOBODY));
    assertEquals(List.of(), cloud.actions(NOBODY));
    assertEquals(List.of(), cloud.ports(NOBODY));
    assertEquals(List.of(), cloud.messages(NOBODY));
  }

  @Test
  void whatDoesNotExistCannotBeWorkedOn() {
    refused(Kind.NOT_FOUND, () -> cloud.createImage(NOBODY, "x", Map.of()));
    refused(Kind.NOT_FOUND, () -> cloud.createVolumeSnapshot(NOBODY, "x", Map.of()));
    refused(Kind.NOT_FOUND, () -> cloud.setImageProperties(NOBODY, Map.of("a", "b")));
    refused(Kind.NOT_FOUND, () -> cloud.setInstanceMetadata(NOBODY, Map.of("a", "b")));
    refused(Kind.NOT_FOUND, () -> cloud.setVolumeMetadata(NOBODY, Map.of("a", "b")));
    refused(Kind.NOT_FOUND, () -> cloud.setVolumeSnapshotMetadata(NOBODY, Map.of("a", "b")));
    refused(Kind.NOT_FOUND, () -> cloud.consoleLink(NOBODY));
    refused(Kind.NOT_FOUND, () -> cloud.setSecurityGroupRules(NOBODY, List.of()));
    refused(Kind.NOT_FOUND, () -> cloud.setPortSecurityGroups(NOBODY, List.of()));
    refused(Kind.NOT_FOUND, () -> cloud.attachments(NOBODY));
    refused(
        Kind.NOT_FOUND,
        () -> cloud.createVolume(new NewVolume("x", 2, NOBODY, null, null, Map.of())));
  }

  // ---- Security groups
  // ---------------------------------------------------------------------------

  @Test
  void aSecurityGroupLetsEverythingOutUntilItsRulesAreSet() {
    String id = leftovers.group(cloud.createSecurityGroup(name("group"), "made by a test"));
    SecurityGroup fresh = cloud.securityGroup(id).orElseThrow();
    assertEquals(name("group"), fresh.name());
    assertEquals("made by a test", fresh.description());
    assertTrue(fresh.rules().stream().noneMatch(SecurityGroup.Rule::ingress));
    assertFalse(fresh.rules().isEmpty());
    SecurityGroup.Rule rdp = SecurityGroup.Rule.tcpIn(3389, "192.0.2.0/24");
    cloud.setSecurityGroupRules(id, List.of(rdp));
    cloud.setSecurityGroupRules(id, List.of(rdp));
    assertEquals(List.of(rdp), cloud.securityGroup(id).orElseThrow().rules());
    assertTrue(cloud.securityGroups().stream().anyMatch(g -> g.id().equals(id)));
    cloud.setSecurityGroupRules(id, List.of());
    assertEquals(List.of(), cloud.securityGroup(id).orElseThrow().rules());
  }

  @Test
  void aPortTakesOtherSecurityGroupsAndAGroupInUseStays() {
    String id = leftovers.group(cloud.createSecurityGroup(name("given"), ""));
    Port port = cloud.ports(imageBooted).get(0);
    cloud.setPortSecurityGroups(port.id(), List.of(id));
    assertEquals(List.of(id), cloud.ports(imageBooted).get(0).securityGroupIds());
    refused(Kind.CONFLICT, () -> cloud.deleteSecurityGroup(id));
    cloud.setPortSecurityGroups(port.id(), port.securityGroupIds());
    assertEquals(port.securityGroupIds(), cloud.ports(imageBooted).get(0).securityGroupIds());
    assertTrue(cloud.deleteSecurityGroup(id));
    assertFalse(cloud.deleteSecurityGroup(id));
    assertTrue(cloud.securityGroup(id).isEmpty());
  }

  // ---- Image snapshots
  // ---------------------------------------------------------------------------

  @Test
  void anImageSnapshotGoesFromQueuedToActiveAndCarriesItsProperties() {
    String id = imageOf(imageBooted, "snap", Map.of(Marks.JOB, "J-" + run, Marks.STEP, "s"));
    Image early = cloud.image(id).orElseThrow();
    assertTrue(Set.of("queued", "saving", "active").contains(early.status()), early::status);
    if (early.status().equals("queued")) {
      assertNull(early.sizeBytes());
      String task = cloud.instance(imageBooted).orElseThrow().state().taskState();
      assertTrue(task != null || !fixtures.answersAtOnce(), "busy");
      refusedUntil(
          () -> cloud.instance(imageBooted).orElseThrow().state().taskState() == null,
          Kind.CONFLICT,
          () -> leftovers.image(cloud.createImage(imageBooted, name("twin"), Map.of())));
      refusedUntil(
          () -> cloud.image(id).orElseThrow().status().equals("active"),
          Kind.BAD_REQUEST,
          () -> leftovers.instance(cloud.createInstance(fromImage(id, "early"))));
    }
    Image image = awaitImage(id);
    assertTrue(given(image.sizeBytes()) > 0);
    assertEquals(name("snap"), image.name());
    assertEquals("J-" + run, image.properties().get(Marks.JOB));
    assertEquals("snapshot", image.properties().get("image_type"));
    assertEquals(imageBooted, image.properties().get("instance_uuid"));
    assertEquals("linux", image.properties().get("os_type"));
    assertEquals(cloud.account().projectId(), image.access().ownerProjectId());
    assertEquals(fixtures.flavor("m1.small").diskGb(), image.minimum().diskGb());
    assertTrue(image.instanceSnapshot());
    assertFalse(image.volumeBacked());
    assertTrue(cloud.images().contains(image), "listed");
    InstanceAction action = cloud.actions(imageBooted).get(0);
    assertEquals("createImage", action.action());
    assertFalse(action.failed());
    assertFalse(action.events().isEmpty());

    cloud.setImageProperties(id, Map.of(Marks.STEP, "other", Marks.SELF, id, "a~b", "c"));
    Map<String, String> properties = cloud.image(id).orElseThrow().properties();
    assertEquals("J-" + run, properties.get(Marks.JOB), "left alone");
    assertEquals("other", properties.get(Marks.STEP), "replaced");
    assertEquals(id, properties.get(Marks.SELF), "added");
    assertEquals("c", properties.get("a~b"), "added");

    assertTrue(cloud.deleteImage(id));
    assertFalse(cloud.deleteImage(id));
    assertTrue(cloud.image(id).isEmpty());
  }

  @Test
  void aCloneOfAnImageSnapshotHasWhatWasAskedForAndItsOwnSnapshotInheritsTheMarks() {
    String image = imageOf(imageBooted, "origin", Map.of(Marks.JOB, "J1-" + run));
    awaitImage(image);
    String keypair = cloud.keypairs().stream().map(Keypair::name).findFirst().orElse(null);
    String clone =
        leftovers.instance(
            cloud.createInstance(
                NewInstanceBuilder.ofImage(name("clone"), fixtures.flavor("m1.small").id(), image)
                    .networks(List.of(fixtures.network()))
                    .groups(List.of(fixtures.securityGroup()))
                    .keypair(keypair)
                    .metadata(Map.of(Marks.JOB, "J2-" + run))
                    .tags(List.of("snapclone-" + run, "second"))
                    .userData("#cloud-config\n")
                    .build()));
    assertTrue(
        Set.of("BUILD", "ACTIVE").contains(cloud.instance(clone).orElseThrow().state().status()),
        clone);
    refusedUntil(
        () -> cloud.instance(clone).orElseThrow().state().status().equals("ACTIVE"),
        Kind.CONFLICT,
        () -> leftovers.image(cloud.createImage(clone, name("early"), Map.of())));
    awaitActive(clone);
    fixtures.await("an address", () -> !cloud.instance(clone).orElseThrow().addresses().isEmpty());
    Instance instance = cloud.instance(clone).orElseThrow();
    assertEquals(image, instance.launched().imageId());
    assertEquals(name("clone"), instance.name());
    assertEquals(keypair, instance.launched().keypair());
    assertEquals(Set.of("snapclone-" + run, "second"), Set.copyOf(instance.tags()));
    assertEquals(Map.of(Marks.JOB, "J2-" + run), instance.metadata());
    assertEquals(1, instance.addresses().size());
    Port port = cloud.ports(clone).get(0);
    assertEquals(List.of(fixtures.securityGroup()), port.securityGroupIds());
    assertEquals(fixtures.network(), port.networkId());

    String second = imageOf(clone, "inherited", Map.of());
    Image inherited = awaitImage(second);
    assertEquals("J1-" + run, inherited.properties().get(Marks.JOB), "the first image's mark");

    assertTrue(cloud.deleteInstance(clone));
    fixtures.await("the clone to be gone", () -> cloud.instance(clone).isEmpty());
    assertFalse(cloud.deleteInstance(clone));
    assertEquals(List.of(), cloud.actions(clone));
  }

  @Test
  void theImageOfAVolumeBootedInstanceIsEmptyAndPointsToSnapshotsOfAllItsVolumes() {
    String id = imageOf(volumeBooted, "zero", Map.of(Marks.JOB, "J-" + run));
    Image image = awaitImage(id);
    assertEquals(0L, image.sizeBytes());
    assertTrue(image.volumeBacked());
    assertTrue(image.instanceSnapshot());
    assertEquals("J-" + run, image.properties().get(Marks.JOB));
    assertEquals(2, image.blockDevices().size());
    // Nova tells the devices in no order.
    Map<String, BlockDevice> byName =
        image.blockDevices().stream().collect(Collectors.toMap(d -> given(d.device()), d -> d));
    BlockDevice root = byName.get("/dev/vda");
    assertEquals(0, root.bootIndex());
    assertEquals("snapshot", root.sourceType());
    assertNull(byName.get("/dev/vdb").bootIndex());
    for (BlockDevice device : image.blockDevices()) {
      String snapshot = leftovers.snapshot(given(device.snapshotId()));
      awaitSnapshot(snapshot);
      VolumeSnapshot made = cloud.volumeSnapshot(snapshot).orElseThrow();
      assertEquals("snapshot for " + name("zero"), made.name());
      assertEquals(device.sizeGb(), made.sizeGb());
    }
    cloud.setImageProperties(id, Map.of("name", name("renamed"), Marks.SELF, id));
    Image renamed = cloud.image(id).orElseThrow();
    assertEquals(name("renamed"), renamed.name());
    assertEquals(id, renamed.properties().get(Marks.SELF));
    assertFalse(renamed.properties().containsKey("name"));
    assertTrue(cloud.deleteImage(id));
    assertTrue(cloud.volumeSnapshot(given(root.snapshotId())).isPresent(), "snapshots stay");
  }

  @Test
  void aNewSnapshotTakesMarksBeforeItIsReady() {
    String id = imageOf(volumeBooted, "early", Map.of());
    for (BlockDevice device : cloud.image(id).orElseThrow().blockDevices()) {
      String snapshot = leftovers.snapshot(given(device.snapshotId()));
      cloud.setVolumeSnapshotMetadata(snapshot, Map.of(Marks.JOB, "J-" + run));
      assertEquals(
          Map.of(Marks.JOB, "J-" + run), cloud.volumeSnapshot(snapshot).orElseThrow().metadata());
      awaitSnapshot(snapshot);
    }
  }

  @Test
  void dataVolumesAreAttachedAtBootAtTheirDevices() {
    String image = given(cloud.instance(imageBooted).orElseThrow().launched().imageId());
    List<NewInstance.BootVolume> data = new ArrayList<>();
    for (String device : List.of("/dev/vdb", "/dev/vdd")) {
      String volume =
          leftovers.volume(
              cloud.createVolume(
                  new NewVolume(name(device.substring(5)), 1, null, null, null, Map.of())));
      awaitVolume(volume, "available");
      data.add(new NewInstance.BootVolume(volume, device, false));
    }
    String id =
        leftovers.instance(
            cloud.createInstance(
                NewInstanceBuilder.ofImageWith(
                        name("with-data"), fixtures.flavor("m1.small").id(), image, data)
                    .networks(List.of(fixtures.network()))
                    .build()));
    assertEquals(image, awaitActive(id).launched().imageId());
    Map<String, String> at =
        cloud.attachments(id).stream()
            .collect(Collectors.toMap(a -> given(a.device()), VolumeAttachment::volumeId));
    assertEquals(
        Map.of("/dev/vdb", data.get(0).volumeId(), "/dev/vdd", data.get(1).volumeId()), at);
    assertTrue(cloud.deleteInstance(id));
    fixtures.await("the instance to be gone", () -> cloud.instance(id).isEmpty());
    data.forEach(v -> awaitVolume(v.volumeId(), "available"));
  }

  // ---- Power
  // --------------------------------------------------------------------------------

  @Test
  void anInstanceIsShutDownAndStartedAndTheActionsSayByWhom() {
    String id = leftovers.instance(fixtures.imageBooted(name("power")));
    awaitActive(id);
    refused(Kind.CONFLICT, () -> cloud.startInstance(id));
    String stop = cloud.stopInstance(id);
    fixtures.await(
        "instance " + id + " to be off",
        () -> {
          Instance.State state = cloud.instance(id).orElseThrow().state();
          return state.status().equals("SHUTOFF") && state.taskState() == null;
        });
    refused(Kind.CONFLICT, () -> cloud.stopInstance(id));
    InstanceAction newest = cloud.actions(id).get(0);
    assertEquals("stop", newest.action());
    assertEquals(stop, newest.requestId());
    assertEquals(cloud.account().userId(), newest.userId());
    assertFalse(newest.failed());
    cloud.startInstance(id);
    awaitActive(id);
    assertEquals("start", cloud.actions(id).get(0).action());
    refused(Kind.NOT_FOUND, () -> cloud.stopInstance(NOBODY));
    refused(Kind.NOT_FOUND, () -> cloud.startInstance(NOBODY));
  }

  // ---- Volume snapshots
  // --------------------------------------------------------------------------

  @Test
  void aVolumeSnapshotIsMadeOfAVolumeInUseAndBecomesAnInstance() {
    String rootId = rootVolume(volumeBooted);
    Volume root = cloud.volume(rootId).orElseThrow();
    String snapshot =
        leftovers.snapshot(
            cloud.createVolumeSnapshot(rootId, name("vsnap"), Map.of(Marks.JOB, "J-" + run)));
    VolumeSnapshot early = cloud.volumeSnapshot(snapshot).orElseThrow();
    assertTrue(Set.of("creating", "available").contains(early.status()), early::status);
    if (early.status().equals("creating")) {
      refusedUntil(
          () -> cloud.volumeSnapshot(snapshot).orElseThrow().status().equals("available"),
          Kind.BAD_REQUEST,
          () -> leftovers.volume(cloud.createVolume(newVolume(snapshot, root.sizeGb(), "early"))));
      String doomed =
          leftovers.snapshot(cloud.createVolumeSnapshot(rootId, name("doomed"), Map.of()));
      refusedUntil(
          () -> !fixtures.answersAtOnce(),
          Kind.BAD_REQUEST,
          () -> cloud.deleteVolumeSnapshot(doomed));
    }
    awaitSnapshot(snapshot);
    VolumeSnapshot ready = cloud.volumeSnapshot(snapshot).orElseThrow();
    assertEquals(rootId, ready.volumeId());
    assertEquals(root.sizeGb(), ready.sizeGb());
    assertEquals(100, ready.progressPercent());
    assertEquals(name("vsnap"), ready.name());
    assertEquals("in-use", cloud.volume(rootId).orElseThrow().status());
    cloud.setVolumeSnapshotMetadata(snapshot, Map.of(Marks.SELF, snapshot));
    VolumeSnapshot marked = cloud.volumeSnapshot(snapshot).orElseThrow();
    assertEquals(Map.of(Marks.JOB, "J-" + run, Marks.SELF, snapshot), marked.metadata());
    assertTrue(cloud.volumeSnapshots().stream().anyMatch(s -> s.id().equals(snapshot)), "listed");

    refused(
        Kind.BAD_REQUEST,
        () -> cloud.createVolume(newVolume(snapshot, root.sizeGb() - 1, "too-small")));
    String volume = leftovers.volume(cloud.createVolume(newVolume(snapshot, root.sizeGb(), "v")));
    awaitVolume(volume, "available");
    cloud.setVolumeMetadata(volume, Map.of(Marks.SELF, volume));
    Volume made = cloud.volume(volume).orElseThrow();
    assertEquals(snapshot, made.source().snapshotId());
    assertNull(made.source().volumeId());
    assertTrue(made.source().bootable());
    assertEquals(
        "linux", made.source().imageMetadata().get("os_type"), "inherited through the snapshot");
    assertEquals(Map.of(Marks.JOB, "V-" + run, Marks.SELF, volume), made.metadata());

    String clone = leftovers.instance(cloud.createInstance(fromVolume(volume, "vclone")));
    Instance instance = awaitActive(clone);
    assertNull(instance.launched().imageId());
    assertEquals(List.of(volume), instance.volumeIds());
    VolumeAttachment attachment = cloud.attachments(clone).get(0);
    assertEquals("/dev/vda", attachment.device());
    assertTrue(
        attachment.deleteOnTermination() == null || !attachment.deleteOnTermination(), "it stays");
    refused(Kind.BAD_REQUEST, () -> cloud.createInstance(fromVolume(volume, "second")));
    refused(Kind.BAD_REQUEST, () -> cloud.deleteVolume(volume));

    assertTrue(cloud.deleteInstance(clone));
    fixtures.await("the clone to be gone", () -> cloud.instance(clone).isEmpty());
    awaitVolume(volume, "available");
    deleteSnapshotThatAVolumeDependsOn(snapshot);
    assertTrue(cloud.deleteVolume(volume));
    fixtures.await("the volume to be gone", () -> cloud.volume(volume).isEmpty());
    assertFalse(cloud.deleteVolume(volume));
    if (cloud.volumeSnapshot(snapshot).isPresent()) {
      assertTrue(cloud.deleteVolumeSnapshot(snapshot));
      fixtures.await("the snapshot to be gone", () -> cloud.volumeSnapshot(snapshot).isEmpty());
    }
    assertFalse(cloud.deleteVolumeSnapshot(snapshot));
  }

  @Test
  void aVolumeOfAVolumeNamesIt() {
    String source = volumeFrom(snapshotOf(rootVolume(volumeBooted), "of-source"), "source");
    String id = leftovers.volume(fixtures.volumeOfVolume(name("of-volume"), source));
    awaitVolume(id, "available");
    Volume made = cloud.volume(id).orElseThrow();
    assertEquals(source, made.source().volumeId());
    assertNull(made.source().snapshotId());
    assertTrue(made.source().bootable());
    assertEquals(
        "linux", made.source().imageMetadata().get("os_type"), "inherited through the volume");
  }

  /** Some back ends take it and go back to available, with a message that says why. */
  private void deleteSnapshotThatAVolumeDependsOn(String snapshot) {
    assertTrue(cloud.deleteVolumeSnapshot(snapshot));
    fixtures.await(
        "the deletion to be decided",
        () -> cloud.volumeSnapshot(snapshot).map(s -> s.status().equals("available")).orElse(true));
    if (cloud.volumeSnapshot(snapshot).isPresent()) {
      List<CloudMessage> messages = cloud.messages(snapshot);
      assertFalse(messages.isEmpty());
      assertTrue(messages.get(0).text().contains("busy"), messages.get(0)::text);
    }
  }

  // ---- Refusals
  // ----------------------------------------------------------------------------------

  @Test
  void aBootThatCannotWorkIsRefusedAtOnce() {
    String image = given(cloud.instance(imageBooted).orElseThrow().launched().imageId());
    refused(Kind.BAD_REQUEST, () -> cloud.createInstance(fromImage(NOBODY, "no-image")));
    refused(Kind.FORBIDDEN, () -> cloud.createInstance(boot("zero-disk", "b2.c1r2", image, null)));
    refused(
        Kind.BAD_REQUEST,
        () -> cloud.createInstance(boot("no-key", "m1.small", image, "no such key")));
    refused(Kind.BAD_REQUEST, () -> cloud.createInstance(fromImage(image, "bad \uD83D\uDE00")));
  }

  @Test
  void aVolumeInUseCannotBeDeleted() {
    refused(Kind.BAD_REQUEST, () -> cloud.deleteVolume(rootVolume(volumeBooted)));
  }

  // ---- The words of the tests
  // --------------------------------------------------------------------

  private String name(String what) {
    return "contract-" + run + "-" + what;
  }

  private static <T> T given(@Nullable T value) {
    return Objects.requireNonNull(value, "told by every cloud");
  }

  private static void refused(Kind kind, org.junit.jupiter.api.function.Executable call) {
    CloudException e = assertThrows(CloudException.class, call);
    assertEquals(kind, e.kind(), e.getMessage());
  }

  /** Refused while something goes on; a slow client may come when it is over, and is served. */
  private static void refusedUntil(BooleanSupplier over, Kind kind, Runnable call) {
    try {
      call.run();
      assertTrue(over.getAsBoolean(), "taken too early");
    } catch (CloudException e) {
      assertEquals(kind, e.kind(), e.getMessage());
    }
  }

  private String rootVolume(String instanceId) {
    return cloud.attachments(instanceId).stream()
        .filter(a -> "/dev/vda".equals(a.device()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no root volume"))
        .volumeId();
  }

  private String imageOf(String instance, String what, Map<String, String> properties) {
    fixtures.await(
        "the instance to be idle",
        () -> cloud.instance(instance).orElseThrow().state().taskState() == null);
    return leftovers.image(cloud.createImage(instance, name(what), properties));
  }

  private String snapshotOf(String volume, String what) {
    String id = leftovers.snapshot(cloud.createVolumeSnapshot(volume, name(what), Map.of()));
    awaitSnapshot(id);
    return id;
  }

  private String volumeFrom(String snapshot, String what) {
    int size = cloud.volumeSnapshot(snapshot).orElseThrow().sizeGb();
    String id = leftovers.volume(cloud.createVolume(newVolume(snapshot, size, what)));
    awaitVolume(id, "available");
    return id;
  }

  private NewVolume newVolume(String snapshot, int size, String what) {
    return new NewVolume(name(what), size, snapshot, null, null, Map.of(Marks.JOB, "V-" + run));
  }

  private NewInstance fromImage(String image, String what) {
    return boot(what, "m1.small", image, null);
  }

  private NewInstance fromVolume(String volume, String what) {
    return NewInstanceBuilder.ofVolumes(
            name(what),
            fixtures.flavor("b2.c1r2").id(),
            List.of(new NewInstance.BootVolume(volume, false)))
        .networks(List.of(fixtures.network()))
        .build();
  }

  private NewInstance boot(String what, String flavor, String image, @Nullable String keypair) {
    return NewInstanceBuilder.ofImage(name(what), fixtures.flavor(flavor).id(), image)
        .networks(List.of(fixtures.network()))
        .keypair(keypair)
        .build();
  }

  private Instance awaitActive(String id) {
    fixtures.await(
        "instance " + id + " to be ACTIVE",
        () -> {
          Instance instance = cloud.instance(id).orElseThrow();
          if (instance.state().status().equals("ERROR")) {
            throw new AssertionError(String.valueOf(instance.state().fault()));
          }
          return instance.state().status().equals("ACTIVE") && instance.state().taskState() == null;
        });
    return cloud.instance(id).orElseThrow();
  }

  private Image awaitImage(String id) {
    fixtures.await(
        "image " + id + " to be active",
        () -> cloud.image(id).orElseThrow().status().equals("active"));
    return cloud.image(id).orElseThrow();
  }

  private void awaitVolume(String id, String status) {
    fixtures.await(
        "volume " + id + " to be " + status,
        () -> cloud.volume(id).orElseThrow().status().equals(status));
  }

  private void awaitSnapshot(String id) {
    fixtures.await(
        "volume snapshot " + id + " to be available",
        () -> cloud.volumeSnapshot(id).orElseThrow().status().equals("available"));
  }
}
