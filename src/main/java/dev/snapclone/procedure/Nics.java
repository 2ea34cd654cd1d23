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
 * Knows the order of an instance's NICs. Neutron lists ports by id, as does Nova's os-interface
 * (tried on Zed and 2025.1): only Nova's own list of addresses is in the order of the interfaces.
 * It is grouped by network, so where a network comes back after another one, the times at which the
 * ports were made tell the rest.
 */
public final class Nics {
  private Nics() {}

  /** What the ports of an instance are like, in the order of its interfaces. */
  public static List<Nic> of(Instance instance, List<Port> ports) {
    return inOrder(instance, ports).stream().map(Nic::of).toList();
  }

  /** The ports of an instance in the order of its interfaces. */
  public static List<Port> inOrder(Instance instance, List<Port> ports) {
    List<Deque<Port>> networks = byNetwork(instance, ports);
    List<Port> ordered = new ArrayList<>();
    int begun = 0;
    while (ordered.size() < ports.size()) {
      // A network's first port comes before the first ones of the networks after it.
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
    return Objects.requireNonNullElse(port.created(), Instant.EPOCH);
  }

  /** The ports by network, as Nova tells them; those that it does not tell come last. */
  private static List<Deque<Port>> byNetwork(Instance instance, List<Port> ports) {
    List<Port> rest = new ArrayList<>(ports);
    Map<String, Deque<Port>> byNetwork = new LinkedHashMap<>();
    for (Address address : instance.addresses()) {
      // Two networks may have one hardware address, or one address.
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
