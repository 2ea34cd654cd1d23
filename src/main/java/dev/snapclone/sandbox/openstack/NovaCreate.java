package dev.snapclone.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.openstack.ComputeState.Flavor;
import dev.snapclone.sandbox.openstack.ComputeState.Instance;
import dev.snapclone.sandbox.openstack.ComputeState.ServerGroup;
import dev.snapclone.sandbox.openstack.NetworkState.Network;
import dev.snapclone.sandbox.openstack.NetworkState.Port;
import dev.snapclone.sandbox.openstack.StorageState.Volume;
import dev.snapclone.sandbox.openstack.wire.HttpAnswer;
import dev.snapclone.sandbox.openstack.wire.WireJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** POST /servers: the checks before the 202. */
final class NovaCreate {
  private static final Set<String> PROPERTIES =
      Set.of(
          "name",
          "imageRef",
          "flavorRef",
          "adminPass",
          "metadata",
          "networks",
          "OS-DCF:diskConfig",
          "accessIPv4",
          "accessIPv6",
          "availability_zone",
          "block_device_mapping",
          "block_device_mapping_v2",
          "config_drive",
          "key_name",
          "min_count",
          "max_count",
          "return_reservation_id",
          "security_groups",
          "user_data");

  private final CloudWorld world;
  private final SandboxQuotas quotas;
  private final SandboxNetworking networking;
  private final BootDisks disks;
  private final InstanceLifecycle lifecycle;
  private final Building building;

  NovaCreate(
      CloudWorld world,
      SandboxQuotas quotas,
      SandboxNetworking networking,
      BootDisks disks,
      InstanceLifecycle lifecycle,
      Building building) {
    this.world = world;
    this.quotas = quotas;
    this.networking = networking;
    this.disks = disks;
    this.lifecycle = lifecycle;
    this.building = building;
  }

  HttpAnswer create(SignedInRequest session) {
    JsonNode wanted = session.body("server");
    String name = check(session, wanted);
    String zone = zone(wanted);
    List<Building.Nic> nics = nics(session, wanted.get("networks"));
    List<String> groupIds = groups(session, wanted.get("security_groups"));
    Flavor flavor = flavor(wanted);
    Map<String, String> metadata = Schema.metadata(wanted.get("metadata"));
    Set<String> tags = tags(wanted.get("tags"));
    BootDisks.Choice choice = disks.choose(session, wanted, flavor);
    attachable(wanted, choice);
    ServerGroup group = new NovaServerGroups(world).wanted(session);
    String keyName = keyName(session, wanted);
    quotas.compute(session.project(), "instances", 1);
    quotas.compute(session.project(), "cores", flavor.vcpus());
    quotas.compute(session.project(), "ram", flavor.ram());
    quotas.ports(session.project(), (int) nics.stream().filter(n -> n.portId() == null).count());

    Instance instance =
        new Instance(
            world.uuid(), name, session.project().id, session.user().id, flavor, world.now());
    instance.listedFrom = world.listed();
    instance.imageId = choice.imageId();
    instance.imageProperties.putAll(choice.imageProperties());
    instance.metadata.putAll(metadata);
    instance.tags.addAll(tags);
    instance.keyName = keyName;
    instance.description =
        wanted.path("description").isTextual()
            ? wanted.path("description").asText()
            : session.from(19) ? null : name;
    instance.configDrive = Schema.bool("config_drive", wanted.get("config_drive"), false);
    instance.userData = wanted.hasNonNull("user_data") ? wanted.path("user_data").asText() : null;
    world.compute.instances.put(instance.id, instance);
    if (group != null) {
      group.members().add(instance.id);
    }
    world.changed("instance", instance.id, "BUILD");
    disks.reserve(choice);
    building.start(
        new Building.Plan(
            instance,
            session.project(),
            choice.disks(),
            nics,
            groupIds,
            zone,
            lifecycle.action(instance, "create", session.call().requestId(), session.user().id)));
    return answer(session, wanted, instance);
  }

  private HttpAnswer answer(SignedInRequest session, JsonNode wanted, Instance instance) {
    ObjectNode body = WireJson.object();
    ObjectNode server = body.putObject("server").put("id", instance.id);
    String self = NovaView.root(session) + "/v2.1/servers/" + instance.id;
    ArrayNode links = server.putArray("links");
    links.addObject().put("rel", "self").put("href", self);
    links
        .addObject()
        .put("rel", "bookmark")
        .put("href", NovaView.root(session) + "/servers/" + instance.id);
    server.put("OS-DCF:diskConfig", "MANUAL");
    ArrayNode groups = server.putArray("security_groups");
    Set<String> named = new LinkedHashSet<>();
    wanted.path("security_groups").forEach(g -> named.add(g.path("name").asText()));
    if (named.isEmpty()) {
      named.add("default");
    }
    named.forEach(n -> groups.addObject().put("name", n));
    server.put("adminPass", "hush" + world.hex().substring(0, 12));
    return HttpAnswer.json(202, body).with("Location", self);
  }

  /** Checks the request against the schema of the microversion. */
  private static String check(SignedInRequest session, JsonNode wanted) {
    Set<String> allowed = new HashSet<>(PROPERTIES);
    allowed.addAll(session.from(57) ? Set.of() : Set.of("personality"));
    allowed.addAll(session.from(19) ? Set.of("description") : Set.of());
    allowed.addAll(session.from(52) ? Set.of("tags") : Set.of());
    allowed.addAll(session.from(63) ? Set.of("trusted_image_certificates") : Set.of());
    allowed.addAll(session.from(74) ? Set.of("host", "hypervisor_hostname") : Set.of());
    allowed.addAll(session.from(90) ? Set.of("hostname") : Set.of());
    Schema.only("server", wanted, allowed);
    Schema.required("server", wanted, "name");
    Schema.required("server", wanted, "flavorRef");
    if (session.from(37)) {
      Schema.required("server", wanted, "networks");
    }
    return Schema.novaName(wanted.get("name"));
  }

  private String zone(JsonNode wanted) {
    String first = world.compute.zones.iterator().next();
    if (!wanted.hasNonNull("availability_zone")) {
      return first;
    }
    String zone = wanted.path("availability_zone").asText();
    if (!world.compute.zones.contains(zone)) {
      throw ApiError.badRequest("The requested availability zone is not available");
    }
    return zone;
  }

  /** Nova's check of volumes, where {@code cross_az_attach} is off. */
  private void attachable(JsonNode wanted, BootDisks.Choice choice) {
    if (world.compute.crossZoneAttach || !wanted.hasNonNull("availability_zone")) {
      return;
    }
    String zone = wanted.path("availability_zone").asText();
    for (Building.Disk disk : choice.disks()) {
      Volume volume = world.storage.volumes.get(String.valueOf(disk.id()));
      if (volume != null && !volume.zone.equals(zone)) {
        throw ApiError.badRequest(
            ("Invalid volume: Instance %s and volume %s are not in the same availability_zone."
                    + " Instance is in %s. Volume is in %s")
                .formatted(world.uuid(), volume.id, zone, volume.zone));
      }
    }
  }

  private List<Building.Nic> nics(SignedInRequest session, @Nullable JsonNode networks) {
    List<Building.Nic> nics = new ArrayList<>();
    if (networks == null || (networks.isTextual() && networks.asText().equals("auto"))) {
      List<Network> mine = visible(session);
      if (mine.size() > 1) {
        throw ApiError.conflict(
            "Multiple possible networks found, use a Network ID to be more specific.");
      }
      mine.forEach(n -> nics.add(new Building.Nic(n.id(), null, null)));
      return nics;
    }
    if (networks.isTextual() && networks.asText().equals("none")) {
      return nics;
    }
    for (JsonNode one : networks) {
      nics.add(nic(session, networks, one));
    }
    return nics;
  }

  private List<Network> visible(SignedInRequest session) {
    return world.network.networks.values().stream()
        .filter(n -> !n.external())
        .filter(n -> n.shared() || n.projectId().equals(session.project().id))
        .toList();
  }

  private Building.Nic nic(SignedInRequest session, JsonNode networks, JsonNode one) {
    String portId = one.hasNonNull("port") ? one.path("port").asText() : null;
    if (portId != null) {
      Port port = world.network.ports.get(portId);
      if (port == null || !port.projectId.equals(session.project().id)) {
        throw ApiError.badRequest("Port id %s could not be found.".formatted(portId));
      }
      if (!port.deviceId.isEmpty()) {
        throw ApiError.conflict("Port %s is still in use.".formatted(portId));
      }
      return new Building.Nic(port.networkId, null, portId);
    }
    String id = one.path("uuid").asText();
    if (!Schema.isUuid(id)) {
      throw Schema.invalid(
          "networks",
          networks,
          Schema.python(networks) + " is not valid under any of the given schemas");
    }
    if (visible(session).stream().noneMatch(n -> n.id().equals(id))) {
      throw ApiError.badRequest("Network %s could not be found.".formatted(id));
    }
    String ip = one.hasNonNull("fixed_ip") ? one.path("fixed_ip").asText() : null;
    Optional<Port> taken = ip == null ? Optional.empty() : networking.portWith(id, ip);
    if (taken.isPresent()) {
      throw ApiError.badRequest(
          "Fixed IP address %s is already in use on instance %s."
              .formatted(ip, taken.get().deviceId));
    }
    return new Building.Nic(id, ip, null);
  }

  /**
   * By name or id; an ambiguous name is refused. Empty for the project's default, which Neutron
   * adds itself (nova/network/neutron.py, _clean_security_groups).
   */
  private List<String> groups(SignedInRequest session, @Nullable JsonNode wanted) {
    String project = session.project().id;
    if (wanted == null
        || wanted.isEmpty()
        || (wanted.size() == 1 && wanted.get(0).path("name").asText().equals("default"))) {
      return List.of();
    }
    Set<String> ids = new LinkedHashSet<>();
    for (int i = 0; i < wanted.size(); i++) {
      JsonNode one = wanted.get(i);
      if (!one.isObject()) {
        throw Schema.invalid(
            Integer.toString(i), one, Schema.python(one) + " is not of type 'object'");
      }
      String name = one.path("name").asText();
      NetworkState.Group byId = world.network.groups.get(name);
      List<NetworkState.Group> found =
          byId != null && byId.projectId.equals(project)
              ? List.of(byId)
              : networking.groupsNamed(project, name);
      if (found.size() > 1) {
        throw ApiError.conflict(
            "Multiple security_group matches found for name '%s', use an ID to be more specific."
                .formatted(name));
      }
      if (found.isEmpty()) {
        throw ApiError.badRequest(
            "Unable to find security_group with name or id '%s'".formatted(name));
      }
      ids.add(found.get(0).id);
    }
    return List.copyOf(ids);
  }

  private Flavor flavor(JsonNode wanted) {
    String ref = wanted.path("flavorRef").asText();
    Flavor flavor = world.compute.flavors.get(ref.substring(ref.lastIndexOf('/') + 1));
    if (flavor == null) {
      throw ApiError.badRequest("Flavor %s could not be found.".formatted(ref));
    }
    return flavor;
  }

  /** Keypairs belong to users, not to projects. */
  private @Nullable String keyName(SignedInRequest session, JsonNode wanted) {
    if (!wanted.hasNonNull("key_name")) {
      return null;
    }
    String name = wanted.path("key_name").asText();
    boolean own =
        world.compute.keypairs.stream()
            .anyMatch(k -> k.name().equals(name) && k.userId().equals(session.user().id));
    if (!own) {
      throw ApiError.badRequest("Invalid key_name provided.");
    }
    return name;
  }

  /** Tags: at most 60 characters, no comma, no slash. */
  static Set<String> tags(@Nullable JsonNode wanted) {
    Set<String> tags = new LinkedHashSet<>();
    if (wanted == null) {
      return tags;
    }
    for (int i = 0; i < wanted.size(); i++) {
      String tag = Schema.string(Integer.toString(i), wanted.get(i), 1, 60);
      if (tag.contains(",") || tag.contains("/")) {
        throw Schema.invalid(
            Integer.toString(i), wanted.get(i), "'%s' does not match '^[^,/]*$'".formatted(tag));
      }
      tags.add(tag);
    }
    return tags;
  }
}
