package dev.snapclone.procedure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.snapclone.cloud.Address;
import dev.snapclone.cloud.Altered;
import dev.snapclone.cloud.InMemoryCloud;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Port;
import dev.snapclone.cloud.Rigging;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The order of NICs, from what Nova and Neutron tell. */
class NicsTest {
  private static Port port(String id, String network, @Nullable Integer made, String... ips) {
    return new Port(
        id,
        network,
        "i",
        "mac-" + id,
        List.of(ips.length == 0 ? new String[] {"10.0.0." + id.hashCode()} : ips),
        List.of("sg"),
        true,
        new Port.Label("", "", made == null ? null : Instant.EPOCH.plusSeconds(made)),
        Port.Extras.NONE);
  }

  private static Instance telling(Port... inNovasOrder) {
    Instance any = Rigging.peek(InMemoryCloud.seeded("lab"), "web-01");
    return Altered.addresses(
        any,
        Stream.of(inNovasOrder)
            .flatMap(
                p ->
                    p.fixedIps().stream()
                        .map(ip -> new Address(p.networkId(), ip, 4, p.mac(), false)))
            .toList());
  }

  private static List<String> order(Instance instance, Port... byId) {
    return Nics.inOrder(instance, List.of(byId)).stream().map(Port::id).toList();
  }

  @Test
  void novaTellsTheOrderAndNotTheIdsNorTheTimes() {
    Port a = port("a", "net-1", 9);
    Port b = port("b", "net-2", 1);
    assertEquals(List.of("b", "a"), order(telling(b, a), a, b));
    assertEquals(List.of("a", "b"), order(telling(a, b), a, b), "made beforehand, the other way");
    assertEquals(List.of("b", "a"), order(telling(b, a, a), a, b), "a floating address besides");
  }

  @Test
  void whereNoHardwareAddressIsToldTheAddressTells() {
    Port a = port("a", "net-1", 1, "10.0.0.1");
    Port b = port("b", "net-2", 1, "10.0.0.2");
    Instance without =
        Altered.addresses(
            telling(),
            List.of(
                new Address("net-2", "10.0.0.2", 4, null, false),
                new Address("net-1", "10.0.0.1", 4, null, false)));
    assertEquals(List.of("b", "a"), order(without, a, b));
  }

  @Test
  void aHardwareAddressIsOneOfItsNetworkOnly() {
    Port a = port("a", "net-1", 1, "10.0.1.1");
    Port twin = port("b", "net-2", 1, "10.0.2.1");
    Instance told =
        Altered.addresses(
            telling(),
            List.of(
                new Address("net-2", "10.0.2.1", 4, "mac-a", false),
                new Address("net-1", "10.0.1.1", 4, "mac-a", false)));
    Port b = new Port("b", "net-2", "i", "mac-a", twin.fixedIps(), List.of("sg"), true);
    assertEquals(List.of("b", "a"), order(told, a, b));
  }

  @Test
  void twoOnOneNetworkAreTwo() {
    Port a = port("a", "net-1", 1);
    Port b = port("b", "net-1", 1);
    assertEquals(List.of("b", "a"), order(telling(b, a), a, b));
  }

  @Test
  void whereANetworkComesBackTheTimesTellTheRest() {
    Port first = port("z", "net-1", 1);
    Port second = port("y", "net-2", 2);
    Port third = port("x", "net-1", 3);
    // as Nova tells them: grouped by network
    assertEquals(
        List.of("z", "y", "x"), order(telling(first, third, second), third, second, first));
    Port early = port("x", "net-1", 1);
    assertEquals(
        List.of("z", "x", "y"), order(telling(first, early, second), early, second, first));
  }

  @Test
  void whatNovaDoesNotTellComesInTheOrderOfItsMaking() {
    Port a = port("a", "net-1", 5);
    Port b = port("b", "net-2", 4);
    Port c = port("c", "net-3", null);
    assertEquals(List.of("c", "b", "a"), order(telling(), a, b, c));
    assertEquals(List.of("a", "c", "b"), order(telling(a), a, b, c));
    assertEquals(List.of(), order(telling(a)));
  }

  @Test
  void whatACopyDoesNotTakeOverIsNoted() {
    Port plain = port("a", "net-1", 1, "10.0.0.1", "fd00::1");
    assertEquals(List.of(), Nic.of(plain).extras(), "one of each version is usual");
    Port odd =
        new Port(
            "b",
            "net-1",
            "i",
            "mac",
            List.of("10.0.0.1", "10.0.0.2"),
            List.of(),
            false,
            new Port.Label("", "", null),
            new Port.Extras("direct", List.of("10.0.0.9"), "qos-1"));
    assertEquals(List.of(Nic.Extra.values()), Nic.of(odd).extras());
  }
}
