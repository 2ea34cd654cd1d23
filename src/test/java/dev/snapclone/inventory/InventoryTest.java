package dev.snapclone.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.snapclone.access.Rule;
import dev.snapclone.access.RuleBook;
import dev.snapclone.access.RuleBuilder;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.Flavor;
import dev.snapclone.cloud.InMemoryCloud;
import dev.snapclone.cloud.InMemorySeed;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.Rigging;
import dev.snapclone.cloud.Verb;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Suggestion;
import dev.snapclone.i18n.Messages;
import dev.snapclone.request.Asking;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventoryTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:30:00Z");
  private final InMemoryCloud cloud = InMemoryCloud.seeded("lab");
  private final SlowCloud slow = new SlowCloud();
  private final Inventory inventory = inventory(new Clouds(List.of(cloud)));
  private final Lookup lookup = new Lookup(inventory, Messages.load());

  private Inventory inventory(Clouds clouds) {
    return new Inventory(
        clouds,
        name -> slow,
        slow,
        InstantSource.fixed(NOW),
        Duration.ofSeconds(30),
        Duration.ZERO);
  }

  private static Inventory immediate(InMemoryCloud cloud) {
    return new Inventory(
        new Clouds(List.of(cloud)),
        name -> Runnable::run,
        Ticker.systemTicker(),
        InstantSource.fixed(NOW),
        Duration.ofMinutes(10),
        Duration.ZERO);
  }

  private void goesDown() {
    cloud.knobs().failNext(Verb.READ, Verb.Moment.BEFORE_EFFECT, CloudException.Kind.UNREACHABLE);
  }

  @Test
  void lookingNeverWaitsAndGivesWhatIsKnown() {
    assertEquals(List.of(), lookup.instances("lab", "web"), "nothing yet, and no waiting");
    assertEquals(1, slow.waiting(), "but it is being read");
    assertEquals(List.of(), lookup.instances("lab", "we"));
    assertEquals(1, slow.waiting(), "once, however fast somebody types");
    slow.answers();
    assertEquals(1, lookup.instances("lab", "web").size());
    assertEquals(0, slow.waiting());
  }

  @Test
  void oldListsAreShownWhileTheyAreReadAnew() {
    inventory.warmUp();
    assertEquals(View.ALL.size(), slow.answers());
    Rigging.removeInstance(cloud, cloud.idOf("web-01"));
    assertEquals(1, lookup.instances("lab", "web").size());
    assertEquals(0, slow.waiting(), "young enough");
    slow.passes(Duration.ofSeconds(31));
    assertEquals(1, lookup.instances("lab", "web").size(), "stale, at once");
    assertTrue(slow.waiting() > 0, "while it is read anew");
    slow.answers();
    assertEquals(0, lookup.instances("lab", "web").size());
  }

  @Test
  void ourOwnWritesAreReadAtOnceAndTheOldListStandsMeanwhile() {
    inventory.warmUp();
    slow.answers();
    Rigging.removeInstance(cloud, cloud.idOf("web-01"));
    inventory.invalidate("lab");
    assertEquals(1, lookup.instances("lab", "web").size());
    slow.answers();
    assertEquals(0, lookup.instances("lab", "web").size());
  }

  @Test
  void aReadThatBeganBeforeOurWriteIsReadOnceMore() {
    Inventory racing =
        new Inventory(
            new Clouds(List.of(cloud)),
            name -> slow,
            slow,
            InstantSource.fixed(NOW),
            Duration.ofSeconds(30),
            Duration.ZERO);
    racing.look("lab", View.INSTANCES);
    String web = cloud.idOf("web-01");
    boolean[] written = {false};
    cloud
        .knobs()
        .hook(
            (verb, moment) -> {
              if (!written[0]) {
                // The write lands while the list is being read.
                written[0] = true;
                racing.invalidate("lab");
              }
            });
    slow.answers();
    cloud.knobs().hook(null);
    Rigging.removeInstance(cloud, web);
    assertEquals(9, racing.look("lab", View.INSTANCES).items().size());
    assertEquals(1, slow.answers(), "what was read before the write does not count as fresh");
    assertEquals(8, racing.look("lab", View.INSTANCES).items().size());
  }

  @Test
  void aCloudThatIsDownLeavesTheLastListAndIsNotAskedAtEveryKey() {
    inventory.warmUp();
    slow.answers();
    slow.passes(Duration.ofSeconds(31));
    goesDown();
    inventory.look("lab", View.INSTANCES);
    slow.answers();
    Known<Instance> known = inventory.look("lab", View.INSTANCES);
    assertEquals(9, known.items().size());
    assertEquals(NOW, known.asOf());
    assertTrue(known.failure() instanceof CloudException);
    assertEquals(0, slow.waiting());
    slow.passes(Duration.ofSeconds(31));
    inventory.look("lab", View.INSTANCES);
    slow.answers();
    assertNull(inventory.look("lab", View.INSTANCES).failure(), "it recovers by itself");
  }

  @Test
  void aCloudThatWasNeverUpHasNothingAndSaysWhy() {
    goesDown();
    inventory.look("lab", View.INSTANCES);
    slow.answers();
    Known<Instance> known = inventory.look("lab", View.INSTANCES);
    assertEquals(List.of(), known.items());
    assertNull(known.asOf());
    assertNotNull(known.failure());
  }

  @Test
  void anUnknownCloudAndAClosedExecutorGiveNothing() {
    assertEquals(List.of(), inventory.look("nowhere", View.INSTANCES).items());
    Inventory closed =
        new Inventory(
            new Clouds(List.of(cloud)),
            name ->
                r -> {
                  throw new RejectedExecutionException("closed");
                },
            slow,
            InstantSource.fixed(NOW),
            Duration.ofSeconds(30),
            Duration.ZERO);
    assertEquals(List.of(), closed.look("lab", View.INSTANCES).items());
  }

  @Test
  void aListForPeopleIsReadAnewOnlyWhenItIsOldAndThenNotWaitedForLong() {
    inventory.warmUp();
    slow.answers();
    List<View<?>> seen = List.of(View.INSTANCES);
    inventory.awaitRecent("lab", seen);
    assertEquals(0, slow.waiting(), "from memory");
    assertTrue(inventory.recent("lab", View.INSTANCES));
    slow.passes(Duration.ofSeconds(31));
    assertFalse(inventory.recent("lab", View.INSTANCES));
    inventory.awaitRecent("lab", seen);
    assertEquals(1, slow.waiting(), "the cloud does not answer, and we are here nevertheless");
    assertEquals(9, inventory.look("lab", View.INSTANCES).items().size());
    slow.answers();
    assertTrue(inventory.recent("lab", View.INSTANCES));
    inventory.invalidate("lab");
    assertFalse(inventory.recent("lab", View.INSTANCES), "we changed something since");
    inventory.awaitRecent("nowhere", seen);
    assertFalse(inventory.recent("nowhere", View.INSTANCES));
  }

  // ---- suggestions -----------------------------------------------------------------------------

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "win, 'win-ad-01,win-sql-01'",
    "WIN-S, win-sql-01",
    "sql, win-sql-01",
    "01, 'db-01,legacy-01,off-01,web-01,win-ad-01,win-sql-01'",
    "eb-0, web-01",
    "b, 'db-01,web-01'",
    "zzz, ''",
  })
  void beginningsComeFirstThenWordsThenTheRest(String typed, String expected) {
    Lookup known = new Lookup(immediate(cloud), Messages.load());
    List<String> ids =
        List.of(expected.split(",")).stream()
            .filter(n -> !n.isEmpty())
            .map(n -> Rigging.peek(cloud, n).id())
            .toList();
    assertEquals(ids, known.instances("lab", typed).stream().map(Suggestion::value).toList());
  }

  private static final Ranking<String> NAMES = new Ranking<>(n -> n, n -> List.of());

  @Test
  void aSlipAccentsAndCapitalsAreForgiven() {
    List<String> names = List.of("win-sql-01", "Göteborg-db", "Ærø", "zz");
    assertEquals(List.of("win-sql-01"), NAMES.best(names, "wni-sql", 25));
    assertEquals(List.of("win-sql-01"), NAMES.best(names, "win-sqk-0", 25));
    assertEquals(List.of(), NAMES.best(names, "wn", 25), "too short for slips");
    assertEquals(List.of("Göteborg-db"), NAMES.best(names, "goteborg", 25));
    assertEquals(List.of("Göteborg-db"), NAMES.best(names, "GÖTEBORG-D", 25));
    assertEquals(List.of("Ærø"), NAMES.best(names, "aero", 25));
  }

  @Test
  void whatThisPersonUsedComesFirstThenWhatTheGuildUsedThenTheExactName() {
    Lookup known = new Lookup(immediate(cloud), Messages.load());
    Invocation anna = Asking.types("snapshot");
    Invocation bo =
        new Invocation(
            "2", "snapshot", Invocation.Kind.COMMAND, Asking.BO, anna.place(), "en", Map.of());
    known.used(bo, cloud.idOf("win-sql-01"));
    known.used(anna, cloud.idOf("off-01"));
    known.used(anna, cloud.idOf("legacy-01"));
    known.used(bo, cloud.idOf("web-01"));
    List<String> first = labels(known.to(anna).instances("lab", "01"));
    assertEquals(
        List.of("legacy-01", "off-01", "web-01", "win-sql-01", "db-01"), first.subList(0, 5));
    assertEquals(List.of("off-01"), labels(known.to(anna).instances("lab", "off-01")));
    assertEquals("web-01", labels(known.to(bo).instances("lab", "")).get(0));
    assertEquals(
        "db-01", labels(known.instances("lab", "")).get(0), "for nobody, as they are sorted");
  }

  private static List<String> labels(List<Suggestion> suggestions) {
    return suggestions.stream().map(s -> s.label().split(" ")[0]).toList();
  }

  @Test
  void whatCannotBeUsedIsMarkedAndComesLast() {
    Instance web = Rigging.peek(cloud, "web-01");
    Rigging.instance(cloud, Rigging.like(web, "id-e", "aa-broken", "ERROR", null, null));
    Rule no =
        RuleBuilder.aRule(
                "no databases",
                new Rule.Match(
                    List.of("snapshot"), List.of(), List.of(), List.of("db-*"), 0, 0, 0, List.of()))
            .denied("")
            .build();
    RuleBook usual = RuleBook.of(Map.of(), true, Duration.ofHours(1));
    Lookup known =
        new Lookup(immediate(cloud), Messages.load())
            .with(ZoneOffset.UTC, new RuleBook(List.of(no), usual.required(), usual.defaults()));
    List<String> snapshot =
        known.to(Asking.types("snapshot")).instances("lab", "").stream()
            .map(Suggestion::label)
            .toList();
    List<String> last = snapshot.subList(snapshot.size() - 2, snapshot.size());
    assertTrue(last.get(0).startsWith("aa-broken · ERROR"), last.toString());
    assertTrue(last.get(1).startsWith("db-01 · not allowed"), last.toString());
    String copy = known.to(Asking.types("copy")).instances("lab", "db-01").get(0).label();
    assertTrue(copy.startsWith("db-01 · ACTIVE"), copy);
  }

  @Test
  void aBeginningBeatsAWordBeatsTheMiddle() {
    List<String> names = List.of("xabx", "x-ab", "ab-x", "nope");
    assertEquals(List.of("ab-x", "x-ab", "xabx"), NAMES.best(names, " AB ", 25));
    assertEquals(
        List.of("x-ab", "xabx"),
        NAMES.best(List.of("xabx", "xab-ab", "x-ab"), "ab", 25).stream()
            .filter(n -> !n.equals("xab-ab"))
            .toList());
  }

  @Test
  void instancesAreFoundByIdAndAddressToo() {
    Lookup known = new Lookup(immediate(cloud), Messages.load());
    Instance web = Rigging.peek(cloud, "web-01");
    String address = web.addresses().get(0).ip();
    assertEquals(web.id(), known.instances("lab", web.id()).get(0).value());
    assertEquals(web.id(), known.instances("lab", address).get(0).value());
  }

  @Test
  void whatTellsThingsApartStandsInTheFirst35Characters() {
    Instance web = Rigging.peek(cloud, "web-01");
    String longest = "production-frontend-webserver-in-stockholm-number-";
    for (int i = 0; i < 3; i++) {
      Rigging.instance(
          cloud,
          Rigging.like(
              web, "abcde" + i + "-9", longest + i, "SHUTOFF", null, web.launched().imageId()));
    }
    Lookup known = new Lookup(immediate(cloud), Messages.load());
    List<Suggestion> matches = known.instances("lab", "production");
    assertEquals(
        3,
        matches.stream().map(m -> m.label().substring(0, 35)).distinct().count(),
        matches.toString());
    assertTrue(
        matches.get(0).label().startsWith("production-f…olm-number-0 · SHUTOFF · "),
        matches.toString());
    assertTrue(known.instances("lab", "web-01").get(0).label().startsWith("web-01 · ACTIVE · 10."));
    Rigging.instance(
        cloud, Rigging.like(web, "abcdef0-1", "web-01", "ACTIVE", null, web.launched().imageId()));
    Rigging.instance(
        cloud, Rigging.like(web, "abcdef0-2", "web-01", "ACTIVE", null, web.launched().imageId()));
    List<String> twins =
        new Lookup(immediate(cloud), Messages.load())
            .instances("lab", "web-01").stream().map(m -> m.label().substring(0, 27)).toList();
    assertEquals(3, twins.size());
    assertTrue(twins.contains("web-01 · abcdef0-1 · ACTIVE"), twins.toString());
    assertTrue(twins.contains("web-01 · abcdef0-2 · ACTIVE"), twins.toString());
  }

  @Test
  void namesThatDifferAtOnceAreNotCut() {
    assertEquals(
        List.of(
            "l2.c2r4.100 · 2 CPU · 4 GB · 100 GB disk", "b2.c2r4 · 2 CPU · 4 GB · 10 GB disk · x"),
        ChoiceLabel.written(
                List.of(
                    new ChoiceLabel("l2.c2r4.100", "f1", "2 CPU · 4 GB · 100 GB disk", List.of()),
                    new ChoiceLabel("b2.c2r4", "f2", "2 CPU · 4 GB · 10 GB disk", List.of("x"))))
            .stream()
            .map(Suggestion::label)
            .toList());
  }

  @Test
  void labelsBearEveryName() {
    for (String name :
        List.of("", " ", InMemorySeed.NASTY, "🔥".repeat(255), "a\nb", "x".repeat(255))) {
      ChoiceLabel one = new ChoiceLabel(name, "abcdefg", "ACTIVE", List.of("more"));
      ChoiceLabel two = new ChoiceLabel(name, "abcdxyz", "ACTIVE", List.of("more"));
      String label = ChoiceLabel.written(List.of(one, two)).get(0).label();
      assertTrue(label.codePointCount(0, label.length()) <= ChoiceLabel.MOST, label);
      int seen = label.offsetByCodePoints(0, Math.min(35, label.codePointCount(0, label.length())));
      assertTrue(label.substring(0, seen).contains("abcdef"), label);
      assertTrue(label.codePoints().noneMatch(c -> Character.isISOControl(c)), label);
    }
  }

  @Test
  void snapshotsOfBothKindsAreFoundByNameAndOriginalNewestFirst() {
    String image = cloud.createImage(cloud.idOf("web-01"), "before", Map.of());
    String volume =
        cloud.createVolumeSnapshot(cloud.rootVolumeOf("db-01"), "before upgrade", Map.of());
    String data = Rigging.peek(cloud, "db-01").volumeIds().get(1);
    cloud.createVolumeSnapshot(data, "before too, of data", Map.of());
    cloud.settle();
    Lookup known = new Lookup(immediate(cloud), Messages.load());
    known.instances("lab", "");
    List<Suggestion> matches = known.snapshots("lab", "before");
    assertEquals(
        List.of(image, volume),
        matches.stream().map(Suggestion::value).toList(),
        "the one of that name first, and no data volume's");
    assertTrue(
        matches.get(1).label().matches("before upgrade · \\S.* · volume 2 GB · of db-01"),
        matches.toString());
    assertTrue(matches.get(0).label().endsWith(" · image 20 GB · of web-01"), matches.toString());
    assertEquals(
        List.of(volume, image),
        known.snapshots("lab", "befor").stream().map(Suggestion::value).toList(),
        "else the newest first");
    assertEquals(image, known.snapshots("lab", "web-01").get(0).value());
  }

  @ParameterizedTest
  @CsvSource({
    "sv-SE, volym 2 GB, av db-01, från en volym, 8 GB · 80 GB disk, regel",
    "no, volum 2 GB, av db-01, fra et volum, 8 GB · 80 GB disk, regel"
  })
  void whatStandsBesideTheNamesIsInTheReadersLanguage(
      String language, String kind, String of, String booted, String flavor, String rules) {
    cloud.createVolumeSnapshot(cloud.rootVolumeOf("db-01"), "before", Map.of());
    cloud.settle();
    Lookup known = new Lookup(immediate(cloud), Messages.load()).to(speaking(language));
    String instance = known.instances("lab", "db-01").get(0).label();
    assertTrue(instance.contains(booted), instance);
    String snapshot = known.snapshots("lab", "before").get(0).label();
    assertTrue(snapshot.contains(" · " + kind + " · "), snapshot);
    assertTrue(snapshot.endsWith(of), snapshot);
    String large = known.flavors("lab", "m1.l", any -> true).get(0).label();
    assertTrue(large.contains(flavor), large);
    String group = known.securityGroups("lab", "").get(0).label();
    assertTrue(group.contains(rules), group);
  }

  private static Invocation speaking(String language) {
    Invocation typed = Asking.types("clone");
    return new Invocation(
        "1", "clone", typed.kind(), typed.actor(), typed.place(), language, Map.of());
  }

  @ParameterizedTest(name = "{0} made {1} -> {2}")
  @CsvSource({
    "win-sql-01-2026-11-23-0746, 2026-11-23T07:46:00Z, win-sql-01 · today 07:46 · volume 4 GB",
    "win-sql-01-2026-11-22-2359, 2026-11-22T23:59:00Z, win-sql-01 · yesterday 23:59 · volume 4 GB",
    "win-sql-01-20261101-0746, 2026-11-01T07:46:00Z, win-sql-01 · 1 Nov 07:46 · volume 4 GB",
    "old-2025-11-01, 2025-11-01T07:46:00Z, old · 1 Nov 2025 · volume 4 GB",
    "release-2026-01-01, 2026-11-23T07:46:00Z, release-2026-01-01 · today 07:46 · volume 4 GB",
    "2026-11-23, 2026-11-23T07:46:00Z, 2026-11-23 · today 07:46 · volume 4 GB",
  })
  void aSnapshotIsCalledByWhatItIsOfAndWhenItWasTaken(String name, Instant made, String label) {
    Rigging.snapshot(
        cloud, new VolumeSnapshot("s-1", name, "available", "v", 4, null, Map.of(), made));
    Lookup known = new Lookup(immediate(cloud), Messages.load());
    assertEquals(List.of(new Suggestion(label, "s-1")), known.snapshots("lab", name));
  }

  @Test
  void anOriginalIsBelievedOnlyWhereTheMarkNamesTheSnapshotItself() {
    String root = cloud.rootVolumeOf("legacy-01");
    String one = cloud.createVolumeSnapshot(root, "s", Map.of());
    cloud.settle();
    String db = cloud.idOf("db-01");
    cloud.setVolumeSnapshotMetadata(one, Map.of(Marks.SELF, "else", Marks.ORIGINAL, db));
    assertEquals(
        Optional.of(cloud.idOf("legacy-01")),
        Optional.ofNullable(SnapshotEntry.volumeSnapshots(cloud).get(0).originalId()));
    cloud.setVolumeSnapshotMetadata(one, Map.of(Marks.SELF, one));
    assertEquals(db, SnapshotEntry.volumeSnapshots(cloud).get(0).originalId());
  }

  @Test
  void aSetIsOneEntryWithAllItsDisks() {
    String together = cloud.createImage(cloud.idOf("db-01"), "all of db", Map.of());
    String image = cloud.createImage(cloud.idOf("web-01"), "all of web", Map.of());
    String root = cloud.rootVolumeOf("legacy-01");
    String disk = cloud.createVolumeSnapshot(root, "all of web-vdb", Map.of());
    cloud.setImageProperties(image, Map.of(Marks.SELF, image, Marks.DISKS, disk + ":4:vdb"));
    cloud.settle();
    List<Suggestion> matches =
        new Lookup(immediate(cloud), Messages.load()).snapshots("lab", "all of");
    assertEquals(List.of(image, together), matches.stream().map(Suggestion::value).toList());
    assertTrue(matches.get(0).label().contains(" · 2 disks 24 GB"), matches.get(0).label());
    assertTrue(matches.get(1).label().contains(" · 2 disks 3 GB"), matches.get(1).label());
  }

  @Test
  void unreadySnapshotsComeLastAndSayTheirState() {
    String ready = cloud.createVolumeSnapshot(cloud.rootVolumeOf("db-01"), "s1", Map.of());
    cloud.settle();
    cloud.knobs().looksPerState(0);
    cloud.createVolumeSnapshot(cloud.rootVolumeOf("db-01"), "s2", Map.of());
    List<Suggestion> matches = new Lookup(immediate(cloud), Messages.load()).snapshots("lab", "s");
    assertEquals(ready, matches.get(0).value());
    assertTrue(matches.get(1).label().startsWith("s2 · creating · "), matches.get(1).label());
  }

  @Test
  void flavorsNetworksKeypairsGroupsAndCloudsAreSuggested() {
    Rigging.flavor(cloud, new Flavor("f-x", "m1.xlarge", 16, 65536, 80, 0, 0));
    Lookup known = new Lookup(immediate(cloud), Messages.load());
    assertEquals(
        List.of("f-m1.small", "f-m1.large", "f-x"),
        known.flavors("lab", "m1", any -> true).stream().map(Suggestion::value).toList());
    assertTrue(
        known
            .flavors("lab", "m1.l", any -> true)
            .get(0)
            .label()
            .startsWith("m1.large · 2 CPU · 8 GB · 80 GB disk"));
    assertEquals("net-demo", known.networks("lab", "demo").get(0).value());
    assertEquals("demo-key", known.keypairs("lab", "").get(0).value());
    assertEquals("sg-web", known.securityGroups("lab", "w").get(0).value());
    assertEquals(List.of(new Suggestion("lab", "lab")), known.clouds("l"));
    assertEquals("lab", known.cloud(Optional.empty()));
    assertEquals("lab", known.cloud(Optional.of("LAB")));
    assertEquals("", known.cloud(Optional.of("la")));
    assertEquals(List.of(), known.instances("", "web"));
  }

  @Test
  void aFlavorThatIsTooSmallIsNotSuggested() {
    String image = cloud.createImage(Rigging.peek(cloud, "win-ad-01").id(), "s1", Map.of());
    cloud.settle();
    Lookup known = new Lookup(immediate(cloud), Messages.load());
    FittingFlavors fitting = known.fitting("lab");
    assertEquals(List.of("f-m1.large"), ids(known.flavors("lab", "m1", fitting.forCloneOf(image))));
    assertEquals(
        List.of("f-m1.large"), ids(known.flavors("lab", "m1", fitting.forCopyOf("win-ad-01"))));
    assertEquals(
        List.of("f-m1.small", "f-m1.large"),
        ids(known.flavors("lab", "m1", fitting.forCopyOf("not known"))));
  }

  private static List<String> ids(List<Suggestion> suggestions) {
    return suggestions.stream().map(Suggestion::value).toList();
  }

  @Test
  void neverMoreThanDiscordShows() {
    Instance web = Rigging.peek(cloud, "web-01");
    for (int i = 0; i < 300; i++) {
      Rigging.instance(
          cloud,
          Rigging.like(web, "id-" + i, "many-" + i, "ACTIVE", null, web.launched().imageId()));
    }
    assertEquals(25, new Lookup(immediate(cloud), Messages.load()).instances("lab", "").size());
  }

  // ---- The first list --------------------------------------------------------------------------

  @Test
  void theFirstListIsWaitedForAndALaterOneIsNot() {
    Executor pool = CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS);
    Inventory waiting = waiting(new Clouds(List.of(cloud)), name -> pool);
    waiting.warmUp();
    Lookup first = new Lookup(waiting, Messages.load());
    assertFalse(first.instances("lab", "web-01").isEmpty(), "names, not nothing");
    waiting.invalidate("lab");
    long before = System.nanoTime();
    assertFalse(first.instances("lab", "web-01").isEmpty());
    assertTrue(System.nanoTime() - before < TimeUnit.MILLISECONDS.toNanos(150), "at once");
  }

  @Test
  void aListThatDoesNotComeIsNotWaitedForLongAndDelaysNoOtherCloud() {
    InMemoryCloud hung = InMemoryCloud.seeded("hung");
    Inventory waiting =
        waiting(new Clouds(List.of(hung, cloud)), n -> n.equals("hung") ? r -> {} : Runnable::run);
    waiting.warmUp();
    Lookup both = new Lookup(waiting, Messages.load());
    assertFalse(both.instances("lab", "web-01").isEmpty(), "the other cloud is warm");
    long before = System.nanoTime();
    assertEquals(List.of(), both.snapshots("hung", ""));
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);
    assertTrue(took >= 900 && took < 2_500, "within Discord's three seconds, once: " + took);
  }

  private static Inventory waiting(Clouds clouds, Function<String, Executor> executors) {
    return new Inventory(
        clouds,
        executors,
        Ticker.systemTicker(),
        InstantSource.fixed(NOW),
        Duration.ofMinutes(10),
        Duration.ofSeconds(1));
  }
}
