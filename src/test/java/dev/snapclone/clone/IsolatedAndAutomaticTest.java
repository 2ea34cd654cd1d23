package dev.snapclone.clone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.cloud.NewInstance;
import dev.snapclone.cloud.Port;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.cloud.Rigging;
import dev.snapclone.cloud.SecurityGroup;
import dev.snapclone.cloud.Verb;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.PlanLine.Section;
import dev.snapclone.removal.DeleteClonePress;
import dev.snapclone.request.Asking;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code isolated:true} and {@code windows-network:automatic}. */
class IsolatedAndAutomaticTest {
  private final CloneBench bench = new CloneBench();

  private Reply asks(String of, String... options) {
    String[] all = new String[options.length + 2];
    all[0] = "snapshot-id";
    all[1] = bench.botSnapshot(of);
    System.arraycopy(options, 0, all, 2, options.length);
    return bench.types("clone", all);
  }

  private Port portOf(Outcome outcome) {
    List<Port> ports = bench.cloud.ports(CloneBench.fact(outcome, "instance"));
    assertEquals(1, ports.size());
    return ports.get(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"web-01", "win-sql-01"})
  void anIsolatedCloneHasAGroupOfItsOwnThatLetsInRemoteDesktopOnly(String original) {
    Reply asked = asks(original, "isolated", "true");
    assertTrue(
        bench.plan(asked).contains("Remote Desktop from 192.0.2.0/24 gets in, nothing else"),
        bench.plan(asked));
    Outcome outcome = bench.runs(asked);
    String group = CloneBench.fact(outcome, "isolation-group");
    assertEquals(List.of(group), portOf(outcome).securityGroupIds());
    assertEquals(
        List.of(SecurityGroup.Rule.tcpIn(3389, "192.0.2.0/24")),
        bench.cloud.securityGroup(group).orElseThrow().rules());
    assertTrue(
        outcome.made().stream().anyMatch(r -> r.kind().equals("SECURITY_GROUP")),
        outcome.made()::toString);
  }

  @Test
  void aCopyCanBeIsolatedToo() {
    Outcome outcome =
        bench.runs(bench.types("copy", "server-name", "win-ad-01", "isolated", "true"));
    assertEquals(
        List.of(CloneBench.fact(outcome, "isolation-group")), portOf(outcome).securityGroupIds());
  }

  @Test
  void withoutTheOptionNoGroupIsMade() {
    List<SecurityGroup> before = bench.cloud.securityGroups();
    Outcome outcome = bench.runs(asks("web-01"));
    assertFalse(outcome.facts().containsKey("isolation-group"));
    assertEquals(before, bench.cloud.securityGroups());
  }

  @Test
  void whatTheCloudDoesNotIsolateIsTakenBack() {
    Reply asked = asks("web-01", "isolated", "true");
    Map<ResourceKind, Integer> before = bench.cloud.census();
    List<SecurityGroup> groups = bench.cloud.securityGroups();
    bench.cloud.knobs().portSecurity("net-demo", false);
    String failed = Asking.refused(() -> bench.runs(asked));
    assertTrue(failed.contains("port security of the network demo-net was switched"), failed);
    bench.cloud.settle();
    assertEquals(before, bench.cloud.census());
    assertEquals(groups, bench.cloud.securityGroups());
  }

  @Test
  void aFailedIsolatedCloneLeavesNoGroupBehind() {
    Reply asked = asks("db-01", "isolated", "true");
    Map<ResourceKind, Integer> before = bench.cloud.census();
    List<SecurityGroup> groups = bench.cloud.securityGroups();
    bench.cloud.knobs().nextBuildFails("No valid host was found.");
    Asking.refused(() -> bench.runs(asked));
    bench.cloud.settle();
    assertEquals(before, bench.cloud.census());
    assertEquals(groups, bench.cloud.securityGroups());
  }

  @Test
  void liftingGivesTheGroupsOfTheOriginalAndRemovesTheOtherOne() {
    Outcome outcome = bench.runs(asks("web-01", "isolated", "true"));
    String group = CloneBench.fact(outcome, "isolation-group");
    String original = bench.cloud.idOf("web-01");
    Reply asked = Asking.press(bench.lift, bench.jobs, lift());
    bench.runs(asked);
    assertEquals(
        bench.cloud.ports(original).get(0).securityGroupIds(), portOf(outcome).securityGroupIds());
    assertTrue(bench.cloud.securityGroup(group).isEmpty());
    String again = Asking.refused(() -> Asking.press(bench.lift, bench.jobs, lift()));
    assertTrue(again.contains("is not isolated any more: job j2 lifted it"), again);
  }

  /** Its own card left it out, since the copy was cut off. */
  @ParameterizedTest
  @CsvSource({
    "win-sql-01, 'Same SID, host name and domain account as win-sql-01'",
    "legacy-01, Operating system not known: may be Windows"
  })
  void liftingWarnsOfTheTwinAsTheCopysOwnCardWouldHave(String instance, String warning) {
    List<String> open = warnings(asks(instance));
    assertTrue(open.contains(warning), open.toString());
    bench.runs(asks(instance, "isolated", "true"));
    Reply asked =
        Asking.press(
            bench.lift, bench.jobs, Asking.presses(Asking.ANNA, LiftIsolationPress.NAME, "j2"));
    assertEquals(warning, warnings(asked).get(0));
  }

  @Test
  void liftingTellsWhatALinuxCopySharesWithItsOriginal() {
    bench.runs(asks("web-01", "isolated", "true"));
    String plan = bench.plan(Asking.press(bench.lift, bench.jobs, lift()));
    assertTrue(plan.contains(Asking.read("en", Text.of("clone.plan.linux-identity"))), plan);
  }

  @Test
  void liftingWarnsOfAnOriginalWhoseNameIsNotKnown() {
    bench.runs(asks("win-sql-01", "isolated", "true"));
    bench.jobs.amend("j1", outcome -> outcome.with("original-name", ""));
    assertEquals(
        "Same SID, host name and domain account as the original",
        warnings(Asking.press(bench.lift, bench.jobs, lift())).get(0));
  }

  private List<String> warnings(Reply asked) {
    return bench.job(asked).plan().of(Section.WARNING).stream()
        .map(text -> Asking.read("en", text))
        .toList();
  }

  @Test
  void deletingAnIsolatedCloneDeletesItsGroup() {
    String snapshot = bench.botSnapshot("win-sql-01");
    Map<ResourceKind, Integer> before = bench.cloud.census();
    List<SecurityGroup> groups = bench.cloud.securityGroups();
    Outcome outcome = bench.runs(bench.types("clone", "snapshot-id", snapshot, "isolated", "true"));
    Reply asked =
        Asking.press(
            bench.deleteClone,
            bench.jobs,
            Asking.presses(Asking.ANNA, DeleteClonePress.NAME, "j1"));
    assertTrue(bench.plan(asked).contains("which isolates it"), bench.plan(asked));
    bench.runs(asked);
    bench.cloud.settle();
    assertEquals(before, bench.cloud.census());
    assertEquals(groups, bench.cloud.securityGroups());
  }

  @Test
  void anAutomaticNetworkIsAScriptOnAConfigDrive() {
    Reply asked = asks("win-sql-01", "windows-network", "automatic");
    String plan = bench.plan(asked);
    assertTrue(plan.contains("cloudbase-init takes the copy for a new instance"), plan);
    assertTrue(plan.contains("tried on the sandbox only"), plan);
    Outcome outcome = bench.runs(asked);
    assertEquals("automatic", CloneBench.fact(outcome, "windows-network"));
    assertEquals(DhcpScript.text(), last().configuration().userData());
    assertEquals(Boolean.TRUE, last().configuration().configDrive());
  }

  @ParameterizedTest
  @ValueSource(strings = {"clone", "copy"})
  void isolatedAndAutomaticContradictEachOther(String command) {
    String original = bench.cloud.idOf("win-sql-01");
    String refused =
        Asking.refused(
            () ->
                bench.types(
                    command,
                    command.equals("copy") ? "server-name" : "snapshot-id",
                    command.equals("copy") ? original : bench.botSnapshot("win-sql-01"),
                    "isolated",
                    "true",
                    "windows-network",
                    "automatic"));
    assertTrue(refused.contains("contradict each other"), refused);
    assertTrue(refused.contains("windows-network:automatic"), refused);
  }

  @Test
  void theCloudsOwnGroupsBesideTheIsolationAreNoticed() {
    Reply asked = asks("web-01", "isolated", "true");
    Map<ResourceKind, Integer> before = bench.cloud.census();
    bench
        .cloud
        .knobs()
        .hook(
            (verb, moment) -> {
              if (verb == Verb.CREATE_INSTANCE && moment == Verb.Moment.AFTER_EFFECT) {
                Rigging.openPorts(bench.cloud, "web-01-clone-1", "sg-default");
              }
            });
    String failed = Asking.refused(() -> bench.runs(asked));
    assertTrue(failed.contains("would not have been isolated"), failed);
    bench.cloud.knobs().hook(null);
    bench.cloud.settle();
    assertEquals(before, bench.cloud.census());
  }

  @Test
  void itIsOffUnlessAskedFor() {
    bench.runs(asks("win-sql-01"));
    assertEquals(null, last().configuration().userData());
  }

  @ParameterizedTest
  @ValueSource(strings = {"web-01", "legacy-01"})
  void itIsRefusedForWhatIsNotKnownToBeWindows(String original) {
    String refused = Asking.refused(() -> asks(original, "windows-network", "automatic"));
    assertTrue(refused.contains("is for Windows"), refused);
    assertTrue(refused.contains("os:windows"), refused);
  }

  @Test
  void anotherWordIsRefusedWithTheOnesThatThereAre() {
    String refused = Asking.refused(() -> asks("win-sql-01", "windows-network", "magic"));
    assertTrue(refused.contains("Say automatic or manual"), refused);
  }

  private NewInstance last() {
    List<NewInstance> launched = bench.cloud.launched();
    return launched.get(launched.size() - 1);
  }

  private static Invocation lift() {
    return Asking.presses(Asking.ANNA, LiftIsolationPress.NAME, "j1");
  }
}
