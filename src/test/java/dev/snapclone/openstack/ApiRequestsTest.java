package dev.snapclone.openstack;

import static dev.snapclone.openstack.ScriptedOpenStack.PROJECT;
import static dev.snapclone.openstack.ScriptedOpenStack.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.CloudException.Kind;
import dev.snapclone.cloud.ConsoleLink;
import dev.snapclone.cloud.NewInstance.BootVolume;
import dev.snapclone.cloud.NewInstanceBuilder;
import dev.snapclone.cloud.NewPort;
import dev.snapclone.cloud.NewVolume;
import dev.snapclone.cloud.SecurityGroup;
import dev.snapclone.cloud.VolumeAttachment;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openstack4j.core.transport.internal.HttpExecutor;

/** What is sent: paths, microversions, bodies, pages. */
class ApiRequestsTest {
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
    openstack.answers(r -> answer(200, body));
  }

  private RecordedRequest only() {
    assertEquals(1, openstack.calls().size(), () -> openstack.lines().toString());
    return openstack.calls().get(0);
  }

  /** The one request as METHOD TARGET MICROVERSION BODY. */
  private void sent(String line, @Nullable String microversion, @Nullable String body) {
    RecordedRequest request = only();
    assertEquals(line, request.getMethod() + " " + request.getTarget());
    assertEquals(microversion, request.getHeaders().get("OpenStack-API-Version"));
    assertEquals("snapclone", request.getHeaders().get("User-Agent"));
    assertEquals(
        body == null ? null : json(body),
        request.getBody() == null ? null : json(request.getBody().utf8()));
    openstack.forget();
  }

  private static Object json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (java.io.IOException e) {
      throw new AssertionError(text, e);
    }
  }

  @Test
  void theLibraryUsesOurConnectorAndNoOther() {
    assertEquals("snapclone's strict connector", HttpExecutor.create().getExecutorName());
  }

  // ---- Compute
  // -----------------------------------------------------------------------------------

  @Test
  void readsOfComputeAreMadeAtTheirMicroversions() {
    answers("{\"servers\": [], \"flavors\": [], \"keypairs\": [], \"volumeAttachments\": []}");
    cloud.instances();
    sent("GET /compute/v2.1/servers/detail?limit=500", "compute 2.26", null);
    cloud.flavors();
    sent("GET /compute/v2.1/flavors/detail?limit=500", "compute 2.26", null);
    cloud.keypairs();
    sent("GET /compute/v2.1/os-keypairs", "compute 2.26", null);
    cloud.attachments("i");
    sent("GET /compute/v2.1/servers/i/os-volume_attachments", "compute 2.79", null);
    answers(
        "{\"availabilityZoneInfo\": [{\"zoneName\": \"a\", \"zoneState\": {\"available\": true}},"
            + " {\"zoneName\": \"b\", \"zoneState\": {\"available\": false}}]}");
    assertEquals(List.of("a"), cloud.availabilityZones());
    sent("GET /compute/v2.1/os-availability-zone", "compute 2.26", null);
  }

  @Test
  void anOldNovaIsAskedForAttachmentsAtWhatItHas() {
    openstack.answers(
        r ->
            "compute 2.79".equals(r.getHeaders().get("OpenStack-API-Version"))
                ? answer(
                    406,
                    "{\"computeFault\": {\"code\": 406, \"message\": \"Version 2.79 is not"
                        + " supported by the API. Minimum is 2.1 and maximum is 2.60.\"}}")
                : answer(200, "{\"volumeAttachments\": [{\"volumeId\": \"v\"}]}"));
    assertEquals(List.of(new VolumeAttachment("v", null, null)), cloud.attachments("i"));
    assertEquals(2, openstack.calls().size());
  }

  @Test
  void onlyTheNewestActionsAreLookedInto() {
    openstack.answers(
        r -> {
          String path = HttpUrl.get(openstack.url() + r.getTarget()).encodedPath();
          String last = path.substring(path.lastIndexOf('/') + 1);
          return last.equals("os-instance-actions")
              ? answer(
                  200,
                  IntStream.range(0, 15)
                      .mapToObj(i -> action(i, ""))
                      .collect(Collectors.joining(",", "{\"instanceActions\": [", "]}")))
              : answer(
                  200,
                  "{\"instanceAction\": "
                      + action(
                          Integer.parseInt(last.substring(4)),
                          ", \"events\": [{\"event\": \"e\", \"result\": \"Error\"}]")
                      + "}");
        });
    var actions = cloud.actions("i");
    assertEquals(15, actions.size());
    assertEquals("req-14", actions.get(0).requestId(), "newest first");
    assertTrue(actions.get(9).failed());
    assertEquals(List.of(), actions.get(10).events());
    assertEquals(11, openstack.calls().size());
    assertEquals(
        List.of("compute 2.20", "compute 2.51"),
        openstack.calls().stream()
            .map(r -> r.getHeaders().get("OpenStack-API-Version"))
            .distinct()
            .toList());
  }

  private static String action(int i, String more) {
    return "{\"action\": \"createImage\", \"request_id\": \"req-%d\", \"start_time\":".formatted(i)
        + " \"2026-11-22T19:01:%02d.000000\", \"message\": null%s}".formatted(i, more);
  }

  @Test
  void createImageFindsTheIdInTheBodyOrInTheLocation() {
    openstack.answers(r -> answer(202, "{\"image_id\": \"c8ab\"}"));
    assertEquals("c8ab", cloud.createImage("i", "n", Map.of("a", "b")));
    sent(
        "POST /compute/v2.1/servers/i/action",
        "compute 2.45",
        "{'createImage': {'name': 'n', 'metadata': {'a': 'b'}}}");
    openstack.answers(
        r ->
            answer(202, "")
                .newBuilder()
                .addHeader("Location", "http://127.0.0.1:9292//images/d9f2")
                .build());
    assertEquals("d9f2", cloud.createImage("i", "n", Map.of()));
  }

  @Test
  void bootingFromAnImageSaysAllThatWasAskedFor() {
    openstack.answers(r -> answer(202, "{\"server\": {\"id\": \"new\", \"adminPass\": \"hush\"}}"));
    String id =
        cloud.createInstance(
            NewInstanceBuilder.ofImage("n", "f", "img")
                .networks(List.of("net1", "net2"))
                .groups(List.of("sg1"))
                .keypair("key")
                .zone("az")
                .metadata(Map.of("m", "1"))
                .tags(List.of("t"))
                .configDrive(true)
                .userData("#!x")
                .build());
    assertEquals("new", id);
    sent(
        "POST /compute/v2.1/servers",
        "compute 2.60",
        "{'server': {'name': 'n', 'flavorRef': 'f', 'imageRef': 'img', 'networks': [{'uuid':"
            + " 'net1'}, {'uuid': 'net2'}], 'security_groups': [{'name': 'sg1'}], 'metadata':"
            + " {'m': '1'}, 'tags': ['t'], 'key_name': 'key', 'availability_zone': 'az',"
            + " 'config_drive': true, 'user_data': 'IyF4'}}");
  }

  @Test
  void bootingWithPortsNamesThemInOrderAndNoGroups() {
    openstack.answers(r -> answer(202, "{\"server\": {\"id\": \"new\"}}"));
    cloud.createInstance(
        NewInstanceBuilder.ofImage("n", "f", "img").ports(List.of("p2", "p1")).build());
    sent(
        "POST /compute/v2.1/servers",
        "compute 2.60",
        "{'server': {'name': 'n', 'flavorRef': 'f', 'imageRef': 'img', 'networks': [{'port': 'p2'},"
            + " {'port': 'p1'}]}}");
  }

  @Test
  void aPortSaysItsGroupsAndPortSecurityOnlyWhereTheyAreNotTheUsual() {
    openstack.answers(r -> answer(201, "{\"port\": {\"id\": \"p\"}}"));
    assertEquals("p", cloud.createPort(new NewPort("n", "d", "net", null, null)));
    sent(
        "POST /network/v2.0/ports",
        null,
        "{'port': {'name': 'n', 'description': 'd', 'network_id': 'net'}}");
    cloud.createPort(new NewPort("n", "d", "net", List.of(), false));
    sent(
        "POST /network/v2.0/ports",
        null,
        "{'port': {'name': 'n', 'description': 'd', 'network_id': 'net', 'security_groups': [],"
            + " 'port_security_enabled': false}}");
  }

  @Test
  void aSecurityGroupIsMadeAndGivenItsRules() {
    openstack.answers(
        r -> answer(201, "{\"security_group\": {\"id\": \"new\", \"security_group_rules\": []}}"));
    assertEquals("new", cloud.createSecurityGroup("n", "d"));
    sent(
        "POST /network/v2.0/security-groups",
        null,
        "{'security_group': {'name': 'n', 'description': 'd'}}");
    openstack.answers(
        r ->
            r.getMethod().equals("GET")
                ? answer(
                    200, "{\"security_group\": {\"id\": \"new\", \"security_group_rules\": []}}")
                : answer(201, "{\"security_group_rule\": {\"id\": \"r\"}}"));
    cloud.setSecurityGroupRules("new", List.of(SecurityGroup.Rule.tcpIn(3389, "192.0.2.0/24")));
    assertEquals(
        json(
            "{'security_group_rule': {'security_group_id': 'new', 'direction': 'ingress',"
                + " 'ethertype': 'IPv4', 'protocol': 'tcp', 'port_range_min': 3389,"
                + " 'port_range_max': 3389, 'remote_ip_prefix': '192.0.2.0/24'}}"),
        json(openstack.calls().get(1).getBody().utf8()));
  }

  @Test
  void bootingFromVolumesMapsTheFirstAsTheRoot() {
    openstack.answers(r -> answer(202, "{\"server\": {\"id\": \"new\"}}"));
    cloud.createInstance(
        NewInstanceBuilder.ofVolumes(
                "n", "f", List.of(new BootVolume("v1", true), new BootVolume("v2", false)))
            .build());
    sent(
        "POST /compute/v2.1/servers",
        "compute 2.60",
        "{'server': {'name': 'n', 'flavorRef': 'f', 'block_device_mapping_v2': [{'boot_index': 0,"
            + " 'source_type': 'volume', 'destination_type': 'volume', 'uuid': 'v1',"
            + " 'delete_on_termination': true}, {'boot_index': -1, 'source_type': 'volume',"
            + " 'destination_type': 'volume', 'uuid': 'v2', 'delete_on_termination': false}],"
            + " 'networks': 'auto'}}");
  }

  @Test
  void volumesBesideAnImageStandAfterIt() {
    openstack.answers(r -> answer(202, "{\"server\": {\"id\": \"new\"}}"));
    cloud.createInstance(
        NewInstanceBuilder.ofImageWith(
                "n", "f", "i", List.of(new BootVolume("v1", "/dev/vdc", false)))
            .build());
    sent(
        "POST /compute/v2.1/servers",
        "compute 2.60",
        "{'server': {'name': 'n', 'flavorRef': 'f', 'imageRef': 'i', 'block_device_mapping_v2':"
            + " [{'boot_index': 0, 'source_type': 'image', 'destination_type': 'local', 'uuid':"
            + " 'i', 'delete_on_termination': true}, {'boot_index': -1, 'source_type': 'volume',"
            + " 'destination_type': 'volume', 'uuid': 'v1', 'delete_on_termination': false,"
            + " 'device_name': '/dev/vdc'}], 'networks': 'auto'}}");
  }

  @Test
  void aCloudWithoutVncIsAskedForSpice() {
    openstack.answers(
        r ->
            r.getBody().utf8().contains("novnc")
                ? answer(
                    400, "{\"badRequest\": {\"message\": \"Unavailable console type novnc.\"}}")
                : answer(
                    200,
                    "{\"remote_console\": {\"protocol\": \"spice\", \"type\": \"spice-html5\","
                        + " \"url\": \"http://x/?token=1\"}}"));
    ConsoleLink link = cloud.consoleLink("i");
    assertEquals("spice-html5", link.type());
    assertEquals(
        List.of("compute 2.6", "compute 2.6"),
        openstack.calls().stream().map(r -> r.getHeaders().get("OpenStack-API-Version")).toList());
    assertFalse(link.toString().contains("token"));
  }

  @Test
  void nothingInAnIdChangesThePath() {
    openstack.answers(r -> answer(404, "{}"));
    cloud.instance("../flavors?x=1#y z");
    cloud.deleteInstance("../../v3/%2e");
    cloud.instance("..");
    cloud.volume("detail");
    assertThrows(CloudException.class, () -> cloud.createImage("", "n", Map.of()));
    assertEquals(
        List.of(
            "GET /compute/v2.1/servers/..%2Fflavors%3Fx%3D1%23y%20z",
            "DELETE /compute/v2.1/servers/..%2F..%2Fv3%2F%252e"),
        openstack.lines());
  }

  // ---- Image
  // -------------------------------------------------------------------------------------

  @Test
  void propertiesOfAnImageAreSetByAnEscapedPatch() {
    answers("{}");
    cloud.setImageProperties("i", Map.of("a/b~c", "v"));
    RecordedRequest request = only();
    assertEquals(
        "application/openstack-images-v2.1-json-patch", request.getHeaders().get("Content-Type"));
    sent("PATCH /image/v2/images/i", null, "[{'op': 'add', 'path': '/a~1b~0c', 'value': 'v'}]");
    cloud.setImageProperties("i", Map.of());
    assertEquals(List.of(), openstack.lines(), "nothing to set");
  }

  // ---- Block storage
  // -----------------------------------------------------------------------------

  @Test
  void aVolumeIsMadeWithWhatWasGivenOnly() {
    openstack.answers(r -> answer(202, "{\"volume\": {\"id\": \"v\", \"status\": \"odd\"}}"));
    assertEquals(
        "v", cloud.createVolume(new NewVolume("n", 20, "s", "fast", "az", Map.of("a", "b"))));
    sent(
        "POST /volume/v3/" + PROJECT + "/volumes",
        "volume 3.0",
        "{'volume': {'name': 'n', 'size': 20, 'snapshot_id': 's', 'volume_type': 'fast',"
            + " 'availability_zone': 'az', 'metadata': {'a': 'b'}}}");
    cloud.createVolume(new NewVolume("n", 1, null, null, null, Map.of()));
    sent(
        "POST /volume/v3/" + PROJECT + "/volumes",
        "volume 3.0",
        "{'volume': {'name': 'n', 'size': 1, 'metadata': {}}}");
  }

  @Test
  void aVolumeSnapshotIsForcedAndHasNoDescription() {
    openstack.answers(r -> answer(202, "{\"snapshot\": {\"id\": \"s\"}}"));
    assertEquals("s", cloud.createVolumeSnapshot("v", "n", Map.of("a", "b")));
    sent(
        "POST /volume/v3/" + PROJECT + "/snapshots",
        "volume 3.0",
        "{'snapshot': {'name': 'n', 'volume_id': 'v', 'force': true, 'metadata': {'a': 'b'}}}");
  }

  @Test
  void metadataIsMergedNotReplaced() {
    answers("{}");
    cloud.setVolumeMetadata("v", Map.of("a", "b"));
    sent(
        "POST /volume/v3/" + PROJECT + "/volumes/v/metadata",
        "volume 3.0",
        "{'metadata': {'a': 'b'}}");
    cloud.setInstanceMetadata("i", Map.of("a", "b"));
    sent("POST /compute/v2.1/servers/i/metadata", "compute 2.26", "{'metadata': {'a': 'b'}}");
    cloud.setVolumeSnapshotMetadata("s", Map.of("a", "b"));
    sent(
        "POST /volume/v3/" + PROJECT + "/snapshots/s/metadata",
        "volume 3.0",
        "{'metadata': {'a': 'b'}}");
  }

  @Test
  void messagesOfOtherResourcesAreLeftOut() {
    answers(
        "{\"messages\": ["
            + message("1", "s", "2026-11-22T19:01:52.000000")
            + ","
            + message("2", "other", "2026-11-22T19:01:53.000000")
            + ","
            + message("3", "s", "2026-11-22T19:01:54.000000")
            + "]}");
    assertEquals(
        List.of("text 3", "text 1"), cloud.messages("s").stream().map(m -> m.text()).toList());
    sent("GET /volume/v3/" + PROJECT + "/messages?resource_uuid=s", "volume 3.5", null);
  }

  private static String message(String id, String resource, String created) {
    return "{\"id\": \"%s\", \"event_id\": \"E\", \"user_message\": \"text %s\", \"request_id\":"
            .formatted(id, id)
        + " \"req-1\", \"resource_uuid\": \"%s\", \"created_at\": \"%s\"}"
            .formatted(resource, created);
  }

  // ---- Pages
  // -------------------------------------------------------------------------------------

  @Test
  void pagesAreAskedForUntilThereIsNoNextOne() {
    openstack.answers(
        r -> {
          HttpUrl url = HttpUrl.get(openstack.url() + r.getTarget());
          String marker = url.queryParameter("marker");
          return marker == null
              ? answer(200, page("s1", "s2", "s2"))
              : marker.equals("s2")
                  ? answer(200, page("s2", "s3", "s3"))
                  : answer(200, "{\"snapshots\": []}");
        });
    assertEquals(
        List.of("s1", "s2", "s3"),
        cloud.volumeSnapshots().stream().map(s -> s.id()).toList(),
        "what slid to the next page counts once");
    assertEquals(3, openstack.calls().size());
    assertTrue(openstack.lines().get(1).contains("limit=500"), openstack.lines()::toString);
  }

  private static String page(String first, String second, String marker) {
    return "{\"snapshots\": [%s, %s], \"snapshots_links\": [{\"rel\": \"previous\", \"href\": \"x\"},"
            .formatted(snapshot(first), snapshot(second))
        + " {\"rel\": \"next\", \"href\": \"http://inside/v3/snapshots/detail?limit=2&marker=%s\"}]}"
            .formatted(marker);
  }

  private static String snapshot(String id) {
    return "{\"id\": \"%s\", \"status\": \"available\", \"created_at\": \"2026-11-22T19:01:52\"}"
        .formatted(id);
  }

  @Test
  void glanceLinksToItsNextPageAtTheTop() {
    openstack.answers(
        r ->
            r.getTarget().contains("marker=")
                ? answer(200, "{\"images\": [%s]}".formatted(image("b")))
                : answer(
                    200,
                    "{\"images\": [%s], \"first\": \"/v2/images\", \"next\":".formatted(image("a"))
                        + " \"/v2/images?limit=1&marker=a\"}"));
    assertEquals(List.of("a", "b"), cloud.images().stream().map(i -> i.id()).toList());
  }

  private static String image(String id) {
    return "{\"id\": \"%s\", \"status\": \"active\", \"created_at\": \"2026-11-22T19:01:52Z\"}"
        .formatted(id);
  }

  @Test
  void pagesThatGoRoundInCirclesEnd() {
    AtomicInteger asked = new AtomicInteger();
    openstack.answers(
        r -> {
          asked.incrementAndGet();
          return answer(200, page("s1", "s2", "s2"));
        });
    CloudException e = assertThrows(CloudException.class, cloud::volumeSnapshots);
    assertEquals(Kind.MALFORMED, e.kind());
    assertEquals(2, asked.get());
  }
}
