package dev.snapclone.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.cloud.CloudException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The part of {@link CloudContract} that is about ports and the NICs of an instance. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class PortContract {
  private static final String NOBODY = "00000000-0000-4000-8000-000000000000";

  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final List<String> ports = new ArrayList<>();
  protected CloudFixtures fixtures;
  private Cloud cloud;
  private CloudLeftovers leftovers;
  private String secured;
  private String web;
  private String open;

  /** The backend; asked once for all tests of the class. */
  protected abstract CloudFixtures fixtures();

  @BeforeAll
  void makeNetworkWithoutPortSecurity() {
    fixtures = fixtures();
    cloud = fixtures.cloud();
    leftovers = new CloudLeftovers(fixtures);
    secured = fixtures.network();
    web = fixtures.securityGroup();
    open = fixtures.openNetwork("contract-open-" + run);
  }

  @AfterAll
  void removePorts() {
    if (open != null) {
      leftovers.remove();
      ports.forEach(cloud::deletePort);
      fixtures.removeNetwork(open);
    }
  }

  @Test
  void networksSayWhetherTheirPortsHavePortSecurity() {
    Map<String, Boolean> security =
        cloud.networks().stream().collect(Collectors.toMap(Network::id, Network::portSecurity));
    assertEquals(true, security.get(secured));
    assertEquals(false, security.get(open));
  }

  @Test
  void aPortBearsItsMarkFromTheStartAndIsFoundByIt() {
    String id = port("marked", secured, List.of(web), null);
    Port port = cloud.port(id).orElseThrow();
    assertEquals("contract-" + run + "-marked", port.label().name());
    assertEquals("snapclone_job=" + run, port.label().description());
    assertEquals(secured, port.networkId());
    assertEquals(List.of(web), port.securityGroupIds());
    assertTrue(port.portSecurity());
    assertEquals("", port.instanceId());
    assertEquals(1, port.fixedIps().size());
    assertNotNull(port.label().created());
    assertEquals(Port.Extras.NONE, port.extras());
    assertTrue(cloud.allPorts().contains(port), "listed");
    refused(Kind.CONFLICT, () -> cloud.deleteSecurityGroup(web));
    assertTrue(cloud.deletePort(id));
    assertFalse(cloud.deletePort(id));
    assertTrue(cloud.port(id).isEmpty());
  }

  @Test
  void aPortHasTheDefaultGroupOrNoneOrNoPortSecurity() {
    Port plain = cloud.port(port("plain", secured, null, null)).orElseThrow();
    assertEquals(1, plain.securityGroupIds().size());
    Port closed = cloud.port(port("closed", secured, List.of(), null)).orElseThrow();
    assertEquals(List.of(), closed.securityGroupIds());
    assertTrue(closed.portSecurity());
    Port bare = cloud.port(port("bare", secured, List.of(), false)).orElseThrow();
    assertFalse(bare.portSecurity());
    Port inherited = cloud.port(port("inherited", open, null, null)).orElseThrow();
    assertFalse(inherited.portSecurity());
    assertEquals(List.of(), inherited.securityGroupIds());
  }

  @Test
  void whatAPortCannotHaveIsRefused() {
    refused(Kind.BAD_REQUEST, () -> port("wrong", open, List.of(web), null));
    refused(Kind.NOT_FOUND, () -> port("wrong", NOBODY, null, null));
    refused(Kind.NOT_FOUND, () -> port("wrong", secured, List.of(NOBODY), null));
    assertTrue(cloud.port(NOBODY).isEmpty());
    assertFalse(cloud.deletePort(NOBODY));
  }

  @Test
  void anInstanceHasThePortsThatItWasGivenInOrderAndLeavesThemBehind() {
    List<String> given =
        List.of(
            port("first", open, List.of(), null),
            port("second", secured, List.of(web), null),
            port("third", secured, List.of(), null));
    String id = leftovers.instance(cloud.createInstance(instance("given", List.of(), given)));
    Instance instance = awaitAddresses(id, 3);
    Map<String, Port> byId =
        cloud.ports(id).stream().collect(Collectors.toMap(Port::id, Function.identity()));
    assertEquals(
        given.stream().flatMap(p -> byId.get(p).fixedIps().stream()).toList(),
        instance.addresses().stream().map(Address::ip).toList());
    assertEquals(
        given.stream().map(p -> byId.get(p).mac()).toList(),
        instance.addresses().stream().map(Address::mac).toList());
    assertFalse(byId.get(given.get(0)).portSecurity());
    assertEquals(List.of(web), byId.get(given.get(1)).securityGroupIds());
    assertEquals(List.of(), byId.get(given.get(2)).securityGroupIds());
    refused(
        Kind.CONFLICT,
        () -> cloud.createInstance(instance("twice", List.of(), List.of(given.get(1)))));
    cloud.deleteInstance(id);
    fixtures.await("the instance to be gone", () -> cloud.instance(id).isEmpty());
    for (String port : given) {
      assertEquals("", cloud.port(port).orElseThrow().instanceId(), "it outlives its instance");
    }
  }

  @Test
  void aNetworkMayStandTwiceAndTheOrderIsKept() {
    String id =
        leftovers.instance(
            cloud.createInstance(instance("nets", List.of(open, secured, open), List.of())));
    Instance instance = awaitAddresses(id, 3);
    Map<String, Port> byMac =
        cloud.ports(id).stream().collect(Collectors.toMap(Port::mac, Function.identity()));
    assertEquals(3, byMac.size());
    // Nova tells addresses by network, the first one first, and in each in the order asked for.
    assertEquals(
        List.of(open, open, secured),
        instance.addresses().stream().map(a -> byMac.get(a.mac()).networkId()).toList());
    assertTrue(
        byMac.values().stream()
            .allMatch(p -> p.networkId().equals(open) == p.securityGroupIds().isEmpty()));
    cloud.deleteInstance(id);
    fixtures.await("the instance to be gone", () -> cloud.instance(id).isEmpty());
    assertTrue(byMac.values().stream().allMatch(p -> cloud.port(p.id()).isEmpty()), "Nova's own");
  }

  @Test
  void groupsAskedForWhereThereIsNoPortSecurityEndInError() {
    String id =
        leftovers.instance(
            cloud.createInstance(
                launch("groups", List.of(secured, open), List.of(), List.of(web))));
    fixtures.await(
        "the instance to fail",
        () -> {
          String status = cloud.instance(id).orElseThrow().state().status();
          assertFalse(status.equals("ACTIVE"));
          return status.equals("ERROR");
        });
  }

  private String port(
      String what, String network, @Nullable List<String> groups, @Nullable Boolean security) {
    String id =
        cloud.createPort(
            new NewPort(
                "contract-" + run + "-" + what, "snapclone_job=" + run, network, groups, security));
    ports.add(id);
    return id;
  }

  private NewInstance instance(String what, List<String> networks, List<String> portIds) {
    return launch(what, networks, portIds, List.of());
  }

  private NewInstance launch(
      String what, List<String> networks, List<String> portIds, List<String> groups) {
    String image =
        cloud.images().stream()
            .filter(i -> i.name().equals("ubuntu-22.04"))
            .map(Image::id)
            .findFirst()
            .orElseThrow();
    return NewInstanceBuilder.ofImage(
            "contract-" + run + "-" + what, fixtures.flavor("m1.small").id(), image)
        .networks(networks)
        .ports(portIds)
        .groups(groups)
        .build();
  }

  private Instance awaitAddresses(String id, int count) {
    fixtures.await(
        "an active instance with " + count + " addresses",
        () -> {
          Instance instance = cloud.instance(id).orElseThrow();
          assertFalse(
              instance.state().status().equals("ERROR"),
              () -> String.valueOf(instance.state().fault()));
          return instance.state().status().equals("ACTIVE") && instance.addresses().size() == count;
        });
    return cloud.instance(id).orElseThrow();
  }

  private static void refused(Kind kind, Runnable call) {
    CloudException e = assertThrows(CloudException.class, call::run);
    assertEquals(kind, e.kind(), e.getMessage());
  }
}
