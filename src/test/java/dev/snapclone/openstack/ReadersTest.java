package dev.snapclone.openstack;

import static dev.snapclone.openstack.ScriptedOpenStack.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.snapclone.cloud.Address;
import dev.snapclone.cloud.BlockDevice;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.CloudException.Kind;
import dev.snapclone.cloud.Flavor;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Port;
import dev.snapclone.cloud.Quota;
import dev.snapclone.cloud.SecurityGroup;
import dev.snapclone.cloud.Volume;
import dev.snapclone.cloud.VolumeSnapshot;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What is made of answers; the answers are a real cloud's. */
class ReadersTest {
  private final ScriptedOpenStack openstack = new ScriptedOpenStack();
  private final OpenStackClouds clouds =
      OpenStackClouds.open(
          List.of(openstack.settings()), OpenStackTimings.usual(), new SettableClock());
  private final Cloud cloud = clouds.clouds().defaultCloud();

  @AfterEach
  void close() {
    clouds.close();
    openstack.close();
  }

  private void answers(String body) {
    openstack.answers(r -> answer(200, body.replace('\'', '"')));
  }

  @Test
  void anInstanceInError() {
    answers(
        "{'server': {'id': 'b2a4', 'name': 'obs-fails', 'status': 'ERROR', 'user_id': 'u1',"
            + " 'metadata': {'a': 'b'}, 'image': '', 'flavor': {'id': 'f1', 'links': []},"
            + " 'created': '2026-11-22T19:02:10Z', 'addresses': {}, 'fault': {'code': 500,"
            + " 'created': '2026-11-22T19:02:13Z', 'message': 'Exceeded maximum number of"
            + " retries.'}, 'OS-EXT-AZ:availability_zone': '', 'config_drive': '', 'key_name':"
            + " null, 'OS-EXT-STS:task_state': null, 'OS-EXT-STS:vm_state': 'error',"
            + " 'OS-EXT-STS:power_state': 0, 'os-extended-volumes:volumes_attached': [{'id': 'v1',"
            + " 'delete_on_termination': false}], 'locked': true, 'tags': ['x']}}");
    assertEquals(
        new Instance(
            "b2a4",
            "obs-fails",
            new Instance.State(
                "ERROR",
                "error",
                null,
                true,
                new Instance.Fault(
                    500,
                    "Exceeded maximum number of retries.",
                    Instant.parse("2026-11-22T19:02:13Z"))),
            new Instance.Launched(
                null, "f1", null, null, false, Instant.parse("2026-11-22T19:02:10Z"), "u1"),
            List.of(),
            List.of("v1"),
            Map.of("a", "b"),
            List.of("x")),
        cloud.instance("b2a4").orElseThrow());
  }

  @Test
  void anInstanceWithFixedAndFloatingAddresses() {
    answers(
        "{'servers': [{'id': 'i', 'status': 'active', 'created': '2026-11-22T19:02:10Z', 'image':"
            + " {'id': 'img', 'links': []}, 'config_drive': 'True', 'addresses': {'demo-net':"
            + " [{'version': 4, 'addr': '10.0.0.38', 'OS-EXT-IPS:type': 'fixed',"
            + " 'OS-EXT-IPS-MAC:mac_addr': 'fa:16'}, {'version': 4, 'addr': '1.2.3.4',"
            + " 'OS-EXT-IPS:type': 'floating'}]}, 'security_groups': [{'name': 'web'}, {'name':"
            + " 'web'}, {'name': 'default'}]}]}");
    Instance instance = cloud.instances().get(0);
    assertEquals("ACTIVE", instance.state().status());
    assertEquals("img", instance.launched().imageId());
    assertTrue(instance.launched().configDrive());
    assertEquals(
        List.of(
            new Address("demo-net", "10.0.0.38", 4, "fa:16", false),
            new Address("demo-net", "1.2.3.4", 4, null, true)),
        instance.addresses());
  }

  @Test
  void aFlavorWithoutSwapHasAnEmptyText() {
    answers(
        "{'flavor': {'id': 'f', 'name': 'b2.c1r2', 'ram': 2048, 'disk': 0, 'swap': '',"
            + " 'OS-FLV-EXT-DATA:ephemeral': 5, 'vcpus': 1}}");
    assertEquals(new Flavor("f", "b2.c1r2", 1, 2048, 0, 5, 0), cloud.flavor("f").orElseThrow());
  }

  @Test
  void theEmptyImageOfAVolumeBootedInstance() {
    String mapping =
        "[{\\\"boot_index\\\": 0, \\\"device_name\\\": \\\"/dev/vda\\\", \\\"snapshot_id\\\":"
            + " \\\"s1\\\", \\\"volume_size\\\": 2, \\\"delete_on_termination\\\": false,"
            + " \\\"source_type\\\": \\\"snapshot\\\"}, {\\\"boot_index\\\": null,"
            + " \\\"device_name\\\": \\\"/dev/vdb\\\", \\\"snapshot_id\\\": \\\"s2\\\","
            + " \\\"volume_size\\\": 1, \\\"delete_on_termination\\\": true, \\\"source_type\\\":"
            + " \\\"snapshot\\\"}, {\\\"boot_index\\\": -1, \\\"source_type\\\": \\\"blank\\\"}]";
    answers(
        "{'id': 'i', 'name': 'n', 'status': 'active', 'size': 0, 'min_disk': 1, 'min_ram': 0,"
            + " 'visibility': 'private', 'owner': 'p', 'protected': false, 'os_type': 'linux',"
            + " 'tags': [], 'stores': 'file', 'checksum': 'x', 'virtual_size': null, 'bdm_v2':"
            + " 'True', 'created_at': '2026-11-22T19:04:13Z', 'block_device_mapping': '"
            + mapping
            + "'}");
    Image image = cloud.image("i").orElseThrow();
    assertEquals(
        List.of(
            new BlockDevice(0, "/dev/vda", "snapshot", "s1", 2, false),
            new BlockDevice(null, "/dev/vdb", "snapshot", "s2", 1, true),
            new BlockDevice(null, null, "blank", null, null, false)),
        image.blockDevices());
    assertTrue(image.volumeBacked());
    assertEquals(0L, image.sizeBytes());
    assertEquals(
        java.util.Set.of("os_type", "bdm_v2", "block_device_mapping"), image.properties().keySet());
  }

  @Test
  void oneOddImageDoesNotSpoilTheList() {
    answers(
        "{'images': [{'id': 'a', 'name': null, 'status': 'deactivated', 'size': null, 'created_at':"
            + " '2026-11-22T19:04:13Z', 'odd': ['x', 'y'], 'odder': {'x': 1}, 'number': 5,"
            + " 'block_device_mapping': 'not JSON', 'protected': true}, {'id': 'b', 'status':"
            + " 'queued', 'created_at': '2026-11-22T19:04:13Z', 'block_device_mapping': '[1, null,"
            + " {}]'}]}");
    List<Image> images = cloud.images();
    assertEquals(2, images.size());
    assertEquals("", images.get(0).name());
    assertEquals("deactivated", images.get(0).status());
    assertNull(images.get(0).sizeBytes());
    assertTrue(images.get(0).access().isProtected());
    assertEquals(Map.of("block_device_mapping", "not JSON"), images.get(0).properties());
    assertEquals(List.of(), images.get(0).blockDevices());
    assertEquals(List.of(), images.get(1).blockDevices());
    assertFalse(images.get(1).instanceSnapshot());
  }

  @Test
  void aVolumeWithTheMetadataOfItsImage() {
    answers(
        "{'volume': {'id': 'v', 'status': 'in-use', 'size': 2, 'availability_zone': 'nova',"
            + " 'created_at': '2026-11-22T19:02:22.000000', 'name': '', 'volume_type': 'fast',"
            + " 'snapshot_id': 's', 'source_volid': 'w', 'metadata': {'k': 'v'}, 'bootable': 'true', 'encrypted': true,"
            + " 'multiattach': false, 'attachments': [{'server_id': 'i', 'device': '/dev/vda'}],"
            + " 'volume_image_metadata': {'os_type': 'linux', 'min_disk': '1'}}}");
    assertEquals(
        new Volume(
            "v",
            "",
            "in-use",
            2,
            new Volume.Type("fast", false, "nova"),
            new Volume.Source("s", "w", true, Map.of("os_type", "linux", "min_disk", "1")),
            Map.of("k", "v"),
            List.of(new Volume.AttachedTo("i", "/dev/vda")),
            Instant.parse("2026-11-22T19:02:22Z")),
        cloud.volume("v").orElseThrow());
  }

  /** Cinder attaches volumes to hosts too, and one such volume must not hide all others. */
  @Test
  void aVolumeThatIsAttachedToAHost() {
    answers(
        "{'volumes': [{'id': 'v', 'status': 'in-use', 'size': 2, 'created_at':"
            + " '2026-11-22T19:02:22.000000', 'attachments': [{'server_id': null, 'host_name':"
            + " 'h', 'device': '/dev/sdb'}, {'server_id': 'i', 'device': null}]}]}");
    assertEquals(List.of(new Volume.AttachedTo("i", null)), cloud.volumes().get(0).attachments());
  }

  @ParameterizedTest
  @CsvSource({"0%, 0", "42%, 42", "100%, 100", "99.6%, 100", "'', -1", "unknown, -1"})
  void theProgressOfASnapshot(String said, int percent) {
    answers(
        "{'snapshot': {'id': 's', 'status': 'backing-up', 'volume_id': 'v', 'size': 2,"
            + " 'created_at': '2026-11-22T19:02:22.126197',"
            + " 'os-extended-snapshot-attributes:progress': '"
            + said
            + "'}}");
    VolumeSnapshot snapshot = cloud.volumeSnapshot("s").orElseThrow();
    assertEquals(percent < 0 ? null : percent, snapshot.progressPercent());
    assertEquals("backing-up", snapshot.status(), "a state that the library does not know");
  }

  @Test
  void portsOfOtherInstancesAreLeftOut() {
    answers(
        "{'ports': [{'id': 'p', 'network_id': 'n', 'device_id': 'i', 'mac_address': 'fa:16',"
            + " 'fixed_ips': [{'subnet_id': 's', 'ip_address': '10.0.0.230'}], 'security_groups':"
            + " ['sg'], 'port_security_enabled': false}, {'id': 'q', 'network_id': 'n',"
            + " 'device_id': 'j'}]}");
    assertEquals(
        List.of(new Port("p", "n", "i", "fa:16", List.of("10.0.0.230"), List.of("sg"), false)),
        cloud.ports("i"));
    assertEquals("GET /network/v2.0/ports?device_id=i", openstack.lines().get(0));
  }

  @Test
  void aPortKeepsWhatACopyDoesNotTakeOver() {
    answers(
        "{'port': {'id': 'p', 'network_id': 'n', 'device_id': '', 'mac_address': 'fa:16', 'name':"
            + " 'mine', 'description': 'said', 'created_at': '2026-11-30T10:33:04Z', 'fixed_ips':"
            + " [], 'security_groups': [], 'binding:vnic_type': 'direct', 'allowed_address_pairs':"
            + " [{'ip_address': '10.0.0.9', 'mac_address': 'x'}], 'qos_policy_id': 'q'}}");
    assertEquals(
        new Port(
            "p",
            "n",
            "",
            "fa:16",
            List.of(),
            List.of(),
            true,
            new Port.Label("mine", "said", Instant.parse("2026-11-30T10:33:04Z")),
            new Port.Extras("direct", List.of("10.0.0.9"), "q")),
        cloud.port("p").orElseThrow());
  }

  @Test
  void rulesOfSecurityGroupsKeepWhatIsOpen() {
    answers(
        "{'security_groups': [{'id': 'g', 'name': 'web', 'security_group_rules': [{'ethertype':"
            + " 'IPv4', 'direction': 'ingress', 'protocol': 'tcp', 'port_range_min': 3389,"
            + " 'port_range_max': 3389, 'remote_ip_prefix': '10.0.0.0/8', 'remote_group_id': null},"
            + " {'ethertype': 'IPv6', 'direction': 'egress', 'protocol': null}]}]}");
    SecurityGroup group = cloud.securityGroups().get(0);
    assertEquals(
        List.of(
            new SecurityGroup.Rule(true, "IPv4", "tcp", 3389, 3389, "10.0.0.0/8", null),
            new SecurityGroup.Rule(false, "IPv6", null, null, null, null, null)),
        group.rules());
  }

  @Test
  void quotasComeFromThreeServices() {
    openstack.answers(
        r -> {
          String body =
              r.getTarget().startsWith("/compute")
                  ? "{'limits': {'absolute': {'maxTotalInstances': 40, 'totalInstancesUsed': 11,"
                      + " 'maxTotalCores': 80, 'totalCoresUsed': 15, 'maxTotalRAMSize': -1,"
                      + " 'totalRAMUsed': 34816}}}"
                  : r.getTarget().startsWith("/volume")
                      ? "{'quota_set': {'id': 'p', 'volumes': {'limit': 40, 'in_use': 5,"
                          + " 'reserved': 1}, 'snapshots': {'limit': 40, 'in_use': 0, 'reserved':"
                          + " 0}, 'gigabytes': {'limit': 4000, 'in_use': 10, 'reserved': 2},"
                          + " 'gigabytes_fast': {'limit': 100, 'in_use': 9, 'reserved': 0},"
                          + " 'per_volume_gigabytes': {'limit': -1, 'in_use': 0, 'reserved': 0},"
                          + " 'backup_gigabytes': {'limit': 1, 'in_use': 0, 'reserved': 0}}}"
                      : "{'quota': {'port': {'limit': 500, 'used': 9, 'reserved': 0}}}";
          return answer(200, body.replace('\'', '"'));
        });
    Quota quota = cloud.quota(EnumSet.allOf(Quota.Item.class));
    assertEquals(
        Map.of(
            Quota.Item.INSTANCES, new Quota.Usage(40, 11),
            Quota.Item.CORES, new Quota.Usage(80, 15),
            Quota.Item.RAM_MB, new Quota.Usage(-1, 34816),
            Quota.Item.VOLUMES, new Quota.Usage(40, 6),
            Quota.Item.SNAPSHOTS, new Quota.Usage(40, 0),
            Quota.Item.GIGABYTES, new Quota.Usage(4000, 12),
            Quota.Item.PORTS, new Quota.Usage(500, 9)),
        quota.items());
    assertEquals(Map.of("gigabytes_fast", new Quota.Usage(100, 9)), quota.perVolumeType());
    assertEquals(
        List.of(
            "GET /compute/v2.1/limits",
            "GET /volume/v3/"
                + ScriptedOpenStack.PROJECT
                + "/os-quota-sets/"
                + ScriptedOpenStack.PROJECT
                + "?usage=true",
            "GET /network/v2.0/quotas/" + ScriptedOpenStack.PROJECT + "/details.json"),
        openstack.lines());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-22T19:01:48Z",
        "2026-11-22T19:01:48.000000",
        "2026-11-22T19:01:48",
        "2026-11-22 19:01:48",
        "2026-11-22T19:01:48.000000Z",
        "2026-11-22T20:01:48+01:00",
        "2026-11-22T19:01:48+00:00"
      })
  void timesAreUtcWhateverTheirShape(String text) {
    assertEquals(Instant.parse("2026-11-22T19:01:48Z"), ApiJson.time(text));
  }

  @Test
  void aTimeThatIsNoneMakesTheAnswerUnreadable() {
    answers("{'server': {'id': 'i', 'status': 'ACTIVE', 'created': 'yesterday'}}");
    CloudException e = assertThrows(CloudException.class, () -> cloud.instance("i"));
    assertEquals(Kind.MALFORMED, e.kind());
  }

  private static final String BROKEN_VOLUMES =
      "{'volumes': [{'id': 'v1', 'name': 'a', 'status': 'in-use', 'size': 1, 'created_at': null,"
          + " 'metadata': {'snapclone_job': 'j1'}}, {'id': 'v2', 'name': 'b', 'size': 2,"
          + " 'created_at': '2026-11-22T19:01:48.000000'}, {'id': 'v3', 'name': 'c', 'status':"
          + " 'available', 'size': 3, 'created_at': '2026-11-22T19:01:48.000000'}]}";

  @Test
  void aBrokenElementStaysInItsListWithItsNameAndItsMark() {
    answers(BROKEN_VOLUMES);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger(Calls.class);
    logger.addAppender(log);
    try {
      List<Volume> volumes = cloud.volumes();
      assertEquals(List.of("v1", "v2", "v3"), volumes.stream().map(Volume::id).toList());
      assertEquals(Instant.EPOCH, volumes.get(0).created());
      assertEquals("j1", volumes.get(0).metadata().get("snapclone_job"));
      assertEquals("UNKNOWN", volumes.get(1).status());
      assertEquals(volumes, cloud.volumes());
    } finally {
      logger.detachAppender(log);
    }
    List<String> lines = log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    assertEquals(
        List.of(
            "test: block-storage v1 in a list: the answer has no created_at; 1970-01-01T00:00:00Z is"
                + " assumed",
            "test: block-storage v2 in a list: the answer has no status; UNKNOWN is assumed"),
        lines);
  }

  @Test
  void aBrokenResourceIsNotCompletedWhereOneIsRead() {
    answers("{'volume': {'id': 'v1', 'status': 'in-use', 'size': 1, 'created_at': null}}");
    CloudException e = assertThrows(CloudException.class, () -> cloud.volume("v1"));
    assertEquals(Kind.MALFORMED, e.kind());
  }

  @Test
  void anElementThatCannotBeCompletedMakesTheListUnreadable() {
    answers("{'ports': [{'id': 'p1', 'fixed_ips': [], 'security_groups': []}]}");
    CloudException e = assertThrows(CloudException.class, cloud::allPorts);
    assertEquals(Kind.MALFORMED, e.kind());
  }
}
