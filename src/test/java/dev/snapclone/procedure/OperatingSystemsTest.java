package dev.snapclone.procedure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.InMemoryCloud;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.Rigging;
import dev.snapclone.request.Asking;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatingSystemsTest {

  @ParameterizedTest(name = "{0} called {1} is {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "os_type=windows | x | WINDOWS | os_type",
        "os_type=Linux | windows-2022 | LINUX | os_type",
        "os_type=other,os_distro=windows | x | WINDOWS | os_distro",
        "os_distro=ubuntu | windows | LINUX | os_distro",
        "os_distro=rhel | x | LINUX | os_distro",
        "os_distro=winxp | x | WINDOWS | os_distro",
        "os_version=Windows Server 2019 | x | WINDOWS | os_version",
        "os_version=22.04 | ubuntu-22.04 | LINUX | called",
        "os_admin_user=Administrator | golden | WINDOWS | os_admin_user",
        "'' | windows-server-2022 | WINDOWS | called",
        "'' | Win-2019 | WINDOWS | called",
        "'' | sqlwin | UNKNOWN | not known",
        "'' | darwin | UNKNOWN | not known",
        "'' | winner | UNKNOWN | not known",
        "'' | CentOS 7 | LINUX | called",
        "'' | AlmaLinux-9 | LINUX | called",
        "'' | archive | UNKNOWN | not known",
        "'' | golden-image | UNKNOWN | not known",
        "image_name=debian-12 | '' | LINUX | called",
        "os_type= | '' | UNKNOWN | not known",
      })
  void isRecognisedFromWhatTheImageSays(
      String properties, String name, Os expected, String because) {
    Map<String, String> map = new HashMap<>();
    for (String property : List.of(properties.split(","))) {
      if (property.contains("=")) {
        map.put(
            property.substring(0, property.indexOf('=')),
            property.substring(property.indexOf('=') + 1));
      }
    }
    OperatingSystems.Recognised is = OperatingSystems.recognise(null, List.of("own"), map, name);
    assertEquals(expected, is.os());
    org.junit.jupiter.api.Assertions.assertTrue(
        Asking.read(is.reason()).contains(because), Asking.read(is.reason()));
  }

  @ParameterizedTest
  @CsvSource({
    "os_version, 2022 Core, true",
    "os_version, 2019-core, true",
    "os_distro, windows-servercore, true",
    "image_name, windows-server-2022-core, true",
    "image_name, nano-server, true",
    "os_version, 2022, false",
    "image_name, windows-server-2022, false",
    "image_name, win-score-db, false"
  })
  void aWindowsWithoutADesktopIsKnownByItsEdition(String key, String value, boolean expected) {
    assertEquals(expected, OperatingSystems.withoutDesktop(Map.of(key, value)));
  }

  @Test
  void aPersonsWordWins() {
    OperatingSystems.Recognised is =
        OperatingSystems.recognise(
            Os.WINDOWS, List.of("own"), Map.of("os_type", "linux"), "ubuntu");
    assertEquals(Os.WINDOWS, is.os());
    assertEquals("Windows, as you said.", Asking.read(is.reason()));
  }

  @Test
  void ourOwnMarkWinsOverInheritedPropertiesOnlyWhereItNamesTheImageItself() {
    Map<String, String> own = Map.of(Marks.SELF, "own", Marks.OS, "windows", "os_type", "linux");
    Map<String, String> inherited =
        Map.of(Marks.SELF, "ancestor", Marks.OS, "windows", "os_type", "linux");
    assertEquals(Os.WINDOWS, OperatingSystems.recognise(null, List.of("own"), own, "").os());
    assertEquals(Os.LINUX, OperatingSystems.recognise(null, List.of("own"), inherited, "").os());
  }

  @Test
  void anInstanceIsRecognisedFromItsImageOrItsRootVolume() {
    InMemoryCloud cloud = InMemoryCloud.seeded("lab");
    assertEquals(Os.LINUX, os(cloud, "web-01"));
    assertEquals(Os.WINDOWS, os(cloud, "win-ad-01"));
    assertEquals(Os.LINUX, os(cloud, "db-01"));
    assertEquals(Os.WINDOWS, os(cloud, "win-sql-01"));
    assertEquals(Os.UNKNOWN, os(cloud, "legacy-01"));
  }

  @Test
  void aRootVolumeOfACloneCarriesItsOwnMark() {
    InMemoryCloud cloud = InMemoryCloud.seeded("lab");
    String root = cloud.rootVolumeOf("legacy-01");
    cloud.setVolumeMetadata(root, Map.of(Marks.SELF, root, Marks.OS, "windows"));
    assertEquals(Os.WINDOWS, os(cloud, "legacy-01"));
    cloud.setVolumeMetadata(root, Map.of(Marks.SELF, "another"));
    assertEquals(Os.UNKNOWN, os(cloud, "legacy-01"));
  }

  private static Os os(InMemoryCloud cloud, String name) {
    Cloud port = cloud;
    Instance instance = Rigging.peek(cloud, name);
    return OperatingSystems.of(port, new BootSources(port).of(instance, null), null).os();
  }
}
