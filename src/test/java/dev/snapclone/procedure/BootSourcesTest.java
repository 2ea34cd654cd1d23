package dev.snapclone.procedure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.cloud.InMemoryCloud;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Rigging;
import dev.snapclone.cloud.VolumeAttachment;
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
    BootSource source = sources.of(named("web-01"));
    assertEquals(BootSource.Kind.IMAGE, source.kind());
    assertEquals("img-ubuntu", source.imageId());
    assertEquals(
        "Image-booted: it was created from image ubuntu-22.04.", Asking.read(source.reason()));
  }

  @Test
  void anImageThatIsGoneIsNamedByItsId() {
    Instance web = named("web-01");
    Rigging.instance(cloud, Rigging.like(web, web.id(), "web-01", "ACTIVE", null, "img-gone"));
    assertEquals(
        "Image-booted: it was created from image img-gone.",
        Asking.read(sources.of(named("web-01")).reason()));
  }

  @Test
  void anImageBootedInstanceNamesTheDataVolumesThatItsImageLeavesOut() {
    Instance web = named("web-01");
    Rigging.volume(cloud, Rigging.volume("v-data", "logs", 30, false, Map.of()));
    Rigging.attach(cloud, web.id(), new VolumeAttachment("v-data", "/dev/vdb", null));
    assertEquals(
        List.of("logs"), sources.of(web).dataVolumes().stream().map(AttachedVolume::name).toList());
  }

  @Test
  void aVolumeBootedInstanceSaysWhichVolumeIsItsRootAndWhichAreLeftOut() {
    BootSource source = sources.of(named("db-01"));
    assertEquals(BootSource.Kind.VOLUME, source.kind());
    assertEquals(cloud.rootVolumeOf("db-01"), source.rootVolume().id());
    assertEquals(
        "Volume-booted: no image; boots from volume db-01-root on /dev/vda, 2 GB.",
        Asking.read(source.reason()));
    assertEquals(
        List.of("db-01-data"), source.dataVolumes().stream().map(AttachedVolume::name).toList());
  }

  /** Each volume: device (- for none), b when bootable, 0 when a tool noted boot index 0. */
  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "vda:b, v0",
    "vda:, v0",
    "vdb: vda:b, v1",
    "vdb:b vda:b, v1",
    "vdb:b sda:, v1",
    "xvdb: xvda:b, v1",
    "hda:b hdb:b, v0",
    "-:b -:, v0",
    "-: -:b -:, v1",
    "vdb: vdc:b, v1",
    "-:b -:b0, v1",
    "-: -:0, v1",
    "vda: sda:b, v1",
    "vda:b sda:b0, v1",
    "vdaa: vdb:b, v1",
    "-:b -:b, ambiguous",
    "-: -:, ambiguous",
    "vdb: vdc:, ambiguous",
    "vda:b sda:b, ambiguous",
    "-:b0 -:b0, ambiguous",
  })
  void theRootVolumeIsFoundOrAskedForAndNeverGuessed(String volumes, String expected) {
    Instance legacy = named("legacy-01");
    List<VolumeAttachment> attached = new ArrayList<>();
    for (String volume : List.of(volumes.split(" "))) {
      String id = "v" + attached.size();
      String device = volume.substring(0, volume.indexOf(':'));
      String flags = volume.substring(volume.indexOf(':') + 1);
      Map<String, String> hints =
          flags.contains("0") ? Map.of("boot_index", "0") : Map.<String, String>of();
      Rigging.volume(cloud, Rigging.volume(id, "", 80, flags.contains("b"), hints));
      attached.add(new VolumeAttachment(id, device.equals("-") ? null : "/dev/" + device, null));
    }
    Rigging.attach(cloud, legacy.id(), attached.toArray(new VolumeAttachment[0]));
    if (!expected.equals("ambiguous")) {
      BootSource source = sources.of(legacy);
      assertEquals(expected, source.rootVolume().id());
      assertEquals(attached.size() - 1, source.dataVolumes().size());
      return;
    }
    String refusal = Asking.refused(() -> sources.of(legacy));
    assertTrue(
        refusal.startsWith("The root volume of legacy-01 cannot be told among its"), refusal);
    assertTrue(refusal.contains("v0") && refusal.contains("v1"), refusal);
    assertTrue(refusal.contains("Mark the root volume as bootable"), refusal);
  }

  @Test
  void withoutAnyVolumeItSaysSo() {
    Instance legacy = named("legacy-01");
    Rigging.attach(cloud, legacy.id());
    assertTrue(Asking.refused(() -> sources.of(legacy)).contains("no volume is attached to it"));
  }

  @Test
  void aVolumeThatCinderDoesNotShowMayBeTheRootSoNobodyGuesses() {
    Rigging.hideVolume(cloud, cloud.rootVolumeOf("db-01"));
    assertTrue(
        Asking.refused(() -> sources.of(named("db-01"))).contains("the cloud does not show it"));
  }
}
