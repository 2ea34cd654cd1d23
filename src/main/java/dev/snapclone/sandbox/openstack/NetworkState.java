package dev.snapclone.sandbox.openstack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Neutron's part of the state. Guarded by the {@link CloudWorld}'s lock. */
final class NetworkState {
  final Map<String, Network> networks = new LinkedHashMap<>();
  final Map<String, Subnet> subnets = new LinkedHashMap<>();
  final Map<String, Port> ports = new LinkedHashMap<>();
  final Map<String, Group> groups = new LinkedHashMap<>();
  int plugs;

  record Network(
      String id,
      String name,
      String projectId,
      boolean shared,
      boolean external,
      boolean portSecurity,
      Instant created) {}

  /** A /24: three octets and a dot, as {@code 10.0.0.}. */
  record Subnet(
      String id, String name, String networkId, String projectId, String prefix, Instant created) {
    String cidr() {
      return prefix + "0/24";
    }
  }

  static final class Port {
    final String id;
    String name = "";
    final String networkId;
    final String subnetId;
    String description = "";
    final String projectId;
    final String mac;
    final String ip;
    final Instant created;
    Instant updated;
    int revision = 1;
    String deviceId = "";
    String deviceOwner = "";
    String status = "DOWN";
    boolean portSecurity;
    String vnicType = "normal";
    final List<String> addressPairs = new ArrayList<>();

    /** A number that orders the ports of an instance by when they were plugged. */
    int plugged;

    /** Created by Nova, so deleted with its instance. */
    boolean madeByNova;

    final List<String> groupIds = new ArrayList<>();

    Port(
        String id,
        Subnet subnet,
        boolean portSecurity,
        String projectId,
        String mac,
        String ip,
        Instant now) {
      this.portSecurity = portSecurity;
      this.id = id;
      this.networkId = subnet.networkId();
      this.subnetId = subnet.id();
      this.projectId = projectId;
      this.mac = mac;
      this.ip = ip;
      this.created = now;
      this.updated = now;
    }
  }

  record Rule(
      String id,
      String direction,
      String ethertype,
      @Nullable String protocol,
      @Nullable Integer min,
      @Nullable Integer max,
      @Nullable String cidr,
      @Nullable String remoteGroupId,
      Instant created) {}

  static final class Group {
    final String id;
    String name;
    final String description;
    final String projectId;
    final Instant created;
    final List<Rule> rules = new ArrayList<>();

    Group(String id, String name, String description, String projectId, Instant created) {
      this.id = id;
      this.name = name;
      this.description = description;
      this.projectId = projectId;
      this.created = created;
    }
  }
}
