package dev.snapclone.clone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.cloud.Abilities;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.NewInstance;
import dev.snapclone.cloud.Port;
import dev.snapclone.cloud.Quota;
import dev.snapclone.cloud.Rigging;
import dev.snapclone.cloud.Verb;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.job.ImmediateSteps;
import dev.snapclone.job.Job;
import dev.snapclone.job.JournalEntry;
import dev.snapclone.job.Outcome;
import dev.snapclone.procedure.BootSigns;
import dev.snapclone.procedure.Verified;
import dev.snapclone.procedure.Verified.Verdict;
import dev.snapclone.request.Asking;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /verify}: what it launches, what it takes for a sign of life, and what it leaves. */
class VerifyTest {
  private final CloneBench bench = new CloneBench();
  private Instant now = Asking.NOW;
  private final InstantSource clock = () -> now;
  private ImmediateSteps steps = new ImmediateSteps("none");
  private Runnable meanwhile = () -> {};

  private Reply types(String snapshot, String expect) {
    LaunchPlanner launching =
        new LaunchPlanner(
            bench.names, clock, List.of(), name -> bench.jobs.holder(name).isPresent());
    return new VerifyCommand(
            bench.option,
            bench.drafts,
            new VerifyPlanner(launching, Duration.ofMinutes(10), expect),
            bench.jobs,
            bench.lookup)
        .run(Asking.types("verify", "snapshot-id", snapshot));
  }

  private Outcome verifies(String snapshot) {
    return verifies(snapshot, "^\\S+ login:");
  }

  private Outcome verifies(String snapshot, String expect) {
    Job job = bench.job(types(snapshot, expect));
    steps =
        new ImmediateSteps(
            job.id(),
            () -> {
              bench.cloud.advance();
              now = now.plus(Duration.ofSeconds(20));
              meanwhile.run();
            });
    return bench.jobs.run(
        job.id(), new VerifyWorkflow(bench.clouds, bench.inventory, bench.jobs, clock), steps);
  }

  private String fails(String snapshot) {
    ExplainedFailure failure = assertThrows(ExplainedFailure.class, () -> verifies(snapshot));
    assertEquals(List.of(), steps.left());
    return Asking.read(Reply.of(failure));
  }

  private NewInstance launched() {
    List<NewInstance> all = bench.cloud.launched();
    return all.get(all.size() - 1);
  }

  private Verified noted(String snapshot) {
    Optional<Verified> image =
        bench.cloud.image(snapshot).flatMap(i -> Verified.of(i.properties(), snapshot));
    return image
        .or(
            () ->
                bench
                    .cloud
                    .volumeSnapshot(snapshot)
                    .flatMap(s -> Verified.of(s.metadata(), snapshot)))
        .orElseThrow();
  }

  private void nothingIsLeft() {
    assertTrue(
        bench.cloud.instances().stream().noneMatch(i -> i.metadata().containsKey(Marks.STEP)));
    assertTrue(bench.cloud.volumes().stream().noneMatch(v -> v.metadata().containsKey(Marks.STEP)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"web-01", "db-01"})
  void aCopyWithoutANetworkIsSeenToBootAndGoes(String server) {
    String snapshot = bench.botSnapshot(server);
    Outcome outcome = verifies(snapshot);
    assertTrue(Asking.read(outcome.headline()).contains("boots"), outcome::toString);
    assertEquals(NewInstance.Networks.NONE, launched().networks());
    assertEquals(null, launched().configuration().keypair());
    assertEquals(Verdict.BOOTS, noted(snapshot).verdict());
    assertEquals(List.of(), outcome.made());
    nothingIsLeft();
  }

  @Test
  void allPartsOfASnapshotSayIt() {
    String image = bench.foreignImage("db-01");
    verifies(image);
    assertEquals(Verdict.BOOTS, noted(image).verdict());
    bench.image(image).blockDevices().stream()
        .map(d -> String.valueOf(d.snapshotId()))
        .forEach(part -> assertEquals(Verdict.BOOTS, noted(part).verdict()));
    nothingIsLeft();
  }

  @Test
  void aCrashFailsAtOnceAndTheConsoleIsNotInWhatEverybodyReads() {
    String snapshot = bench.botSnapshot("web-01");
    bench
        .cloud
        .knobs()
        .console("password=hunter2\n\u001b[31mKernel panic - not syncing: VFS\u001b[0m");
    String said = fails(snapshot);
    assertTrue(said.contains("Kernel panic"), said);
    assertFalse(said.contains("hunter2"), said);
    assertEquals(Verdict.NOT_SEEN, noted(snapshot).verdict());
    nothingIsLeft();
  }

  @Test
  void silenceEndsAfterTheGivenTime() {
    bench.cloud.knobs().console("Booting from Hard Disk...");
    String snapshot = bench.botSnapshot("web-01");
    Instant before = now;
    assertTrue(fails(snapshot).contains("within"));
    assertTrue(now.isAfter(before.plus(Duration.ofMinutes(10))));
    assertTrue(now.isBefore(before.plus(Duration.ofMinutes(13))));
    nothingIsLeft();
  }

  @Test
  void windowsWithoutALogIsSaidToStartNotToBoot() {
    String snapshot = bench.botSnapshot("win-ad-01");
    Instant before = now;
    Outcome outcome = verifies(snapshot);
    assertTrue(Asking.read(outcome.headline()).contains("was not seen"), outcome::toString);
    assertEquals(Verdict.STARTED, noted(snapshot).verdict());
    assertTrue(now.isBefore(before.plus(Duration.ofMinutes(5))), "it is not paid for longer");
    nothingIsLeft();
  }

  @Test
  void anEmptyLogIsNoSignThatItDoesNotBoot() {
    bench.cloud.knobs().console("");
    String snapshot = bench.botSnapshot("web-01");
    Outcome outcome = verifies(snapshot);
    assertTrue(Asking.read(outcome.headline()).contains("log is empty"), outcome::toString);
    assertEquals(Verdict.STARTED, noted(snapshot).verdict());
  }

  @Test
  void whatIsExpectedCanBeSaid() {
    bench
        .cloud
        .knobs()
        .console("\u001b[0;32m  OK  \u001b[0m] Reached target \u001b[1mMulti-User\u001b[0m.");
    String snapshot = bench.botSnapshot("web-01");
    Outcome outcome = verifies(snapshot, "Reached target Multi-User");
    assertTrue(Asking.read(outcome.headline()).contains("boots"), outcome::toString);
  }

  @Test
  void aNetworkAFlavorAndAKeypairThatAreGoneAreNotNeeded() {
    String snapshot = bench.botSnapshot("web-01");
    bench.cloud.knobs().noNetwork("net-demo");
    assertTrue(Asking.read(verifies(snapshot).headline()).contains("boots"));
  }

  @Test
  void aCopyThatIsConnectedWhileItIsLookedAtProvesNothing() {
    String snapshot = bench.botSnapshot("web-01");
    bench.cloud.knobs().console("Booting from Hard Disk...");
    meanwhile =
        () -> {
          if (steps.done().contains("cut-off")) {
            bench.cloud.knobs().console(null);
            bench.cloud.instances().stream()
                .filter(i -> i.metadata().containsKey(Marks.STEP))
                .forEach(copy -> Rigging.ports(bench.cloud, copy.id(), port(copy.id())));
          }
        };
    assertTrue(fails(snapshot).contains("got a network"));
    assertTrue(steps.done().contains(BootSigns.STEP), "it was seen to boot before");
    assertThrows(NoSuchElementException.class, () -> noted(snapshot));
    nothingIsLeft();
  }

  private static Port port(String instance) {
    return new Port(
        "port-odd",
        "net-demo",
        instance,
        "fa:16:3e:00:00:fe",
        List.of("10.0.0.254"),
        List.of(),
        true,
        new Port.Label("", "", Asking.NOW),
        Port.Extras.NONE);
  }

  @Test
  void aCloudThatAlwaysConnectsIsRefused() {
    String snapshot = bench.botSnapshot("web-01");
    bench.cloud.knobs().lacks(Abilities.Ability.NO_NETWORK);
    String said = Asking.refused(() -> types(snapshot, "x"));
    assertTrue(said.contains("too old"), said);
  }

  @Test
  void aFullQuotaIsSaidWithNumbers() {
    String snapshot = bench.botSnapshot("web-01");
    bench.cloud.knobs().limit(Quota.Item.INSTANCES, 9);
    String said = Asking.refused(() -> types(snapshot, "x"));
    assertTrue(said.contains("9"), said);
  }

  @Test
  void aSnapshotThatMayNotBeWrittenOnIsVerifiedAllTheSame() {
    String snapshot = bench.botSnapshot("web-01");
    bench
        .cloud
        .knobs()
        .failNext(Verb.SET_IMAGE, Verb.Moment.BEFORE_EFFECT, CloudException.Kind.FORBIDDEN);
    assertTrue(Asking.read(verifies(snapshot).headline()).contains("boots"));
    nothingIsLeft();
  }

  @Test
  void onlyWhatNamesTheSnapshotItselfCounts() {
    Verified seen = new Verified(Verdict.BOOTS, Asking.NOW);
    assertEquals(Optional.of(seen), Verified.of(seen.marks("a"), "a"));
    assertEquals(Optional.empty(), Verified.of(seen.marks("a"), "b"), "inherited");
    for (String forged :
        List.of("", "a", "a,", "a,boots", "a,boots,soon", "a,flies,2026-01-01T00:00:00Z")) {
      assertEquals(Optional.empty(), Verified.of(Map.of(Marks.VERIFIED, forged), "a"), forged);
    }
  }

  @Test
  void theConsoleIsCutAndBounded() {
    String long1 = "x".repeat(5000);
    bench.cloud.knobs().console((long1 + "\n").repeat(300) + "\u0007Kernel panic\u001b[2J");
    String snapshot = bench.botSnapshot("web-01");
    fails(snapshot);
    List<String> console = BootSigns.console(List.of(entry(steps.result(BootSigns.STEP))));
    assertTrue(console.size() <= 20);
    assertEquals("Kernel panic", console.get(console.size() - 1));
    assertTrue(console.stream().allMatch(line -> line.length() <= 200));
  }

  private static JournalEntry entry(String result) {
    return new JournalEntry(
        BootSigns.STEP, JournalEntry.Phase.DONE, result, null, null, Asking.NOW, null);
  }
}
