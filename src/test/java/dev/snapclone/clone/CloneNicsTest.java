package dev.snapclone.clone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.cloud.InMemoryCloud;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.NewInstance;
import dev.snapclone.cloud.Port;
import dev.snapclone.cloud.Quota;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.cloud.Rigging;
import dev.snapclone.cloud.SecurityGroup;
import dev.snapclone.cloud.Verb;
import dev.snapclone.command.Reply;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.PlanChanged;
import dev.snapclone.job.engine.Json;
import dev.snapclone.procedure.Nics;
import dev.snapclone.removal.DeleteClonePress;
import dev.snapclone.removal.DeletePlan;
import dev.snapclone.request.Asking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies of instances with several NICs. */
class CloneNicsTest {
  private final CloneBench bench = new CloneBench();
  private final InMemoryCloud cloud = bench.cloud;

  @BeforeEach
  void networks() {
    cloud.knobs().network("net-b", "back").network("net-open", "open");
    cloud.knobs().portSecurity("net-open", false);
    cloud.knobs().securityGroup(new SecurityGroup("sg-mgmt", "mgmt", List.of()));
    cloud.knobs().securityGroup(new SecurityGroup("sg-db", "db", List.of()));
  }

  private static Port port(String id, String network, boolean secured, String... groups) {
    return new Port(
        id, network, "", "mac-" + id, List.of("10.1.0." + id.length()), List.of(groups), secured);
  }

  /** Gives web-01 these NICs, in this order; its id. */
  private String webHas(Port... ports) {
    String id = cloud.idOf("web-01");
    List<Port> plugged = new ArrayList<>();
    for (Port p : ports) {
      plugged.add(
          new Port(
              p.id(),
              p.networkId(),
              id,
              p.mac(),
              p.fixedIps(),
              p.securityGroupIds(),
              p.portSecurity(),
              new Port.Label("", "", null),
              p.extras()));
    }
    Rigging.ports(cloud, id, plugged.toArray(Port[]::new));
    return id;
  }

  /** As the case ports-two-groups.json. */
  private void twoGroups() {
    webHas(port("p1", "net-demo", true, "sg-mgmt"), port("p2", "net-open", false));
  }

  private Reply asks(String... options) {
    String[] all = new String[options.length + 2];
    all[0] = "snapshot-id";
    all[1] = bench.botSnapshot("web-01");
    System.arraycopy(options, 0, all, 2, options.length);
    return bench.types("clone", all);
  }

  /** The NICs of a finished clone: network, groups, and open where there is no port security. */
  private List<String> nicsOf(Outcome outcome) {
    Instance clone = bench.instance(outcome);
    return Nics.inOrder(clone, cloud.ports(clone.id())).stream()
        .map(
            p ->
                p.networkId()
                    + (p.portSecurity() ? " " + String.join("+", p.securityGroupIds()) : " open"))
        .toList();
  }

  private NewInstance launched() {
    return cloud.launched().get(cloud.launched().size() - 1);
  }

  @Test
  void twoNicsOnOneNetworkAreTwoOfTheCopy() {
    webHas(port("p1", "net-demo", true, "sg-web"), port("p22", "net-demo", true, "sg-web"));
    Reply asked = asks();
    assertTrue(bench.plan(asked).contains("Networks: demo-net, demo-net."), bench.plan(asked));
    assertEquals(List.of("net-demo sg-web", "net-demo sg-web"), nicsOf(bench.runs(asked)));
    assertEquals(List.of(), launched().networks().portIds(), "Nova's networks say it");
  }

  @Test
  void eachNicHasItsOwnGroupsAndNoneWhereThereIsNoPortSecurity() {
    twoGroups();
    Reply asked = asks();
    String plan = bench.plan(asked);
    assertTrue(plan.contains("NIC 1: demo-net. Security group: mgmt."), plan);
    assertTrue(plan.contains("NIC 2: open. Security groups: none can be applied there"), plan);
    Outcome outcome = bench.runs(asked);
    assertEquals(List.of("net-demo sg-mgmt", "net-open open"), nicsOf(outcome));
    assertEquals(Map.of("port-1", 1, "port-2", 1, "instance", 1), cloud.made(bench.jobOf(outcome)));
  }

  @Test
  void theOrderIsTheOriginals() {
    webHas(
        port("p1", "net-b", true, "sg-db"),
        port("p22", "net-demo", true, "sg-web", "sg-mgmt"),
        port("p333", "net-b", true));
    assertEquals(
        // as Nova tells the original's, by network; it says nothing of the third
        List.of("net-b sg-db", "net-b ", "net-demo sg-web+sg-mgmt"), nicsOf(bench.runs(asks())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"net-open", "net-demo"})
  void portSecurityIsAsTheOriginalsHoweverTheNetworkHasIt(String network) {
    boolean secured = network.equals("net-open");
    webHas(secured ? port("p1", network, true, "sg-web") : port("p1", network, false));
    assertEquals(List.of(network + (secured ? " sg-web" : " open")), nicsOf(bench.runs(asks())));
  }

  @Test
  void aNicWithoutGroupsStaysClosed() {
    webHas(port("p1", "net-demo", true));
    Reply asked = asks();
    assertTrue(bench.plan(asked).contains("nothing gets in or out"), bench.plan(asked));
    assertEquals(List.of("net-demo "), nicsOf(bench.runs(asked)));
  }

  @Test
  void aCopyHasThemToo() {
    twoGroups();
    assertEquals(
        List.of("net-demo sg-mgmt", "net-open open"),
        nicsOf(bench.runs(bench.types("copy", "server-name", "web-01"))));
  }

  @Test
  void theRecipeTellsThemWhenTheOriginalIsGone() {
    twoGroups();
    String snapshot = bench.botSnapshot("web-01");
    cloud.deleteInstance(cloud.idOf("web-01"));
    cloud.settle();
    assertEquals(
        List.of("net-demo sg-mgmt", "net-open open"),
        nicsOf(bench.clones("snapshot-id", snapshot)));
  }

  @Test
  void whatPortsHaveBesidesIsSaidAsNotCopied() {
    Port plain = port("p1", "net-demo", true, "sg-web");
    webHas(
        new Port(
            "p1",
            "net-demo",
            "",
            plain.mac(),
            List.of("10.1.0.1", "10.1.0.2"),
            List.of("sg-web"),
            true,
            new Port.Label("", "", null),
            new Port.Extras("direct", List.of("10.1.0.9"), "qos")));
    String plan = bench.plan(asks());
    for (String said :
        List.of("vnic_type", "allowed address pairs", "additional fixed addresses", "QoS policy")) {
      assertTrue(plan.contains("Not copied: the ") && plan.contains(said), plan);
    }
  }

  @Test
  void portsGoWithTheClone() {
    twoGroups();
    String snapshot = bench.botSnapshot("web-01");
    Map<ResourceKind, Integer> before = cloud.census();
    Outcome outcome = bench.clones("snapshot-id", snapshot);
    assertEquals(2, outcome.made().stream().filter(r -> r.kind().equals("PORT")).count());
    Reply asked =
        Asking.press(
            bench.deleteClone,
            bench.jobs,
            Asking.presses(Asking.ANNA, DeleteClonePress.NAME, "j1"));
    assertTrue(bench.plan(asked).contains("Deletes its port"), bench.plan(asked));
    bench.runs(asked);
    cloud.settle();
    assertEquals(before, cloud.census());
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  void aFailedLaunchLeavesNoPortBehind(String isolated) {
    webHas(port("p1", "net-demo", true, "sg-mgmt"), port("p22", "net-b", true, "sg-db"));
    Reply asked = asks("isolated", isolated);
    Map<ResourceKind, Integer> before = cloud.census();
    List<SecurityGroup> groups = cloud.securityGroups();
    cloud.knobs().nextBuildFails("No valid host was found.");
    Asking.refused(() -> bench.runs(asked));
    cloud.settle();
    assertEquals(before, cloud.census());
    assertEquals(groups, cloud.securityGroups());
  }

  @Test
  void aPortThatAnotherLaunchTookIsNoticed() {
    twoGroups();
    Reply asked = asks();
    Map<ResourceKind, Integer> before = cloud.census();
    cloud
        .knobs()
        .hook(
            (verb, moment) -> {
              if (verb == Verb.CREATE_INSTANCE && moment == Verb.Moment.AFTER_EFFECT) {
                Rigging.losePort(cloud, "net-open");
              }
            });
    String failed = Asking.refused(() -> bench.runs(asked));
    assertTrue(failed.contains("runs without a port"), failed);
    cloud.knobs().hook(null);
    cloud.settle();
    assertEquals(before, cloud.census());
  }

  @Test
  void aPortOfSomebodyElseIsLeftAlone() {
    twoGroups();
    Outcome outcome = bench.runs(asks());
    String port = CloneBench.fact(outcome, "ports").split(",", -1)[0];
    Rigging.describe(cloud, port, "mine now");
    Reply asked =
        Asking.press(
            bench.deleteClone,
            bench.jobs,
            Asking.presses(Asking.ANNA, DeleteClonePress.NAME, "j1"));
    assertFalse(bench.plan(asked).contains(port), bench.plan(asked));
    bench.runs(asked);
    assertTrue(cloud.port(port).isPresent());
  }

  @Test
  void portsCountInTheQuota() {
    twoGroups();
    String snapshot = bench.botSnapshot("web-01");
    long used = cloud.quota(Set.of(Quota.Item.PORTS)).of(Quota.Item.PORTS).orElseThrow().used();
    cloud.knobs().limit(Quota.Item.PORTS, used + 1);
    String refused = Asking.refused(() -> bench.types("clone", "snapshot-id", snapshot));
    assertTrue(refused.contains("port"), refused);
  }

  // ---- Options
  // -----------------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "network | net-demo | net-demo sg-mgmt",
        "network | net-b | net-b sg-mgmt",
        "network | net-b,net-demo | net-b sg-mgmt, net-demo sg-mgmt",
        "network | net-open | net-open open",
        "security-groups | sg-db | net-demo sg-db, net-open open",
      })
  void optionsSayWhichNetworksAndWhichGroups(String option, String value, String nics) {
    twoGroups();
    assertEquals(List.of(nics.split(", ")), nicsOf(bench.runs(asks(option, value))));
  }

  @Test
  void anotherNetworkHasTheGroupsOfTheNicAtItsPlace() {
    webHas(port("p1", "net-demo", true, "sg-mgmt"), port("p22", "net-b", true, "sg-db"));
    cloud.knobs().network("net-c", "third").network("net-d", "fourth");
    assertEquals(
        List.of("net-c sg-mgmt", "net-d sg-db"),
        nicsOf(bench.runs(asks("network", "net-c,net-d"))));
  }

  @Test
  void optionsThatCannotWorkTogetherAreRefusedBeforeAnybodyIsAsked() {
    twoGroups();
    String isolated = Asking.refused(() -> asks("isolated", "true"));
    assertTrue(isolated.contains("isolated is not possible in open"), isolated);
    String groups = Asking.refused(() -> asks("network", "open", "security-groups", "web"));
    assertTrue(groups.contains("security-groups has no effect in open"), groups);
    bench.runs(asks("isolated", "true", "network", "demo-net"));
  }

  // ---- Isolation -------------------------------------------------------------------------------

  @Test
  void liftingGivesEachNicItsOwnGroups() {
    webHas(
        port("p1", "net-demo", true, "sg-mgmt", "sg-web"),
        port("p22", "net-b", true, "sg-db"),
        port("p333", "net-demo", true));
    Reply asked = asks("isolated", "true");
    assertTrue(bench.plan(asked).contains("when its isolation is lifted"), bench.plan(asked));
    Outcome outcome = bench.runs(asked);
    String group = CloneBench.fact(outcome, "isolation-group");
    assertEquals(
        List.of("net-demo " + group, "net-demo " + group, "net-b " + group), nicsOf(outcome));
    Reply lift =
        Asking.press(
            bench.lift, bench.jobs, Asking.presses(Asking.ANNA, LiftIsolationPress.NAME, "j1"));
    assertTrue(bench.plan(lift).contains("NIC 1: demo-net. Security groups: "), bench.plan(lift));
    bench.runs(lift);
    assertEquals(List.of("net-demo sg-web+sg-mgmt", "net-demo ", "net-b sg-db"), nicsOf(outcome));
    assertTrue(cloud.securityGroup(group).isEmpty());
  }

  // ---- Later -----------------------------------------------------------------------------------

  @Test
  void aCopyWhoseOriginalGotAnotherNicIsAskedForAgain() {
    twoGroups();
    Reply asked = bench.types("copy", "server-name", "web-01");
    webHas(port("p1", "net-demo", true, "sg-mgmt"), port("p22", "net-b", true, "sg-db"));
    PlanChanged changed = Assertions.assertThrows(PlanChanged.class, () -> bench.runs(asked));
    String said = Asking.read(changed.differences());
    assertTrue(said.contains("The NICs of web-01"), said);
    assertTrue(said.contains("NIC 2: back. Security group: db."), said);
  }

  @Test
  void aPlanWhoseNetworkLostItsPortSecurityIsAskedForAgain() {
    webHas(port("p1", "net-demo", true, "sg-mgmt"), port("p22", "net-b", true, "sg-mgmt"));
    Reply asked = asks();
    cloud.knobs().portSecurity("net-b", false);
    PlanChanged changed = Assertions.assertThrows(PlanChanged.class, () -> bench.runs(asked));
    String said = Asking.read(changed.differences());
    assertTrue(said.contains("NIC 2: back. Security groups: none can be applied"), said);
  }

  @Test
  void aPlanThatAnOlderVersionStoredGivesEveryNicAllGroups() {
    String old =
        """
        {"name":"c","flavor":{"id":"f","name":"f","vcpus":1,"ramMb":1,"diskGb":1,"ephemeralGb":0,\
        "swapMb":0},"networks":[{"id":"net-a","name":"a"},{"id":"net-b","name":"b"}],\
        "securityGroups":[{"id":"sg-1","name":"one"}],"keypair":null,"availabilityZone":null,\
        "configDrive":false,"os":"LINUX","loginUser":null,"original":{"id":"o","name":"o",\
        "fixedIps":[]},"automaticNetwork":false,"isolation":null}""";
    LaunchPlan read = new Json().read(old, LaunchPlan.class);
    List<LaunchPlan.Named> groups = List.of(new LaunchPlan.Named("sg-1", "one"));
    assertEquals(
        List.of(
            new LaunchPlan.PlannedNic(new LaunchPlan.Named("net-a", "a"), groups, true),
            new LaunchPlan.PlannedNic(new LaunchPlan.Named("net-b", "b"), groups, true)),
        read.networking().nics());
    assertFalse(read.networking().ownPorts());
    assertEquals(read, new Json().read(new Json().write(read), LaunchPlan.class));
    DeletePlan deletion =
        new Json()
            .read(
                "{\"cloud\":\"c\",\"cloneJob\":\"j\",\"instanceId\":\"i\",\"volumeIds\":[]}",
                DeletePlan.class);
    assertEquals(List.of(), deletion.portIds());
    LiftPlan lift =
        new Json()
            .read(
                "{\"cloud\":\"c\",\"cloneJob\":\"j\",\"instanceId\":\"i\",\"groupId\":\"g\","
                    + "\"instead\":[{\"id\":\"sg-1\",\"name\":\"one\"}]}",
                LiftPlan.class);
    assertEquals(groups, lift.groupsOf("any"));
  }

  @Test
  void aRecipeOfAnOlderVersionAgreesWithThePresentNicsOrGivesEveryNicAllGroups() {
    twoGroups();
    String snapshot = bench.botSnapshot("web-01");
    cloud.setImageProperties(
        snapshot,
        Map.of(
            "snapclone_nics",
            "none",
            "snapclone_networks",
            "net-demo,net-open",
            "snapclone_security_groups",
            "sg-mgmt"));
    assertEquals(
        List.of("net-demo sg-mgmt", "net-open open"),
        nicsOf(bench.clones("snapshot-id", snapshot)));
    cloud.setImageProperties(
        snapshot,
        Map.of(
            "snapclone_networks", "net-demo,net-b", "snapclone_security_groups", "sg-mgmt,sg-db"));
    Reply asked = bench.types("clone", "snapshot-id", snapshot);
    assertTrue(bench.plan(asked).contains("taken by an older version"), bench.plan(asked));
    assertEquals(
        List.of("net-demo sg-mgmt+sg-db", "net-b sg-mgmt+sg-db"), nicsOf(bench.runs(asked)));
  }
}
