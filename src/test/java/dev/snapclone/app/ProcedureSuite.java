package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapclone.config.CloudSettings;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Outcome;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.sandbox.discord.BotAnswer;
import dev.snapclone.sandbox.discord.DiscordSandbox;
import dev.snapclone.sandbox.discord.DiscordSandboxOptions;
import dev.snapclone.sandbox.discord.JobPosts;
import dev.snapclone.sandbox.discord.Person;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.windows.Reachability;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The provider's procedure, end to end: people type in a Discord sandbox, the real bot works on an
 * OpenStack, and what it made is judged through the API by a second client. Run against the sandbox
 * and, when switched on, against a real OpenStack. Makes and removes its own snapshots and clones;
 * the seeded instances stay as they are.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProcedureSuite {
  /** A real cloud on a busy machine takes minutes for a step. */
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  private static final Set<String> POWER = Set.of("start", "stop");

  @TempDir static Path folder;

  private final List<String[]> made = new ArrayList<>();

  /** The bot's; the cloud has its own. */
  private final LeapingClock clock = new LeapingClock();

  private DiscordSandbox discord;
  private Application bot;
  private RawCloud raw;
  private Person anna;
  private Person ben;

  /** How the bot signs in. */
  abstract CloudSettings cloud();

  /** Whether the bot's user owns the keypair that the seeded instances have. */
  abstract boolean ownsKeypair();

  /** Whether a snapshot with a volume made from it cannot be deleted, as with Ceph. */
  abstract boolean busySnapshots();

  @BeforeAll
  void startsTheBot() {
    CloudSettings settings = cloud();
    raw = new RawCloud(settings);
    discord = DiscordSandbox.start(DiscordSandboxOptions.standard(clock).withoutRateLimits());
    anna = discord.person("anna");
    ben = discord.person("ben");
    Path own = folder.resolve(getClass().getSimpleName() + settings.name());
    bot =
        Bot.start(
            SandboxWorld.settings(discord, List.of(settings), own),
            (ip, port) -> Reachability.Result.SILENT,
            clock);
  }

  @AfterAll
  void stopsTheBot() {
    if (bot != null) {
      bot.close();
    }
    if (discord != null) {
      discord.close();
    }
  }

  // ---- What people do --------------------------------------------------------------------------

  private Job snapshots(String server) {
    return snapshotsOf(idOf(server));
  }

  private Job snapshotsOf(String id) {
    return snapshotsOf(id, Map.of());
  }

  private Job snapshotsOf(String id, Map<String, String> more) {
    Set<String> before = jobIds();
    Map<String, String> options = new java.util.HashMap<>(more);
    options.put("server-name", id);
    var answer = anna.types("ops", "/snapshot", options);
    SeenMessage said = said(answer);
    if (said.buttons().contains("Go ahead")) {
      anna.presses(said, "Go ahead").awaitAcknowledged();
    }
    return ended(newJob(before, said.text()));
  }

  private Job clones(String snapshotId, Map<String, String> more) {
    Set<String> before = jobIds();
    Map<String, String> options = new java.util.HashMap<>(more);
    options.put("snapshot-id", snapshotId);
    String said = said(anna.types("ops", "/clone", options)).text();
    return approvedAndEnded(newJob(before, said));
  }

  private Job copies(String server, Map<String, String> more) {
    return copiesOf(idOf(server), more);
  }

  private Job deletes(Job clone) {
    return deletes(clone, "Delete clone");
  }

  private Job deletes(Job maker, String button) {
    Set<String> before = jobIds();
    SeenMessage card =
        seen(anna, m -> m.text().contains(maker.id()) && m.buttons().contains(button));
    String said = said(anna.presses(card, button)).text();
    return approvedAndEnded(newJob(before, said));
  }

  private Job copiesOf(String id, Map<String, String> more) {
    Set<String> before = jobIds();
    Map<String, String> options = new java.util.HashMap<>(more);
    options.put("server-name", id);
    String said = said(anna.types("ops", "/copy", options)).text();
    return approvedAndEnded(newJob(before, said));
  }

  private Job approvedAndEnded(Job job) {
    assertEquals(JobState.WAITING_FOR_APPROVAL, job.state(), "a clone costs money");
    SeenMessage card =
        seen(ben, m -> m.text().contains(job.id()) && m.buttons().contains("Approve"));
    String own = said(anna.presses(card, "Approve")).text();
    assertEquals(
        JobState.WAITING_FOR_APPROVAL, bot.jobs().find(job.id()).orElseThrow().state(), own);
    BotAnswer approved = ben.presses(card, "Approve");
    Awaitility.await("the approval")
        .atMost(PATIENCE)
        .until(approved::text, t -> t.contains("Approved"));
    return ended(job);
  }

  private static SeenMessage said(BotAnswer answer) {
    return Awaitility.await("an answer")
        .atMost(PATIENCE)
        .until(() -> answer.message().filter(m -> !m.loading()), Optional::isPresent)
        .orElseThrow();
  }

  private static SeenMessage seen(Person person, Predicate<SeenMessage> wanted) {
    return Awaitility.await("a message")
        .atMost(PATIENCE)
        .until(() -> person.sees("ops").stream().filter(wanted).findFirst(), Optional::isPresent)
        .orElseThrow();
  }

  private Set<String> jobIds() {
    Set<String> ids = new TreeSet<>();
    bot.jobs().recent(discord.guildId(), false, 1000).forEach(j -> ids.add(j.id()));
    return ids;
  }

  private Job newJob(Set<String> before, String said) {
    return Awaitility.await("a job, after the bot said: " + said)
        .atMost(PATIENCE)
        .until(
            () ->
                bot.jobs().recent(discord.guildId(), false, 10).stream()
                    .filter(j -> !before.contains(j.id()))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private Job ended(Job job) {
    Job ended =
        Awaitility.await("the end of " + job.id())
            .atMost(PATIENCE)
            .until(() -> bot.jobs().find(job.id()).orElseThrow(), j -> j.state().terminal());
    Outcome outcome = ended.outcome();
    outcome.made().forEach(r -> made.add(new String[] {r.kind(), r.id()}));
    // The outcome is a reply to the card that mentions the requester, and comes once.
    SeenMessage told =
        seen(anna, m -> JobPosts.outcome(m, job.id()) && m.pinged().contains("anna"));
    assertTrue(told.fromBot());
    return ended;
  }

  private static String fact(Job job, String name) {
    String fact = job.outcome().facts().get(name);
    assertTrue(fact != null && !fact.isEmpty(), name + " in " + job.outcome());
    return fact;
  }

  private void done(Job job) {
    assertEquals(JobState.DONE, job.state(), () -> job.outcome().toString());
  }

  // ---- What the API says -----------------------------------------------------------------------

  private String idOf(String server) {
    List<String> ids =
        raw.list("compute", "/servers/detail", "servers").stream()
            .filter(s -> s.path("name").asText().equals(server))
            .map(s -> s.path("id").asText())
            .toList();
    assertEquals(1, ids.size(), "instances called " + server);
    return ids.get(0);
  }

  private JsonNode server(String id) {
    return raw.get("compute", "/servers/" + id).path("server");
  }

  private JsonNode port(String server) {
    List<JsonNode> ports = raw.list("network", "/ports?device_id=" + server, "ports");
    assertEquals(1, ports.size());
    return ports.get(0);
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> all = new TreeSet<>();
    array.forEach(n -> all.add(n.asText()));
    return all;
  }

  private JsonNode volumeSnapshot(String id) {
    return raw.get("volumev3", "/snapshots/" + id).path("snapshot");
  }

  private String rootVolume(String server) {
    return raw
        .list("compute", "/servers/" + server + "/os-volume_attachments", "volumeAttachments")
        .stream()
        .filter(a -> a.path("device").asText().equals("/dev/vda"))
        .map(a -> a.path("volumeId").asText())
        .findFirst()
        .orElseThrow();
  }

  private void isLikeTheOriginal(String clone, String original) {
    JsonNode copy = server(clone);
    JsonNode from = server(original);
    assertEquals("ACTIVE", copy.path("status").asText());
    assertEquals(from.path("flavor").path("id"), copy.path("flavor").path("id"), "flavor");
    assertEquals(port(original).path("network_id"), port(clone).path("network_id"), "network");
    assertEquals(
        texts(port(original).path("security_groups")),
        texts(port(clone).path("security_groups")),
        "security groups");
    assertNotEquals(
        port(original).path("fixed_ips").get(0).path("ip_address"),
        port(clone).path("fixed_ips").get(0).path("ip_address"),
        "address");
    if (ownsKeypair()) {
      assertEquals(from.path("key_name"), copy.path("key_name"), "keypair");
    } else {
      assertTrue(copy.path("key_name").isNull(), "a keypair of somebody else cannot be used");
    }
  }

  private static void bearsRecipe(JsonNode marks, Job job, String own, String original) {
    assertEquals(job.id(), marks.path("snapclone_job").asText());
    assertEquals(own, marks.path("snapclone_self").asText(), "what makes the rest believable");
    assertEquals(original, marks.path("snapclone_original").asText());
    assertFalse(marks.path("snapclone_flavor").asText().isEmpty());
    for (Map.Entry<String, JsonNode> e : marks.properties()) {
      if (e.getKey().startsWith("snapclone_")) {
        assertTrue(e.getValue().asText().length() <= 255, e.getKey());
        assertTrue(e.getValue().asText().matches("[\\x20-\\x7e]+"), e.getKey());
      }
    }
  }

  // ---- The procedure ---------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource({"web-01,linux", "win-ad-01,windows", "off-01,linux"})
  void snapshotsAndClonesAnImageBootedInstance(String server, String os) {
    String original = idOf(server);
    Job snapshot = snapshots(server);
    done(snapshot);
    assertEquals("image", fact(snapshot, "snapshot-kind"));
    String image = fact(snapshot, "snapshot");
    JsonNode seen = raw.get("image", "/images/" + image);
    assertEquals("active", seen.path("status").asText());
    assertEquals(original, seen.path("instance_uuid").asText());
    bearsRecipe(seen, snapshot, image, original);

    Job clone = clones(image, Map.of());
    done(clone);
    String copy = fact(clone, "instance");
    isLikeTheOriginal(copy, original);
    assertEquals(image, server(copy).path("image").path("id").asText());
    assertEquals(os, fact(clone, "os"));
    guideCameForWindowsOnly(os, original, clone);
  }

  @ParameterizedTest
  @ValueSource(strings = {"web-01", "db-01"})
  void verifiesASnapshotByACopyWithoutANetworkThatIsGoneAfterwards(String server) {
    Job snapshot = snapshots(server);
    done(snapshot);
    String id = fact(snapshot, "snapshot");
    Set<String> before = jobIds();
    String said = said(anna.types("ops", "/verify", Map.of("snapshot-id", id))).text();
    Job verification = approvedAndEnded(newJob(before, said));
    // The lab's pretended guests may write nothing to their console.
    boolean seen = verification.state() == JobState.DONE;
    assertTrue(
        seen || verification.outcome().headline().key().equals("verify.failed.silent"),
        () -> verification.outcome().toString());
    JsonNode marks =
        fact(snapshot, "snapshot-kind").equals("image")
            ? raw.get("image", "/images/" + id)
            : volumeSnapshot(id).path("metadata");
    assertTrue(marks.path("snapclone_verified").asText().startsWith(id + ","), marks::toString);
    for (String kind :
        List.of("compute /servers/detail servers", "volumev3 /volumes/detail volumes")) {
      String[] list = kind.split(" ");
      assertEquals(
          List.of(),
          raw.list(list[0], list[1], list[2]).stream()
              .filter(
                  r -> r.path("metadata").path("snapclone_job").asText().equals(verification.id()))
              .toList(),
          kind);
    }
  }

  @ParameterizedTest
  @CsvSource({"db-01,linux", "win-sql-01,windows", "legacy-01,unknown"})
  void snapshotsAndClonesAVolumeBootedInstance(String server, String os) {
    String original = idOf(server);
    String root = rootVolume(original);
    Job snapshot = snapshots(server);
    done(snapshot);
    assertEquals("volume", fact(snapshot, "snapshot-kind"));
    String id = fact(snapshot, "snapshot");
    JsonNode seen = volumeSnapshot(id);
    assertEquals("available", seen.path("status").asText());
    assertEquals(root, seen.path("volume_id").asText(), "the root volume, never a data volume");
    assertEquals(
        1,
        raw.list("volumev3", "/snapshots/detail", "snapshots").stream()
            .filter(s -> s.path("metadata").path("snapclone_job").asText().equals(snapshot.id()))
            .count());
    bearsRecipe(seen.path("metadata"), snapshot, id, original);

    Job clone = clones(id, Map.of());
    done(clone);
    String copy = fact(clone, "instance");
    isLikeTheOriginal(copy, original);
    assertTrue(server(copy).path("image").asText().isEmpty(), "volume-booted like the original");
    JsonNode volume = raw.get("volumev3", "/volumes/" + rootVolume(copy)).path("volume");
    assertEquals(id, volume.path("snapshot_id").asText());
    assertEquals(clone.id(), volume.path("metadata").path("snapclone_job").asText());
    guideCameForWindowsOnly(os, original, clone);
  }

  private void guideCameForWindowsOnly(String os, String original, Job clone) {
    if (!os.equals("windows")) {
      return;
    }
    String stale = port(original).path("fixed_ips").get(0).path("ip_address").asText();
    String fresh =
        port(fact(clone, "instance")).path("fixed_ips").get(0).path("ip_address").asText();
    SeenMessage guide =
        Awaitility.await("this clone's guide, with the address that the dialog will show")
            .atMost(PATIENCE)
            .until(
                () ->
                    anna.seesChannels().stream()
                        .filter(channel -> channel.endsWith(clone.id()))
                        .flatMap(channel -> anna.sees(channel).stream())
                        .filter(m -> m.fromBot() && m.buttons().contains("Next"))
                        .findFirst(),
                Optional::isPresent)
            .orElseThrow();
    assertTrue(guide.text().contains("ncpa.cpl") && guide.text().contains(stale), guide.text());
    anna.presses(guide, "Next").awaitText("Obtain an IP address automatically");
    anna.presses(guide, "Next").awaitText(fresh);
  }

  /** Where a snapshot is kept as long as its clone's volume exists, the clone has to go first. */
  @Test
  void deletesSnapshotsAndTheCloneThatCameFromOneInOneJob() {
    Job web = snapshots("web-01");
    Job db = snapshots("db-01");
    done(web);
    done(db);
    Job clone = clones(fact(db, "snapshot"), Map.of("name", "suite-deleted"));
    done(clone);
    Set<String> before = jobIds();
    String said =
        said(anna.types(
                "ops",
                "/delete",
                Map.of(
                    "snapshot-id",
                    fact(db, "snapshot") + "," + fact(web, "snapshot"),
                    "clone",
                    fact(clone, "instance"))))
            .text();
    Job deletion = approvedAndEnded(newJob(before, said));
    assertEquals(JobState.DONE, deletion.state(), String.valueOf(deletion.outcome()));
    assertFalse(raw.exists("image", "/images/" + fact(web, "snapshot")));
    assertFalse(raw.exists("volumev3", "/snapshots/" + fact(db, "snapshot")));
    assertFalse(raw.exists("compute", "/servers/" + fact(clone, "instance")));
    assertFalse(raw.exists("volumev3", "/volumes/" + fact(clone, "volumes")));
  }

  @Test
  void whatIsKeptForATimeIsDeletedAtItsEnd() {
    Job web = snapshotsOf(idOf("web-01"), Map.of("keep", "2h"));
    Job db = snapshotsOf(idOf("db-01"), Map.of("keep", "2h"));
    done(web);
    done(db);
    Job clone = clones(fact(db, "snapshot"), Map.of("name", "suite-kept", "keep", "2h"));
    done(clone);
    clock.leap(Duration.ofMinutes(90));
    Awaitility.await("the reminders")
        .atMost(PATIENCE)
        .until(
            () ->
                anna.sees("ops").stream().filter(m -> m.buttons().contains("Delete now")).count()
                    == 3);
    clock.leap(Duration.ofHours(1));
    gone("image", "/images/" + fact(web, "snapshot"));
    gone("compute", "/servers/" + fact(clone, "instance"));
    gone("volumev3", "/volumes/" + fact(clone, "volumes"));
    // As long as the clone's volume was there, its snapshot could not go: the next try is later.
    clock.leap(Duration.ofMinutes(30));
    gone("volumev3", "/snapshots/" + fact(db, "snapshot"));
  }

  private void gone(String service, String path) {
    Awaitility.await("the end of " + path).atMost(PATIENCE).until(() -> !raw.exists(service, path));
  }

  /** One that Nova makes an image of, and one that Cinder snapshots: the newest stays. */
  @ParameterizedTest
  @ValueSource(strings = {"web-01", "db-01"})
  void aNightlySnapshotReplacesTheOneBefore(String server) {
    Set<String> before = jobIds();
    String said =
        said(anna.types(
                "ops",
                "/schedule add",
                Map.of("every", "day", "server-name", idOf(server), "keep-last", "1")))
            .text();
    Job schedule = approvedAndEnded(newJob(before, said));
    done(schedule);
    night();
    Job first = nights(schedule, 1);
    night();
    Job second = nights(schedule, 2);
    assertTrue(exists(fact(second, "snapshot")));
    Awaitility.await("the first night's to be gone")
        .atMost(PATIENCE)
        .until(() -> !exists(fact(first, "snapshot")));
    said(anna.types("ops", "/schedule remove", Map.of("schedule-id", schedule.id())));
    for (Job night : List.of(first, second)) {
      night.outcome().made().forEach(r -> made.add(new String[] {r.kind(), r.id()}));
    }
  }

  private boolean exists(String snapshot) {
    return raw.exists("image", "/images/" + snapshot)
        || raw.exists("volumev3", "/snapshots/" + snapshot);
  }

  /** It is five in the morning, after the next four o'clock. */
  private void night() {
    ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
    ZonedDateTime morning = now.with(LocalTime.of(5, 0));
    boolean today = now.toLocalTime().isBefore(LocalTime.of(4, 0));
    clock.leap(Duration.between(now, today ? morning : morning.plusDays(1)));
  }

  /** The newest of the snapshots that a schedule has taken, when it has taken so many. */
  private Job nights(Job schedule, int taken) {
    List<Job> all =
        Awaitility.await("night " + taken)
            .atMost(PATIENCE)
            .until(
                () ->
                    bot.jobs().recent(discord.guildId(), false, 1000).stream()
                        .filter(j -> j.workflow().startsWith("snapshot"))
                        .filter(
                            j -> j.origin().schedule().filter(schedule.id()::equals).isPresent())
                        .filter(j -> j.state().terminal())
                        .toList(),
                jobs -> jobs.size() == taken);
    done(all.get(0));
    return all.get(0);
  }

  @Test
  void copiesInOneJobAndDeletesTheSnapshotWhenNothingNeedsIt() {
    String original = idOf("web-01");
    Job copy = copies("web-01", Map.of("delete-snapshot", "true"));
    done(copy);
    isLikeTheOriginal(fact(copy, "instance"), original);
    List<JsonNode> left =
        raw.list("image", "/images?visibility=private", "images").stream()
            .filter(i -> i.path("snapclone_job").asText().equals(copy.id()))
            .toList();
    assertEquals(List.of(), left);
  }

  @Test
  void aCopyIsPlacedWhereTheOptionsSay() {
    String name = "placed-" + UUID.randomUUID().toString().substring(0, 8);
    String group =
        raw.made(
                "compute",
                "/os-server-groups",
                "{\"server_group\": {\"name\": \"%s\", \"policies\": [\"anti-affinity\"]}}"
                    .formatted(name))
            .path("server_group")
            .path("id")
            .asText();
    try {
      Job job =
          copies(
              "db-01",
              Map.of(
                  "server-group", name, "availability-zone", "nova", "volume-type", "__DEFAULT__"));
      done(job);
      String copy = fact(job, "instance");
      JsonNode members =
          raw.get("compute", "/os-server-groups/" + group).path("server_group").path("members");
      assertEquals(Set.of(copy), texts(members));
      assertEquals("nova", server(copy).path("OS-EXT-AZ:availability_zone").asText());
      JsonNode volume = raw.get("volumev3", "/volumes/" + rootVolume(copy)).path("volume");
      assertEquals("__DEFAULT__", volume.path("volume_type").asText());
      done(deletes(job));
      assertEquals(
          Set.of(),
          texts(
              raw.get("compute", "/os-server-groups/" + group)
                  .path("server_group")
                  .path("members")));
    } finally {
      raw.remove("compute", "/os-server-groups/" + group);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"web-01", "db-01"})
  void severalCopiesComeFromOneSnapshot(String server) {
    String name = "twin-" + UUID.randomUUID().toString().substring(0, 8);
    Job job = copies(server, Map.of("count", "2", "name", name));
    done(job);
    List<CloneMade> clones = CloneMade.all(job);
    assertEquals(
        List.of(name + "-1", name + "-2"),
        clones.stream().map(clone -> server(clone.copy().id()).path("name").asText()).toList());
    Set<String> volumes = new TreeSet<>();
    for (CloneMade clone : clones) {
      assertEquals("ACTIVE", server(clone.copy().id()).path("status").asText());
      for (String root : clone.parts().volumes()) {
        assertTrue(volumes.add(root), "a volume of its own");
        assertEquals(
            clone.copy().id(),
            raw.get("volumev3", "/volumes/" + root)
                .path("volume")
                .path("attachments")
                .path(0)
                .path("server_id")
                .asText());
      }
    }
    assertEquals(clones.get(0).parts().snapshot(), clones.get(1).parts().snapshot());
    done(deletes(job, "Delete 2 clones"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"web-01", "db-01"})
  void anInstanceIsShutDownForItsSnapshotAndRunsAgain(String server) {
    Job made = copies(server, Map.of());
    done(made);
    String id = fact(made, "instance");
    Set<String> before = jobIds();
    SeenMessage asked =
        said(anna.types("ops", "/snapshot", Map.of("server-name", id, "consistency", "stop")));
    assertTrue(asked.text().contains("is down until the snapshot is done"), asked.text());
    anna.presses(asked, "Go ahead").awaitAcknowledged();
    Job snapshot = ended(newJob(before, asked.text()));
    done(snapshot);
    assertEquals("ACTIVE", server(id).path("status").asText());
    List<String> actions = new ArrayList<>();
    raw.list("compute", "/servers/" + id + "/os-instance-actions", "instanceActions")
        .forEach(a -> actions.add(a.path("action").asText()));
    assertEquals(List.of("start", "stop"), actions.stream().filter(POWER::contains).toList());
    // It is in the way of its volume.
    boolean image = fact(snapshot, "snapshot-kind").equals("image");
    remove(image ? "IMAGE" : "VOLUME_SNAPSHOT", fact(snapshot, "snapshot"));
  }

  @Test
  void copiesAVolumeBootedInstanceAndSaysWhenItsSnapshotHasToStay() {
    Job copy = copies("db-01", Map.of("delete-snapshot", "true"));
    done(copy);
    List<JsonNode> left =
        raw.list("volumev3", "/snapshots/detail", "snapshots").stream()
            .filter(s -> s.path("metadata").path("snapclone_job").asText().equals(copy.id()))
            .toList();
    assertEquals(busySnapshots() ? 1 : 0, left.size());
    left.forEach(s -> made.add(new String[] {"VOLUME_SNAPSHOT", s.path("id").asText()}));
  }

  @Test
  void marksACloneOfACloneAsItsOwn() {
    Job first = snapshots("web-01");
    done(first);
    Job clone = clones(fact(first, "snapshot"), Map.of("name", "suite-first-clone"));
    done(clone);
    Job second = snapshots("suite-first-clone");
    done(second);
    String image = fact(second, "snapshot");
    bearsRecipe(raw.get("image", "/images/" + image), second, image, fact(clone, "instance"));
    Job cloneOfClone = clones(image, Map.of("name", "suite-second-clone"));
    done(cloneOfClone);
    isLikeTheOriginal(fact(cloneOfClone, "instance"), fact(clone, "instance"));
    assertEquals(
        cloneOfClone.id(),
        server(fact(cloneOfClone, "instance")).path("metadata").path("snapclone_job").asText());
  }

  @Test
  void clonesTheEmptyImageThatNovaMakesOfAVolumeBootedInstance() {
    String original = idOf("db-01");
    String name = "suite-nova-made";
    assertEquals(
        202,
        raw.status(
            "compute",
            "/servers/" + original + "/action",
            "POST",
            "{\"createImage\":{\"name\":\"" + name + "\"}}"));
    String image =
        Awaitility.await()
            .atMost(PATIENCE)
            .until(
                () ->
                    raw.list("image", "/images?name=" + name, "images").stream()
                        .map(i -> i.path("id").asText())
                        .findFirst(),
                Optional::isPresent)
            .orElseThrow();
    made.add(new String[] {"IMAGE", image});
    raw.list("volumev3", "/snapshots/detail", "snapshots").stream()
        .filter(s -> s.path("name").asText().equals("snapshot for " + name))
        .forEach(s -> made.add(0, new String[] {"VOLUME_SNAPSHOT", s.path("id").asText()}));
    Job clone = clones(image, Map.of());
    done(clone);
    String copy = fact(clone, "instance");
    isLikeTheOriginal(copy, original);
    assertEquals(2, server(copy).path("os-extended-volumes:volumes_attached").size());
  }

  // ---- All disks -------------------------------------------------------------------------------

  private Map<String, String> volumesByDevice(String server) {
    Map<String, String> volumes = new TreeMap<>();
    raw.list("compute", "/servers/" + server + "/os-volume_attachments", "volumeAttachments")
        .forEach(a -> volumes.put(a.path("device").asText(), a.path("volumeId").asText()));
    return volumes;
  }

  /** The volume snapshots of a job that took a set, by the volume that they are of. */
  private Map<String, JsonNode> disks(Job snapshot, String image) {
    Map<String, JsonNode> disks = new TreeMap<>();
    for (JsonNode one : raw.list("volumev3", "/snapshots/detail", "snapshots")) {
      JsonNode marks = one.path("metadata");
      if (marks.path("snapclone_job").asText().equals(snapshot.id())) {
        assertEquals(image, marks.path("snapclone_set").asText());
        assertEquals(one.path("id").asText(), marks.path("snapclone_self").asText());
        assertEquals("available", one.path("status").asText());
        assertTrue(disks.put(one.path("volume_id").asText(), one) == null, "one of each");
      }
    }
    return disks;
  }

  /** Each disk of the original stands at its device in the copy, made from its snapshot. */
  private void hasEveryDisk(String copy, String original, Map<String, JsonNode> disks) {
    Map<String, String> wanted = new TreeMap<>();
    volumesByDevice(original)
        .forEach((at, volume) -> wanted.put(at, disks.get(volume).path("id").asText()));
    Map<String, String> has = new TreeMap<>();
    volumesByDevice(copy)
        .forEach(
            (at, volume) ->
                has.put(
                    at,
                    raw.get("volumev3", "/volumes/" + volume)
                        .path("volume")
                        .path("snapshot_id")
                        .asText()));
    assertEquals(wanted, has);
  }

  private void isGone(Job maker) {
    List<JsonNode> left = new ArrayList<>();
    left.addAll(raw.list("volumev3", "/snapshots/detail", "snapshots"));
    left.addAll(raw.list("volumev3", "/volumes/detail", "volumes"));
    left.removeIf(one -> !one.path("metadata").path("snapclone_job").asText().equals(maker.id()));
    raw.list("image", "/images?visibility=private", "images").stream()
        .filter(i -> i.path("snapclone_job").asText().equals(maker.id()))
        .forEach(left::add);
    assertEquals(List.of(), left);
  }

  @Test
  void takesAllDisksOfAVolumeBootedInstanceClonesAndDeletesThemAsOne() {
    String original = idOf("db-01");
    Job snapshot = snapshotsOf(original, Map.of("volumes", "all", "name", "suite-set"));
    done(snapshot);
    String image = fact(snapshot, "snapshot");
    JsonNode head = raw.get("image", "/images/" + image);
    assertEquals("suite-set", head.path("name").asText());
    bearsRecipe(head, snapshot, image, original);
    Map<String, JsonNode> disks = disks(snapshot, image);
    assertEquals(Set.copyOf(volumesByDevice(original).values()), disks.keySet());

    Job clone = clones("suite-set", Map.of("name", "suite-set-clone"));
    done(clone);
    hasEveryDisk(fact(clone, "instance"), original, disks);
    isLikeTheOriginal(fact(clone, "instance"), original);
    if (busySnapshots()) {
      Job kept = deletes(snapshot, "Delete snapshot");
      assertEquals(JobState.FAILED, kept.state(), () -> kept.outcome().toString());
      assertTrue(raw.exists("image", "/images/" + image), "the set is whole");
      assertEquals(disks.keySet(), disks(snapshot, image).keySet());
    }
    done(deletes(clone));
    isGone(clone);
    done(deletes(snapshot, "Delete snapshot"));
    isGone(snapshot);
  }

  @Test
  void takesAllDisksOfAnImageBootedInstanceAndPutsThemBackAtTheirDevices() {
    try (WithData original = new WithData(raw, fixtureImage())) {
      Job snapshot = snapshotsOf(original.id(), Map.of("volumes", "all"));
      done(snapshot);
      String image = fact(snapshot, "snapshot");
      Map<String, JsonNode> disks = disks(snapshot, image);
      assertEquals(Set.copyOf(volumesByDevice(original.id()).values()), disks.keySet());
      Job clone = clones(image, Map.of("name", "suite-data-clone"));
      done(clone);
      String copy = fact(clone, "instance");
      assertEquals(image, server(copy).path("image").path("id").asText());
      hasEveryDisk(copy, original.id(), disks);
      Job without = clones(image, Map.of("name", "suite-data-without", "data-volumes", "none"));
      done(without);
      assertEquals(Map.of(), volumesByDevice(fact(without, "instance")));
      done(deletes(clone));
      isGone(clone);
      done(deletes(without));
      done(deletes(snapshot, "Delete snapshot"));
      isGone(snapshot);

      Job all = copiesOf(original.id(), Map.of("name", "suite-data-copy", "data-volumes", "all"));
      done(all);
      hasEveryDisk(fact(all, "instance"), original.id(), disks(all, fact(all, "snapshot")));
      removesWhatItMade();
    }
  }

  private String fixtureImage() {
    return server(idOf("web-01")).path("image").path("id").asText();
  }

  @Test
  void eachNicOfACopyHasItsOwnGroupsAndItsPortsGoWithIt() {
    try (ManyNics nics = new ManyNics(raw)) {
      String front = nics.network("front", true);
      String open = nics.network("open", false);
      String management = nics.group("management");
      String web = nics.group("web");
      String original =
          nics.instance(
              "two-groups",
              List.of(
                  Map.of("port", nics.port(front, management)),
                  Map.of("port", nics.port(open)),
                  Map.of("port", nics.port(front, web)),
                  Map.of("port", nics.port(front))));
      // Nova tells them by network
      List<String> wanted =
          List.of(front + " " + management, front + " " + web, front + " ", open + " open");
      assertEquals(wanted, nics.nicsOf(original));
      Job copy = copiesOf(original, Map.of("name", "suite-two-groups"));
      done(copy);
      assertEquals(wanted, nics.nicsOf(fact(copy, "instance")));
      assertEquals(4, nics.portsOf(copy.id()));

      Job deleted = deletes(copy);
      done(deleted);
      assertEquals(0, nics.portsOf(copy.id()));
      removesWhatItMade();
    }
  }

  @Test
  void twoNicsOnOneNetworkAreTwoOfTheClone() {
    try (ManyNics nics = new ManyNics(raw)) {
      String front = nics.network("front", true);
      String back = nics.network("back", true);
      String original =
          nics.instance(
              "same-network",
              List.of(Map.of("uuid", back), Map.of("uuid", front), Map.of("uuid", back)));
      Job snapshot = snapshotsOf(original);
      done(snapshot);
      Job clone = clones(fact(snapshot, "snapshot"), Map.of("name", "suite-same-network"));
      done(clone);
      assertEquals(nics.nicsOf(original), nics.nicsOf(fact(clone, "instance")));
      assertEquals(3, nics.nicsOf(original).size());
      assertEquals(0, nics.portsOf(clone.id()), "Nova's networks say it");
      removesWhatItMade();
    }
  }

  @AfterEach
  void removesWhatItMade() {
    for (String kind : List.of("INSTANCE", "VOLUME", "VOLUME_SNAPSHOT", "IMAGE", "PORT")) {
      for (String[] one : made) {
        if (one[0].equals(kind)) {
          remove(kind, one[1]);
        }
      }
    }
    made.clear();
  }

  private void remove(String kind, String id) {
    String service =
        switch (kind) {
          case "INSTANCE" -> "compute";
          case "IMAGE" -> "image";
          case "PORT" -> "network";
          default -> "volumev3";
        };
    String path =
        switch (kind) {
          case "INSTANCE" -> "/servers/";
          case "IMAGE" -> "/images/";
          case "VOLUME" -> "/volumes/";
          case "PORT" -> "/ports/";
          default -> "/snapshots/";
        };
    Awaitility.await("the end of " + kind + " " + id)
        .atMost(PATIENCE)
        .until(
            () -> {
              if (!raw.exists(service, path + id)) {
                return true;
              }
              raw.status(service, path + id, "DELETE", null);
              return false;
            });
  }
}
