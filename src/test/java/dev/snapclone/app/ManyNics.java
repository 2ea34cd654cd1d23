package dev.snapclone.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/** Instances with several NICs, and the networks for them, made and removed in the real API. */
final class ManyNics implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  private final RawCloud raw;
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final List<String> instances = new ArrayList<>();
  private final List<String> ports = new ArrayList<>();
  private final List<String> groups = new ArrayList<>();
  private final List<String> networks = new ArrayList<>();

  ManyNics(RawCloud raw) {
    this.raw = raw;
  }

  String network(String name, boolean portSecurity) {
    String id =
        raw.network(name + "-" + run, "10.6" + networks.size() + "." + 1 + ".0/24", portSecurity);
    networks.add(id);
    return id;
  }

  String group(String name) {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("security_group").put("name", name + "-" + run);
    String id =
        raw.post("network", "/security-groups", body).path("security_group").path("id").asText();
    groups.add(id);
    return id;
  }

  String port(String network, String... groupIds) {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode named = body.putObject("port").put("network_id", network).putArray("security_groups");
    List.of(groupIds).forEach(named::add);
    String id = raw.post("network", "/ports", body).path("port").path("id").asText();
    ports.add(id);
    return id;
  }

  /** A running instance with NICs as {@code networks} of Nova says them; its id. */
  String instance(String name, List<Map<String, String>> nics) {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode server = body.putObject("server").put("name", name + "-" + run);
    server.put("imageRef", idOf("image", "/images", "images", "ubuntu-22.04"));
    server.put("flavorRef", idOf("compute", "/flavors", "flavors", "m1.small"));
    ArrayNode networks = server.putArray("networks");
    nics.forEach(nic -> nic.forEach((key, id) -> networks.addObject().put(key, id)));
    String id = raw.post("compute", "/servers", body).path("server").path("id").asText();
    instances.add(id);
    Awaitility.await(name)
        .atMost(PATIENCE)
        .until(() -> raw.get("compute", "/servers/" + id).path("server"), ManyNics::running);
    return id;
  }

  private static boolean running(JsonNode server) {
    if (server.path("status").asText().equals("ERROR")) {
      throw new AssertionError(server.path("fault").toString());
    }
    return server.path("status").asText().equals("ACTIVE") && !server.path("addresses").isEmpty();
  }

  private String idOf(String service, String path, String key, String name) {
    return raw.list(service, path, key).stream()
        .filter(one -> one.path("name").asText().equals(name))
        .map(one -> one.path("id").asText())
        .findFirst()
        .orElseThrow();
  }

  /**
   * The NICs of an instance in Nova's order: network, and groups or {@code open} where there is no
   * port security.
   */
  List<String> nicsOf(String instance) {
    Map<String, JsonNode> byMac =
        raw.list("network", "/ports?device_id=" + instance, "ports").stream()
            .collect(Collectors.toMap(p -> p.path("mac_address").asText(), Function.identity()));
    List<String> nics = new ArrayList<>();
    JsonNode addresses =
        raw.get("compute", "/servers/" + instance).path("server").path("addresses");
    for (JsonNode network : addresses) {
      for (JsonNode address : network) {
        JsonNode port = byMac.remove(address.path("OS-EXT-IPS-MAC:mac_addr").asText());
        nics.add(port.path("network_id").asText() + " " + groupsOf(port));
      }
    }
    if (!byMac.isEmpty()) {
      throw new AssertionError("ports that Nova does not tell: " + byMac.keySet());
    }
    return nics;
  }

  private static String groupsOf(JsonNode port) {
    return port.path("port_security_enabled").asBoolean()
        ? StreamSupport.stream(port.path("security_groups").spliterator(), false)
            .map(JsonNode::asText)
            .sorted()
            .collect(Collectors.joining("+"))
        : "open";
  }

  /** The ports that bear the mark of a job. */
  long portsOf(String job) {
    return raw.list("network", "/ports", "ports").stream()
        .filter(p -> p.path("description").asText().contains(job))
        .count();
  }

  @Override
  public void close() {
    instances.forEach(id -> raw.status("compute", "/servers/" + id, "DELETE", null));
    instances.forEach(
        id ->
            Awaitility.await("the end of " + id)
                .atMost(PATIENCE)
                .until(() -> !raw.exists("compute", "/servers/" + id)));
    ports.forEach(id -> raw.status("network", "/ports/" + id, "DELETE", null));
    groups.forEach(id -> raw.status("network", "/security-groups/" + id, "DELETE", null));
    networks.forEach(raw::removeNetwork);
  }
}
