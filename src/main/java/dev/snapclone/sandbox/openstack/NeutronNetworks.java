package dev.snapclone.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.openstack.NetworkState.Network;
import dev.snapclone.sandbox.openstack.NetworkState.Subnet;
import dev.snapclone.sandbox.openstack.wire.Answer;
import dev.snapclone.sandbox.openstack.wire.Json;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Neutron's networks and subnets. */
final class NeutronNetworks {
  private static final Pattern CIDR = Pattern.compile("(\\d+\\.\\d+\\.\\d+\\.)0/24");

  private final World world;
  private final Networking networking;
  private final NeutronView view;

  NeutronNetworks(World world, Networking networking, NeutronView view) {
    this.world = world;
    this.networking = networking;
    this.view = view;
  }

  Stream<ObjectNode> networks(Session session) {
    return world.network.networks.values().stream()
        .filter(n -> sees(session, n))
        .map(view::network);
  }

  private static boolean sees(Session session, Network network) {
    return network.shared()
        || network.external()
        || network.projectId().equals(session.project().id);
  }

  Stream<ObjectNode> subnets(Session session) {
    return world.network.subnets.values().stream()
        .filter(
            s -> {
              Network network = world.network.networks.get(s.networkId());
              return network != null && sees(session, network);
            })
        .map(view::subnet);
  }

  /** A network that the project may use; Neutron's 404 otherwise. */
  Network network(Session session, String id) {
    Network network = world.network.networks.get(id);
    if (network == null || !sees(session, network)) {
      throw NeutronApi.notFound("Network", id);
    }
    return network;
  }

  Answer createNetwork(Session session) {
    JsonNode wanted = session.body("network");
    Network network =
        networking.bare(
            session.project().id,
            wanted.path("name").asText(""),
            false,
            false,
            wanted.path("port_security_enabled").asBoolean(true));
    ObjectNode body = Json.object();
    body.set("network", view.network(network));
    return Answer.json(201, body);
  }

  Answer createSubnet(Session session) {
    JsonNode wanted = session.body("subnet");
    Network network = network(session, wanted.path("network_id").asText());
    Matcher cidr = CIDR.matcher(wanted.path("cidr").asText());
    if (!cidr.matches()) {
      throw new ApiError(400, "HTTPBadRequest", "The sandbox has /24 subnets only.");
    }
    Subnet subnet = networking.subnet(network, wanted.path("name").asText(""), cidr.group(1));
    ObjectNode body = Json.object();
    body.set("subnet", view.subnet(subnet));
    return Answer.json(201, body);
  }

  Answer deleteNetwork(Session session, List<String> path) {
    Network network = network(session, path.get(0));
    if (world.network.ports.values().stream().anyMatch(p -> p.networkId.equals(network.id()))) {
      throw new ApiError(
          409,
          "NetworkInUse",
          ("Unable to complete operation on network %s. There are one or more ports still in use"
                  + " on the network.")
              .formatted(network.id()));
    }
    world.network.networks.remove(network.id());
    world.network.subnets.values().removeIf(s -> s.networkId().equals(network.id()));
    return Answer.empty(204);
  }
}
