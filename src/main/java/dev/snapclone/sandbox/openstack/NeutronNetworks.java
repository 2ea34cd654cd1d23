package dev.snapclone.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.openstack.NetworkState.Network;
import dev.snapclone.sandbox.openstack.NetworkState.Subnet;
import dev.snapclone.sandbox.openstack.wire.HttpAnswer;
import dev.snapclone.sandbox.openstack.wire.WireJson;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Neutron's networks and subnets. */
final class NeutronNetworks {
  private static final Pattern CIDR = Pattern.compile("(\\d+\\.\\d+\\.\\d+\\.)0/24");

  private final CloudWorld world;
  private final SandboxNetworking networking;
  private final NeutronView view;

  NeutronNetworks(CloudWorld world, SandboxNetworking networking, NeutronView view) {
    this.world = world;
    this.networking = networking;
    this.view = view;
  }

  Stream<ObjectNode> networks(SignedInRequest session) {
    return world.network.networks.values().stream()
        .filter(n -> sees(session, n))
        .map(view::network);
  }

  private static boolean sees(SignedInRequest session, Network network) {
    return network.shared()
        || network.external()
        || network.projectId().equals(session.project().id);
  }

  Stream<ObjectNode> subnets(SignedInRequest session) {
    return world.network.subnets.values().stream()
        .filter(
            s -> {
              Network network = world.network.networks.get(s.networkId());
              return network != null && sees(session, network);
            })
        .map(view::subnet);
  }

  /** A network that the project may use; Neutron's 404 otherwise. */
  Network network(SignedInRequest session, String id) {
    Network network = world.network.networks.get(id);
    if (network == null || !sees(session, network)) {
      throw NeutronView.notFound("Network", id);
    }
    return network;
  }

  HttpAnswer createNetwork(SignedInRequest session) {
    JsonNode wanted = session.body("network");
    Network network =
        networking.bare(
            session.project().id,
            wanted.path("name").asText(""),
            false,
            false,
            wanted.path("port_security_enabled").asBoolean(true));
    ObjectNode body = WireJson.object();
    body.set("network", view.network(network));
    return HttpAnswer.json(201, body);
  }

  HttpAnswer createSubnet(SignedInRequest session) {
    JsonNode wanted = session.body("subnet");
    Network network = network(session, wanted.path("network_id").asText());
    Matcher cidr = CIDR.matcher(wanted.path("cidr").asText());
    if (!cidr.matches()) {
      throw new ApiError(400, "HTTPBadRequest", "The sandbox has /24 subnets only.");
    }
    Subnet subnet = networking.subnet(network, wanted.path("name").asText(""), cidr.group(1));
    ObjectNode body = WireJson.object();
    body.set("subnet", view.subnet(subnet));
    return HttpAnswer.json(201, body);
  }

  HttpAnswer deleteNetwork(SignedInRequest session, List<String> path) {
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
    return HttpAnswer.empty(204);
  }
}
