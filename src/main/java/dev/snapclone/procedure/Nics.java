package dev.snapclone.procedure;

import dev.snapclone.cloud.Address;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Port;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds the order of an instance's NICs. Neutron and Nova's os-interface sort ports by id (tried on
 * Zed and 2025.1); only Nova's list of addresses follows the interfaces. It is grouped by network,
 * so for a network that appears twice the creation times of the ports decide.
 */
public final class Nics {
  private Nics() {}

  /** In the order of the instance's interfaces. */
  public static List<Nic> of(Instance instance, List<Port> ports) {
    return inOrder(instance, ports).stream().map(Nic::of).toList();
  }

  /** In the order of the instance's interfaces. */
  public static List<Port> inOrder(Instance instance, List<Port> ports) {
    List<Deque<Port>> networks = byNetwork(instance, ports);
    List<Port> ordered = new ArrayList<>();
    int begun = 0;
    while (ordered.size() < ports.size()) {
      // A network's first port precedes the first ports of later networks.
      Deque<Port> next =
          networks.subList(0, Math.min(begun + 1, networks.size())).stream()
              .filter(n -> !n.isEmpty())
              .min(Comparator.comparing(n -> made(n.getFirst())))
              .orElseThrow();
      if (begun < networks.size() && next == networks.get(begun)) {
        begun++;
      }
      ordered.add(next.removeFirst());
    }
    return ordered;
  }

  private static Instant made(Port port) {
    return Objects.requireNonNullElse(port.label().created(), Instant.EPOCH);
  }

  /** Grouped by network in Nova's order; ports that Nova does not list come last. */
  private static List<Deque<Port>> byNetwork(Instance instance, List<Port> ports) {
    List<Port> rest = new ArrayList<>(ports);
    Map<String, Deque<Port>> byNetwork = new LinkedHashMap<>();
    for (Address address : instance.addresses()) {
      // Two networks may share a hardware address, or an IP address.
      Predicate<Port> mac = p -> p.mac().equals(address.mac());
      Predicate<Port> ip = p -> p.fixedIps().contains(address.ip());
      Stream.of(mac.and(ip), mac, ip)
          .flatMap(fits -> rest.stream().filter(fits))
          .findFirst()
          .ifPresent(
              p -> {
                rest.remove(p);
                byNetwork.computeIfAbsent(address.network(), n -> new ArrayDeque<>()).add(p);
              });
    }
    List<Deque<Port>> all = new ArrayList<>(byNetwork.values());
    rest.sort(Comparator.comparing(Nics::made));
    all.add(new ArrayDeque<>(rest));
    return all;
  }
}
