package dev.snapclone.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.clone.CloneBench;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.SecurityGroup;
import dev.snapclone.cloud.Verb;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Messages;
import dev.snapclone.job.Outcome;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.request.Asking;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A clone that was started with {@code windows-network:automatic}, until it answers or not. */
class ArrivalTest {
  private static final Duration WITHIN = Duration.ofMinutes(15);
  private static final SecurityGroup RDP =
      new SecurityGroup(
          "sg-rdp",
          "rdp",
          List.of(new SecurityGroup.Rule(true, "IPv4", "tcp", 3389, 3389, null, null)));

  private final CloneBench bench = new CloneBench();
  private final Map<String, Reachability.Result> network = new HashMap<>();
  private final Map<String, Reply> posted = new LinkedHashMap<>();
  private final List<String> cards = new ArrayList<>();
  private final WindowsTest.MemoryAnswers answers = new WindowsTest.MemoryAnswers();
  private Instant now = Asking.NOW;
  private final ReachCheck check =
      new ReachCheck(
          bench.clouds,
          (ip, port) -> network.getOrDefault(ip, Reachability.Result.SILENT),
          answers,
          cards::add,
          () -> now);
  private final ArrivalErrand errand =
      new ArrivalErrand(
          bench.jobs,
          check,
          new GuideRoom(
              (job, place, card, to, title, key, messages) -> {
                posted.putIfAbsent(to.id() + " " + key, messages.get(0));
                return "https://discord.com/channels/g1/thread-1";
              },
              Messages.load(),
              new WindowsGuide(check::answeredBefore)),
          () -> now);

  @BeforeEach
  void letsRemoteDesktopIn() {
    bench.cloud.knobs().securityGroup(RDP);
  }

  /** Job j1 has made a clone that is to come up by itself; its address. */
  private String made(String... options) {
    String[] all = new String[options.length + 4];
    all[0] = "snapshot-id";
    all[1] = bench.botSnapshot("win-ad-01");
    all[2] = "windows-network";
    all[3] = "automatic";
    System.arraycopy(options, 0, all, 4, options.length);
    Outcome outcome = bench.clones(all);
    now = ended();
    return CloneBench.fact(outcome, "address");
  }

  private Instant ended() {
    return Objects.requireNonNull(bench.jobs.find("j1").orElseThrow().progress().ended());
  }

  /** The errand's turn, so long after the clone's end; whether it is done. */
  private boolean asks(Duration after) {
    now = ended().plus(after);
    return errand.carryOut("j1", ArrivalErrand.payload(ended().plus(WITHIN)), 0);
  }

  private String told(String key) {
    Reply reply = posted.get("100 " + key);
    return reply == null ? "" : Asking.read(reply);
  }

  @Test
  void itIsWantedOfAutomaticCopiesOnly() {
    made();
    assertTrue(ArrivalErrand.wanted(bench.jobs.find("j1").orElseThrow()));
    bench.clones("snapshot-id", bench.botSnapshot("win-ad-01"));
    assertFalse(ArrivalErrand.wanted(bench.jobs.find("j2").orElseThrow()));
    assertTrue(errand.carryOut("j2", "0", 0), "nothing to do");
    assertTrue(errand.carryOut("j99", "0", 0));
    assertEquals(Map.of(), posted);
  }

  @Test
  void whoComesUpByItselfIsToldOfOnceAndGetsNoGuide() {
    String own = made("security-groups", "rdp");
    assertFalse(asks(Duration.ZERO));
    assertFalse(asks(Duration.ofMinutes(4)));
    assertEquals(Map.of(), posted);
    network.put(own, Reachability.Result.OPEN);
    assertTrue(asks(Duration.ofMinutes(6)));
    assertTrue(
        told("windows-answers").contains("can be reached: it answers at " + own),
        told("windows-answers"));
    assertEquals(List.of("j1"), cards, "the card says so too");
    assertTrue(asks(Duration.ofMinutes(7)), "a repetition tells nothing new");
    assertEquals(1, posted.size(), posted::toString);
    assertEquals(1, cards.size());
  }

  @Test
  void whatSomebodyElseSawIsToldToItsRequester() {
    String own = made("security-groups", "rdp");
    network.put(own, Reachability.Result.OPEN);
    check.look(CloneMade.of(bench.jobs.find("j1").orElseThrow()).orElseThrow());
    assertTrue(asks(Duration.ofMinutes(1)));
    assertTrue(told("windows-answers").contains(own), told("windows-answers"));
  }

  @Test
  void whoDoesNotComeUpInTimeGetsTheGuideWithTheReason() {
    String own = made("security-groups", "rdp");
    assertFalse(asks(WITHIN.minusSeconds(1)));
    assertEquals(Map.of(), posted);
    assertTrue(asks(WITHIN));
    assertEquals(
        List.of("100 windows-automatic", "100 windows-guide"), List.copyOf(posted.keySet()));
    String why = told("windows-automatic");
    assertTrue(why.contains("has not become reachable by itself within 900"), why);
    assertTrue(why.contains(own + ": no answer on TCP port 3389."), why);
    assertTrue(why.contains("(rdp) lets TCP port 3389 in from everywhere"), why);
    assertTrue(why.contains("it takes cloudbase-init in the image"), why);
    assertTrue(told("windows-guide").contains("Step 1 of 3"), told("windows-guide"));
  }

  @Test
  void aMissingRuleIsSaidSoonAndTheAskingGoesOn() {
    String own = made();
    assertFalse(asks(Duration.ofMinutes(1)), "it may not even have started");
    assertEquals(Map.of(), posted);
    assertFalse(asks(Duration.ofMinutes(2)));
    String why = told("windows-automatic");
    assertTrue(why.contains("cannot be reached as things are"), why);
    assertTrue(why.contains("Add a rule, for example to default: ingress"), why);
    assertTrue(why.contains("I go on trying by myself"), why);
    assertFalse(told("windows-guide").isEmpty());
    network.put(own, Reachability.Result.OPEN);
    assertTrue(asks(Duration.ofMinutes(9)));
    assertTrue(told("windows-answers").contains(own));
  }

  @Test
  void ofAnIsolatedOneTheIsolationIsTheReason() {
    // An older version let both options stand together.
    made();
    String group = bench.cloud.createSecurityGroup("its-own", "");
    bench.cloud.setSecurityGroupRules(group, List.of());
    String port = bench.cloud.ports(CloneBench.fact(outcomeOf("j1"), "instance")).get(0).id();
    bench.cloud.setPortSecurityGroups(port, List.of(group));
    bench.jobs.amend("j1", told -> told.with("isolation-group", group));
    assertFalse(asks(Duration.ofMinutes(3)));
    String why = told("windows-automatic");
    assertTrue(why.contains("It is isolated: nothing is let in or out"), why);
    assertFalse(why.contains("The rule that is missing"), why);
  }

  private Outcome outcomeOf(String job) {
    return Objects.requireNonNull(bench.jobs.find(job).orElseThrow().outcome());
  }

  @Test
  void aNetworkThatTheBotCannotReachIsSaidSoon() {
    String own = made("security-groups", "rdp");
    network.put(own, Reachability.Result.NO_ROUTE);
    assertFalse(asks(Duration.ofSeconds(90)), "a router may not know the address yet");
    assertEquals(Map.of(), posted);
    assertFalse(asks(Duration.ofMinutes(3)));
    String why = told("windows-automatic");
    assertTrue(why.contains("I cannot reach the network of win-ad-01-clone-1"), why);
    assertTrue(why.contains("Its script may have put the network right all the same"), why);
    assertFalse(told("windows-guide").isEmpty());
    assertTrue(asks(WITHIN.plusMinutes(1)));
    assertEquals(2, posted.size(), posted::toString);
  }

  @Test
  void aSilentCloudDoesNotKeepTheGuideBack() {
    made("security-groups", "rdp");
    bench
        .cloud
        .knobs()
        .failNext(Verb.READ, Verb.Moment.BEFORE_EFFECT, CloudException.Kind.UNREACHABLE);
    assertFalse(asks(Duration.ofMinutes(1)));
    assertEquals(Map.of(), posted);
    bench
        .cloud
        .knobs()
        .failNext(Verb.READ, Verb.Moment.BEFORE_EFFECT, CloudException.Kind.UNREACHABLE);
    assertTrue(asks(WITHIN));
    assertTrue(told("windows-automatic").contains("The cloud does not say now how it is"));
    assertFalse(told("windows-guide").isEmpty());
  }

  @Test
  void aCloneThatIsGoneIsAskedNoMore() {
    made();
    bench.cloud.deleteInstance(
        String.valueOf(
            Objects.requireNonNull(bench.jobs.find("j1").orElseThrow().outcome())
                .facts()
                .get("instance")));
    bench.cloud.settle();
    assertTrue(asks(Duration.ofMinutes(1)));
    assertEquals(Map.of(), posted);
  }
}
