package dev.snapclone.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.audit.AuditEvent;
import dev.snapclone.clone.CloneBench;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.SecurityGroup;
import dev.snapclone.cloud.Verb;
import dev.snapclone.command.Button;
import dev.snapclone.command.PrivateRoom;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Messages;
import dev.snapclone.job.Errands;
import dev.snapclone.job.FirstAnswers;
import dev.snapclone.job.Outcome;
import dev.snapclone.request.Asking;
import dev.snapclone.request.CloneChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class WindowsTest {
  private final CloneBench bench = new CloneBench();
  private final List<AuditEvent> audit = new ArrayList<>();
  private final MemoryRoom room = new MemoryRoom();
  private final Map<String, Reachability.Result> network = new HashMap<>();
  private final Messages messages = Messages.load();
  private final OpenConsolePress console =
      new OpenConsolePress(
          bench.clouds,
          audit::add,
          InstantSource.fixed(Asking.NOW),
          Map.of(),
          new CloneChoice(bench.drafts));
  private final MemoryAnswers answers = new MemoryAnswers();
  private final List<String> cardsChanged = new ArrayList<>();
  private final List<String> errands = new ArrayList<>();
  private Instant now = Asking.NOW;
  private final ReachCheck check =
      new ReachCheck(
          bench.clouds,
          (ip, port) -> network.getOrDefault(ip + ":" + port, Reachability.Result.SILENT),
          answers,
          cardsChanged::add,
          () -> now);
  private final DonePress done =
      new DonePress(
          check,
          new Errands() {
            @Override
            public boolean offer(Kind kind, String id, String payload, Instant due) {
              return errands.add(kind + " " + id + " " + payload);
            }

            @Override
            public void makeDue(Kind kind, String id) {
              throw new AssertionError("the clone is given its time");
            }
          },
          () -> now);
  private final WindowsGuide guide = new WindowsGuide(check::answeredBefore);
  private final GuideRoom guideRoom = new GuideRoom(room, messages, guide);
  private final WindowsStepsPress stepsPress = new WindowsStepsPress(guideRoom, guide);
  private final GuideErrand errand = new GuideErrand(bench.jobs, guideRoom);
  private final ReachErrand reach = new ReachErrand(bench.jobs, check, guideRoom, () -> now);

  /** First answers in memory. */
  static final class MemoryAnswers implements FirstAnswers {
    private final Map<String, FirstAnswer> all = new HashMap<>();

    @Override
    public boolean record(String jobId, String address, Instant at) {
      return all.putIfAbsent(jobId, new FirstAnswer(address, at)) == null;
    }

    @Override
    public Optional<FirstAnswer> of(String jobId) {
      return Optional.ofNullable(all.get(jobId));
    }
  }

  /** A room as the chat makes it: posts once by key. */
  private static final class MemoryRoom implements PrivateRoom {
    private final Map<String, List<Reply>> posted = new HashMap<>();
    private final List<String> titles = new ArrayList<>();
    private boolean possible = true;

    @Override
    public @Nullable String post(
        String jobId,
        Place place,
        @Nullable String card,
        Actor to,
        String title,
        String key,
        List<Reply> all) {
      if (!possible) {
        return null;
      }
      titles.add(title);
      posted.putIfAbsent(jobId + "/" + key + "/" + to.id(), all);
      return "https://discord.com/channels/g1/thread-1";
    }
  }

  /** Job j1 has cloned a snapshot of the instance. */
  private Outcome cloneOf(String instance) {
    return bench.clones("snapshot-id", bench.botSnapshot(instance));
  }

  private static String read(List<Reply> guide) {
    StringBuilder text = new StringBuilder();
    for (Reply message : guide) {
      text.append("## ").append(Asking.read(message.headline())).append('\n');
      message.lines().forEach(l -> text.append(Asking.read(l)).append('\n'));
      message.buttons().forEach(b -> text.append("[").append(b.name()).append("]\n"));
    }
    return text.toString();
  }

  // ---- The guide -------------------------------------------------------------------------------

  @Test
  void theGuideStartsWithTheWayThatWorksOnEveryVersion() {
    Outcome outcome = cloneOf("win-ad-01");
    String old = CloneBench.fact(outcome, "original-ip");
    String own = CloneBench.fact(outcome, "address");
    assertFalse(old.equals(own));
    bench.jobs.rememberCard("j1", "card");
    assertTrue(errand.carryOut("j1", "", 0));
    assertEquals(List.of("Windows steps for win-ad-01-clone-1"), room.titles);
    String text = read(room.posted.getOrDefault("j1/windows-guide/100", List.of()));
    assertEquals(
        """
        ## Step 1 of 3: open the adapters of win-ad-01-clone-1
        You cannot reach it yet: its Windows still has the address of win-ad-01, OLD.
        1. Press **Open console** and log in as on win-ad-01.
        2. Press the Windows key and R.
        3. Type ncpa.cpl, press Enter.
        [guide-next]
        [open-console]
        [i-have-done-it]
        [guide-center]
        [guide-powershell]
        [guide-other]
        """
            .replace("OLD", old),
        text);
  }

  @Test
  void theGuideIsPostedOnceAndOnlyForWindowsAndWaitsForTheCardAWhile() {
    cloneOf("win-sql-01");
    assertFalse(errand.carryOut("j1", "", 0), "no card yet");
    assertTrue(room.posted.isEmpty());
    assertTrue(errand.carryOut("j1", "", 3));
    assertTrue(errand.carryOut("j1", "", 4));
    assertEquals(1, room.posted.size());
    cloneOf("web-01");
    assertTrue(errand.carryOut("j2", "", 0));
    assertTrue(errand.carryOut("j99", "", 0));
    assertEquals(1, room.posted.size());
  }

  @Test
  void theRequesterFindsTheGuideInTheRoomAndOthersGetItPrivately() {
    Outcome outcome = cloneOf("win-ad-01");
    String link =
        Asking.read(
            Asking.press(
                stepsPress, bench.jobs, Asking.presses(Asking.ANNA, "windows-steps", "j1")));
    assertTrue(link.contains("https://discord.com/channels/g1/thread-1"), link);
    Reply other =
        Asking.press(stepsPress, bench.jobs, Asking.presses(Asking.BO, "windows-steps", "j1"));
    assertTrue(
        Asking.read(other)
            .contains("address of win-ad-01, " + CloneBench.fact(outcome, "original-ip")),
        Asking.read(other));
    assertEquals(
        List.of(
            "guide-next",
            "open-console",
            "i-have-done-it",
            "guide-center",
            "guide-powershell",
            "guide-other"),
        other.buttons().stream().map(Button::name).toList());
    room.possible = false;
    Reply privately =
        Asking.press(stepsPress, bench.jobs, Asking.presses(Asking.ANNA, "windows-steps", "j1"));
    assertEquals(other.lines(), privately.lines());
  }

  @Test
  void aLinuxCloneSaysHowToLogInAndKeepsTheStepsBelow() {
    Outcome outcome = cloneOf("web-01");
    String text =
        Asking.read(
            Asking.press(
                stepsPress, bench.jobs, Asking.presses(Asking.ANNA, "windows-steps", "j1")));
    assertTrue(text.startsWith("web-01-clone-1 was recognised as Linux."), text);
    assertTrue(
        text.contains(
            "Log in: ssh ubuntu@"
                + CloneBench.fact(outcome, "address")
                + ", with keypair demo-key."),
        text);
    assertTrue(text.contains("Type ncpa.cpl"), text);
  }

  @Test
  void aCloneOfAnUnknownSystemOffersTheGuide() {
    bench.clones("snapshot-id", bench.foreignVolumeSnapshot("legacy-01"));
    Asking.press(stepsPress, bench.jobs, Asking.presses(Asking.ANNA, "windows-steps", "j1"));
    assertEquals(1, room.posted.size());
  }

  @Test
  void aJobThatMadeNoCloneHasNoSteps() {
    bench.types("copy", "server-name", "web-01");
    String text =
        Asking.refused(
            () ->
                Asking.press(
                    stepsPress, bench.jobs, Asking.presses(Asking.ANNA, "windows-steps", "j1")));
    assertTrue(text.contains("Job j1 has not made a clone."), text);
    assertTrue(
        Asking.refused(
                () ->
                    Asking.press(
                        stepsPress, bench.jobs, Asking.presses(Asking.ANNA, "windows-steps", "j7")))
            .contains("This job is not known here."));
  }

  // ---- The console -----------------------------------------------------------------------------

  private Reply pressConsole(Actor who) {
    return Asking.press(console, bench.jobs, Asking.presses(who, "open-console", "j1"));
  }

  @Test
  void theConsoleLinkGoesToThePersonAndNowhereElse() {
    Logger root = (Logger) LoggerFactory.getLogger("ROOT");
    ListAppender<ILoggingEvent> logged = new ListAppender<>();
    logged.start();
    root.addAppender(logged);
    try {
      Outcome outcome = cloneOf("win-ad-01");
      Reply reply = pressConsole(Asking.ANNA);
      Button link = reply.buttons().get(0);
      assertEquals(Button.Style.LINK, link.style());
      assertTrue(link.target().contains("token"), link.target());
      assertFalse(Asking.read(reply).contains("token"), Asking.read(reply));
      assertEquals(1, audit.size());
      assertEquals("console.open", audit.get(0).action());
      assertEquals("ok", audit.get(0).result());
      assertEquals(CloneBench.fact(outcome, "instance"), audit.get(0).subject());
      assertFalse(audit.toString().contains("token"), audit.toString());
      assertTrue(logged.list.stream().noneMatch(e -> e.getFormattedMessage().contains("token")));
    } finally {
      root.detachAppender(logged);
    }
  }

  @Test
  void eachPressMakesAFreshLink() {
    cloneOf("win-ad-01");
    String first = pressConsole(Asking.ANNA).buttons().get(0).target();
    assertFalse(first.equals(pressConsole(Asking.ANNA).buttons().get(0).target()));
  }

  @ParameterizedTest
  @CsvSource({
    "SHUTOFF, stopped, 'is SHUTOFF, so there is nothing to see'",
    "BUILD, building, is still being built",
    "ERROR, error, is in ERROR",
  })
  void aStateWithoutAConsoleIsSaid(String status, String vmState, String said) {
    Outcome outcome = cloneOf("win-ad-01");
    bench.cloud.knobs().state(CloneBench.fact(outcome, "instance"), status, vmState, null);
    String text = Asking.refused(() -> pressConsole(Asking.ANNA));
    assertTrue(text.contains(said), text);
  }

  @Test
  void aCloudThatRefusesTheConsoleIsAuditedAndExplained() {
    cloneOf("win-ad-01");
    bench
        .cloud
        .knobs()
        .failNext(Verb.CONSOLE, Verb.Moment.BEFORE_EFFECT, CloudException.Kind.CONFLICT);
    assertTrue(Asking.refused(() -> pressConsole(Asking.ANNA)).contains("still being built"));
    bench
        .cloud
        .knobs()
        .failNext(Verb.CONSOLE, Verb.Moment.BEFORE_EFFECT, CloudException.Kind.FORBIDDEN);
    assertThrows(CloudException.class, () -> pressConsole(Asking.ANNA));
    assertEquals(List.of("failed", "failed"), audit.stream().map(AuditEvent::result).toList());
  }

  @Test
  void theConsoleOfACloneThatIsGoneIsRefused() {
    Outcome outcome = cloneOf("win-ad-01");
    bench.cloud.deleteInstance(CloneBench.fact(outcome, "instance"));
    bench.cloud.settle();
    assertTrue(Asking.refused(() -> pressConsole(Asking.ANNA)).contains("is gone."));
  }

  // ---- I have done it --------------------------------------------------------------------------

  private Reply pressDone() {
    return Asking.press(done, bench.jobs, Asking.presses(Asking.ANNA, "i-have-done-it", "j1"));
  }

  @Test
  void aCloneThatAnswersIsReadyToUse() {
    Outcome outcome = cloneOf("win-ad-01");
    network.put(CloneBench.fact(outcome, "address") + ":3389", Reachability.Result.OPEN);
    Reply reply = pressDone();
    assertEquals(Reply.Tone.SUCCESS, reply.tone());
    assertTrue(
        Asking.read(reply)
            .contains("answers at " + CloneBench.fact(outcome, "address") + ". Well done."),
        Asking.read(reply));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anIsolatedCloneIsSaidToBeSoAndNobodyIsAdvisedToOpenIt(boolean forSome) {
    Outcome outcome =
        bench.clones("snapshot-id", bench.botSnapshot("win-ad-01"), "isolated", "true");
    if (!forSome) {
      bench.cloud.setSecurityGroupRules(CloneBench.fact(outcome, "isolation-group"), List.of());
    }
    String text = Asking.read(pressDone());
    assertTrue(
        text.contains(
            forSome
                ? "Remote Desktop is let in from 192.0.2.0/24 only"
                : "nothing is let in or out until its isolation is lifted"),
        text);
    assertFalse(text.contains("missing"), text);
    assertEquals(forSome, text.contains("I keep trying"), text);
  }

  @Test
  void aCloneThatDoesNotAnswerGetsWhatToLookAtTheSecurityGroupsByName() {
    Outcome outcome = cloneOf("win-ad-01");
    String text = Asking.read(pressDone());
    assertTrue(
        text.contains(
            "(" + CloneBench.fact(outcome, "address") + ") does not answer to Remote Desktop yet."),
        text);
    assertTrue(
        text.contains(
            "**Blocked:** security groups default, web let no Remote Desktop in. Add a rule, for"
                + " example to default: ingress, IPv4, TCP, port 3389, from your network."),
        text);
    assertTrue(text.contains("Has it not rebooted yet?"), text);
    assertEquals(4, text.lines().count(), "a phone's glance: " + text);
    assertEquals(
        List.of("i-have-done-it", "open-console"),
        pressDone().buttons().stream().map(Button::name).toList());
  }

  @Test
  void securityGroupsThatLetRdpInAreNotBlamed() {
    bench
        .cloud
        .knobs()
        .securityGroup(
            new SecurityGroup(
                "sg-rdp",
                "rdp",
                List.of(new SecurityGroup.Rule(true, "IPv4", "tcp", 3389, 3389, null, null))));
    Outcome outcome =
        bench.clones("snapshot-id", bench.botSnapshot("win-ad-01"), "security-groups", "rdp");
    network.put(CloneBench.fact(outcome, "address") + ":3389", Reachability.Result.REFUSED);
    String text = Asking.read(pressDone());
    assertFalse(text.contains("ecurity group"), text);
    assertTrue(text.contains("but Remote Desktop is closed yet"), text);
    assertTrue(text.contains("Remote Desktop may be switched off"), text);
  }

  @Test
  void securityGroupsThatLetRdpInFromSomewhereSayFromWhere() {
    bench
        .cloud
        .knobs()
        .securityGroup(
            new SecurityGroup(
                "sg-rdp",
                "rdp",
                List.of(
                    new SecurityGroup.Rule(
                        true, "IPv4", "tcp", 3389, 3389, "192.0.2.0/24", null))));
    bench.clones("snapshot-id", bench.botSnapshot("win-ad-01"), "security-groups", "rdp");
    String text = Asking.read(pressDone());
    assertTrue(
        text.contains(
            "Security group rdp lets Remote Desktop in only from 192.0.2.0/24. To come from"),
        text);
  }

  @Test
  void aNetworkThatTheBotCannotReachIsSaidWithHowToCheckOneself() {
    Outcome outcome = cloneOf("win-ad-01");
    String own = CloneBench.fact(outcome, "address");
    network.put(own + ":3389", Reachability.Result.NO_ROUTE);
    String text = Asking.read(pressDone());
    assertTrue(text.startsWith("I cannot reach the network of win-ad-01-clone-1"), text);
    assertTrue(text.contains("Test-NetConnection " + own + " -Port 3389"), text);
    assertEquals(List.of(), errands, "asking again could not change that");
  }

  @Test
  void theBotGoesOnAskingAndTellsWhenItAnswers() {
    Outcome outcome = cloneOf("win-ad-01");
    assertTrue(Asking.read(pressDone()).contains("I keep trying"));
    pressDone();
    assertEquals(2, errands.size());
    assertEquals(errands.get(0), errands.get(1), "an impatient finger shares one errand");
    String[] kept = errands.get(0).split(" ", -1);
    assertEquals("REACH", kept[0]);
    assertFalse(reach.carryOut(kept[1], kept[2], 0));
    assertTrue(answers.of("j1").isEmpty());
    assertEquals(List.of(), cardsChanged);
    network.put(CloneBench.fact(outcome, "address") + ":3389", Reachability.Result.OPEN);
    assertTrue(reach.carryOut(kept[1], kept[2], 1));
    assertEquals(
        CloneBench.fact(outcome, "address"), answers.of("j1").map(a -> a.address()).orElse(""));
    assertEquals(List.of("j1"), cardsChanged);
    String told = read(room.posted.getOrDefault("j1/windows-answers/100", List.of()));
    assertTrue(told.contains("answers at " + CloneBench.fact(outcome, "address")), told);
    assertTrue(reach.carryOut(kept[1], kept[2], 2), "nothing is left to do");
    assertEquals(1, cardsChanged.size());
  }

  @Test
  void theBotGivesUpAfterAWhileAndSaysWhatItSaw() {
    cloneOf("win-ad-01");
    pressDone();
    String[] kept = errands.get(0).split(" ", -1);
    assertFalse(reach.carryOut(kept[1], kept[2], 0));
    now = now.plus(Duration.ofMinutes(31));
    assertTrue(reach.carryOut(kept[1], kept[2], 1));
    String told =
        read(room.posted.getOrDefault("j1/windows-silent-" + kept[1] + "/100", List.of()));
    assertTrue(told.contains("does not answer to Remote Desktop yet"), told);
    assertFalse(told.contains("I keep trying"), told);
  }

  @Test
  void nobodyAsksForACloneThatIsGone() {
    Outcome outcome = cloneOf("win-ad-01");
    pressDone();
    String[] kept = errands.get(0).split(" ", -1);
    bench.cloud.deleteInstance(CloneBench.fact(outcome, "instance"));
    bench.cloud.settle();
    assertTrue(reach.carryOut(kept[1], kept[2], 0));
    assertTrue(reach.carryOut("j99/1", "1", 0));
  }

  @Test
  void anotherWayToTheConsoleIsShownWhereOneIsConfigured() {
    OpenConsolePress hinted =
        new OpenConsolePress(
            bench.clouds,
            audit::add,
            InstantSource.fixed(Asking.NOW),
            Map.of(
                "lab",
                new ConsoleHint(
                    "ubuntu@jump.example.org",
                    "https://dashboard.example.org/instances/{instance}/")),
            new CloneChoice(bench.drafts));
    Outcome outcome = cloneOf("win-ad-01");
    Reply reply =
        Asking.press(hinted, bench.jobs, Asking.presses(Asking.ANNA, "open-console", "j1"));
    assertEquals(
        List.of("console-link", "console-tunnel", "console-page"),
        reply.buttons().stream().map(Button::name).toList());
    assertEquals(
        "https://dashboard.example.org/instances/" + CloneBench.fact(outcome, "instance") + "/",
        reply.buttons().get(2).target());
    String text = Asking.read(reply);
    assertTrue(text.contains(" ubuntu@jump.example.org"), text);
    assertFalse(text.contains("token"), text);
    assertTrue(text.contains(Asking.NOW.plus(Duration.ofMinutes(10)).toString()), text);
  }

  @ParameterizedTest
  @CsvSource({
    "https://v2.example.org:6080/vnc_auto.html?path=%3Ftoken%3D1,"
        + " ssh -N -L 6080:v2.example.org:6080 u@jump,"
        + " https://localhost:6080/vnc_auto.html?path=%3Ftoken%3D1",
    "https://c.example.org/x, ssh -N -L 8443:c.example.org:443 u@jump, https://localhost:8443/x",
  })
  void theTunnelHasEveryHostAndPortFilledIn(String link, String command, String near) {
    ConsoleHint.Tunnel tunnel = new ConsoleHint("u@jump", null).tunnel(link);
    assertNotNull(tunnel);
    assertEquals(command, tunnel.command());
    assertEquals(near, tunnel.url());
  }

  @Test
  void aProbeIsAPlainConnectionToAnAddressOnly() {
    TcpReachability tcp = new TcpReachability(Duration.ofSeconds(2));
    int free;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = server.getLocalPort();
      assertEquals(Reachability.Result.OPEN, tcp.probe("127.0.0.1", free));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertEquals(Reachability.Result.REFUSED, tcp.probe("127.0.0.1", free));
    assertEquals(Reachability.Result.NO_ROUTE, tcp.probe("localhost", free));
  }
}
