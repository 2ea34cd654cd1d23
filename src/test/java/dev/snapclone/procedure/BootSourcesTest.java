package dev.snapclone.procedure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.cloud.InMemoryCloud;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Rigging;
import dev.snapclone.cloud.VolumeAttachment;
import dev.snapclone.request.Asking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootSourcesTest {
  private final InMemoryCloud cloud = InMemoryCloud.seeded("lab");
  private final BootSources sources = new BootSources(cloud);

  private Instance named(String name) {
    return Rigging.peek(cloud, name);
  }

  @Test
  void anInstanceForWhichTheApiNamesAnImageIsImageBooted() {
    BootSource source = sources.of(named("web-01"), null);
    assertEquals(BootSource.Kind.IMAGE, source.kind());
    assertEquals("img-ubuntu", source.imageId());
    assertEquals("The instance starts from an image, ubuntu-22.04.", Asking.read(source.reason()));
  }

  @Test
  void anImageThatIsGoneIsNamedByItsId() {
    Instance web = named("web-01");
    Rigging.instance(cloud, Rigging.like(web, web.id(), "web-01", "ACTIVE", null, "img-gone"));
    assertEquals(
        "The instance starts from an image, img-gone.",
        Asking.read(sources.of(named("web-01"), null).reason()));
  }

  @Test
  void anImageBootedInstanceNamesTheDataVolumesThatItsImageLeavesOut() {
    Instance web = named("web-01");
    Rigging.volume(cloud, Rigging.volume("v-data", "logs", 30, false, Map.of()));
    Rigging.attach(cloud, web.id(), new VolumeAttachment("v-data", "/dev/vdb", null));
    assertEquals(
        List.of("logs"),
        sources.of(web, null).dataVolumes().stream().map(AttachedVolume::name).toList());
  }

  @Test
  void aVolumeBootedInstanceSaysWhichVolumeIsItsRootAndWhichAreLeftOut() {
    BootSource source = sources.of(named("db-01"), null);
    assertEquals(BootSource.Kind.VOLUME, source.kind());
    assertEquals(cloud.rootVolumeOf("db-01"), source.rootVolume().id());
    assertEquals(
        "The instance starts from a volume, db-01-root on /dev/vda, 2 GB.",
        Asking.read(source.reason()));
    assertEquals(
        List.of("db-01-data"), source.dataVolumes().stream().map(AttachedVolume::name).toList());
  }

  /**
   * Each volume: Nova's path (- for none) or NOVA/CINDER, b when bootable, 0 when a tool noted boot
   * index 0. A question names the volumes that may be chosen.
   */
  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "vda:b, v0",
    "vdb: vda:b, v1",
    "vdb:b vda:b, v1",
    "xvdb: xvda:b, v1",
    "hda:b hdb:b, v0",
    "-:b -:, v0",
    "-: -:b -:, v1",
    "vdb: vdc:b, v1",
    "-:b -:b0, v1",
    "vda:b sda:b0, v1",
    "vdaa: vdb:b, v1",
    "vda/vda:b vdb/vdb:b, v0",
    "-/vda:b -/vdb:b, v0",
    "vda/vdc:b vdb/vdb:, v0",
    "vda:, none",
    "-: -:0, none",
    "-: -:, none",
    "vdb: vdc:, none",
    "vdb:b sda:, ask v0",
    "vdb/vdb:b vda/vda:, ask v0",
    "vda: sda:b, ask v1",
    "vdb/vda:b vda/vdb:b, ask v0 v1",
    "vda/vdc:b vdb/vdb:b, ask v0 v1",
    "vda: vdb:b vdc:b, ask v1 v2",
    "-:b -:b, ask v0 v1",
    "vda:b sda:b, ask v0 v1",
    "-:b0 -:b0, ask v0 v1",
  })
  void theRootVolumeIsFoundOrAskedForAndNeverGuessed(String volumes, String expected) {
    Instance legacy = named("legacy-01");
    List<VolumeAttachment> attached = new ArrayList<>();
    for (String volume : List.of(volumes.split(" "))) {
      String id = "v" + attached.size();
      String[] paths = volume.substring(0, volume.indexOf(':')).split("/");
      String flags = volume.substring(volume.indexOf(':') + 1);
      Map<String, String> hints =
          flags.contains("0") ? Map.of("boot_index", "0") : Map.<String, String>of();
      Rigging.volume(
          cloud,
          Rigging.attached(
              Rigging.volume(id, "", 80, flags.contains("b"), hints),
              legacy.id(),
              paths.length > 1 ? "/dev/" + paths[1] : null));
      attached.add(
          new VolumeAttachment(id, paths[0].equals("-") ? null : "/dev/" + paths[0], null));
    }
    Rigging.attach(cloud, legacy.id(), attached.toArray(new VolumeAttachment[0]));
    if (expected.equals("none")) {
      String refusal = Asking.refused(() -> sources.of(legacy, "v0"));
      assertTrue(refusal.startsWith("No volume of legacy-01 is bootable"), refusal);
      assertTrue(refusal.contains("openstack volume set --bootable"), refusal);
    } else if (expected.startsWith("ask ")) {
      RootUnclear unclear = assertThrows(RootUnclear.class, () -> sources.of(legacy, null));
      List<String> candidates = unclear.candidates().stream().map(AttachedVolume::id).toList();
      assertEquals(List.of(expected.substring(4).split(" ")), candidates);
      assertEquals(attached.size(), unclear.lines().size());
      // A person's word counts, of a volume that can be it.
      BootSource chosen = sources.of(legacy, candidates.get(0));
      assertEquals(candidates.get(0), chosen.rootVolume().id());
      assertEquals(candidates.get(0), chosen.chosenRoot());
      for (int i = 0; i < attached.size(); i++) {
        String id = "v" + i;
        if (!candidates.contains(id)) {
          assertThrows(RootUnclear.class, () -> sources.of(legacy, id));
        }
      }
    } else {
      BootSource source = sources.of(legacy, "v9");
      assertEquals(expected, source.rootVolume().id());
      assertNull(source.chosenRoot());
      assertEquals(attached.size() - 1, source.dataVolumes().size());
    }
  }

  @Test
  void aVolumeThatIsListedTwiceCountsOnce() {
    Instance legacy = named("legacy-01");
    Rigging.volume(cloud, Rigging.volume("R", "", 20, true, Map.of()));
    Rigging.volume(cloud, Rigging.volume("D", "", 10, false, Map.of()));
    Rigging.attach(
        cloud,
        legacy.id(),
        new VolumeAttachment("R", "/dev/vda", null),
        new VolumeAttachment("R", "/dev/vda", null),
        new VolumeAttachment("D", "/dev/vdb", null),
        new VolumeAttachment("D", "/dev/vdb", null));
    BootSource source = sources.of(legacy, null);
    assertEquals("R", source.rootVolume().id());
    assertEquals(List.of("D"), source.dataVolumes().stream().map(AttachedVolume::id).toList());
  }

  @Test
  void withoutAnyVolumeItSaysSo() {
    Instance legacy = named("legacy-01");
    Rigging.attach(cloud, legacy.id());
    assertTrue(
        Asking.refused(() -> sources.of(legacy, null)).contains("no volume is attached to it"));
  }

  @Test
  void aVolumeThatCinderDoesNotShowMayBeTheRootSoNobodyGuesses() {
    Rigging.hideVolume(cloud, cloud.rootVolumeOf("db-01"));
    assertTrue(
        Asking.refused(() -> sources.of(named("db-01"), null))
            .contains("the cloud does not show it"));
  }
}
