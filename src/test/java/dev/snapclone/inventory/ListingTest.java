package dev.snapclone.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.Role;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.InMemoryCloud;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.InstanceBuilder;
import dev.snapclone.cloud.Rigging;
import dev.snapclone.cloud.Verb;
import dev.snapclone.command.Button;
import dev.snapclone.command.Choice;
import dev.snapclone.command.EntryPress;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.PagePress;
import dev.snapclone.command.Reply;
import dev.snapclone.command.RunOnEntryPress;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobBuilder;
import dev.snapclone.job.JobState;
import dev.snapclone.job.MemoryJobs;
import dev.snapclone.job.NoLeases;
import dev.snapclone.job.Outcome;
import dev.snapclone.request.Asking;
import dev.snapclone.request.CloudOption;
import dev.snapclone.request.Makers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ListingTest {
  private final InMemoryCloud cloud = InMemoryCloud.seeded("lab");
  private final Clouds clouds = new Clouds(List.of(cloud));
  private final SlowCloud time = new SlowCloud();
  private final Inventory inventory =
      new Inventory(
          clouds,
          name -> Runnable::run,
          time,
          InstantSource.fixed(Asking.NOW),
          Duration.ofMinutes(1),
          Duration.ZERO);
  private final Asking.MemoryDrafts drafts = new Asking.MemoryDrafts();
  private final MemoryJobs jobs = new MemoryJobs();
  private final Makers makers =
      new Makers(
          jobs,
          job -> List.of(new Button("delete-clone", job.id(), Button.Style.DANGER)),
          new NoLeases());
  private final InstancesCommand instances =
      new InstancesCommand(new CloudOption(clouds), inventory, drafts, makers);
  private final SnapshotsCommand snapshots =
      new SnapshotsCommand(new CloudOption(clouds), inventory, drafts, makers);

  private void goesDown() {
    cloud.knobs().failNext(Verb.READ, Verb.Moment.BEFORE_EFFECT, CloudException.Kind.UNREACHABLE);
  }

  private void aMinutePasses() {
    time.passes(Duration.ofSeconds(61));
  }

  private static List<String> lines(Reply reply) {
    return reply.lines().stream().map(Asking::read).toList();
  }

  private void many(int count, String name) {
    Instance web = Rigging.peek(cloud, "web-01");
    for (int i = 0; i < count; i++) {
      Rigging.instance(
          cloud,
          at(
              Rigging.like(web, "id-%04d".formatted(i), name + i, "ACTIVE", null, null),
              Asking.NOW.minusSeconds(i)));
    }
  }

  private static Instance at(Instance one, Instant created) {
    return InstanceBuilder.like(one).created(created).build();
  }

  private Reply press(String name, Reply shown, Invocation by) {
    Button button =
        shown.buttons().stream().filter(b -> b.name().equals(name)).findFirst().orElseThrow();
    PagePress press =
        PagePress.all(List.of(instances, snapshots)).stream()
            .filter(p -> p.name().equals(name))
            .findFirst()
            .orElseThrow();
    assertEquals(Role.OPERATOR, press.role(by));
    return press.press(Asking.presses(by.actor(), name, button.target()), by);
  }

  private Reply choose(Reply shown, String id, Invocation by) {
    Choice choice = Objects.requireNonNull(shown.choice());
    Invocation press =
        Asking.presses(by.actor(), choice.name(), choice.target()).with(Invocation.CHOICE, id);
    return new EntryPress(List.of(instances, snapshots)).press(press, by);
  }

  @Test
  void instancesAreListedNewestFirstWithStateAddressSizeAndSource() {
    many(1, "young-");
    Reply reply = instances.run(Asking.types("instances"));
    assertEquals("10 instances in cloud lab", Asking.read(reply.headline()));
    String first = lines(reply).get(0);
    assertTrue(first.startsWith("**young-0** · 10.0.0."), first);
    assertTrue(first.endsWith(" · 2026-11-23T09:30:00Z"), first);
    assertTrue(Asking.read(reply).contains("**off-01** · SHUTOFF · 10.0.0."), Asking.read(reply));
    assertEquals(10, reply.lines().size());
    assertEquals(List.of(), reply.buttons(), "one page");
    assertEquals(10, Objects.requireNonNull(reply.choice()).candidates().size());
  }

  @Test
  void snapshotsOfBothKindsAreListedNewestFirst() {
    cloud.createImage(cloud.idOf("web-01"), "one", Map.of());
    cloud.createVolumeSnapshot(cloud.rootVolumeOf("db-01"), "two", Map.of());
    cloud.settle();
    instances.run(Asking.types("instances"));
    Reply reply = snapshots.run(Asking.types("snapshots", "cloud", "lab"));
    assertEquals("2 snapshots in cloud lab", Asking.read(reply.headline()));
    assertTrue(lines(reply).get(0).startsWith("**two** · volume 2 GB · of db-01 · "));
    assertTrue(lines(reply).get(1).startsWith("**one** · image 20 GB · of web-01 · "));
    cloud.knobs().looksPerState(0);
    cloud.createVolumeSnapshot(cloud.rootVolumeOf("db-01"), "three", Map.of());
    aMinutePasses();
    String later = Asking.read(snapshots.run(Asking.types("snapshots")));
    assertTrue(
        later.startsWith("3 snapshots in cloud lab\n**three** · creating · volume 2 GB"), later);
  }

  @Test
  void thousandEntriesAreTurnedFromMemoryAndEachIsSeenOnce() {
    many(1000, "many-");
    inventory.warmUp();
    int[] calls = {0};
    cloud.knobs().hook((verb, moment) -> calls[0]++);
    Invocation asked = Asking.types("instances", "text", "many");
    Reply page = instances.run(asked);
    assertEquals("1000 of 1009 instances in cloud lab with “many”", Asking.read(page.headline()));
    assertEquals("1 to 10, newest first", lines(page).get(0));
    assertEquals(List.of("list-older"), page.buttons().stream().map(Button::name).toList());
    Set<String> seen = new LinkedHashSet<>();
    int pages = 0;
    while (true) {
      pages++;
      for (Choice.Candidate one : Objects.requireNonNull(page.choice()).candidates()) {
        assertTrue(seen.add(one.value()), one.value());
      }
      if (page.buttons().stream().noneMatch(b -> b.name().equals("list-older"))) {
        break;
      }
      page = press("list-older", page, asked);
    }
    assertEquals(100, pages);
    assertEquals(1000, seen.size());
    assertEquals("991 to 1000, newest first", lines(page).get(0));
    page = press("list-newer", page, asked);
    assertEquals("981 to 990, newest first", lines(page).get(0));
    assertEquals(0, calls[0], "no call of the cloud on the way");
  }

  @Test
  void aPageIsRightAlthoughEntriesWentAndCameMeanwhile() {
    many(25, "many-");
    Invocation asked = Asking.types("instances", "text", "many");
    Reply first = instances.run(asked);
    // The last one shown is gone, and the first is no longer the first.
    Rigging.removeInstance(cloud, "id-0009");
    Instance web = Rigging.peek(cloud, "web-01");
    Rigging.instance(
        cloud,
        at(
            Rigging.like(web, "id-new", "many-new", "ACTIVE", null, null),
            Asking.NOW.plusSeconds(9)));
    aMinutePasses();
    Reply second = press("list-older", first, asked);
    assertEquals("11 to 20, newest first", lines(second).get(0));
    assertTrue(lines(second).get(1).startsWith("**many-10** "), lines(second).toString());
    Reply again = press("list-newer", second, asked);
    assertTrue(lines(again).get(1).startsWith("**many-new** "), lines(again).toString());
    for (int i = 10; i < 25; i++) {
      Rigging.removeInstance(cloud, "id-00" + i);
    }
    aMinutePasses();
    Reply none = press("list-older", again, asked);
    assertTrue(lines(none).get(0).startsWith("**many-new** "), "nothing is older any more");
    assertEquals(List.of(), none.buttons());
    for (Choice.Candidate one : Objects.requireNonNull(none.choice()).candidates()) {
      Rigging.removeInstance(cloud, one.value());
    }
    aMinutePasses();
    Reply empty = press("list-newer", second, asked);
    assertEquals(
        "0 of 9 instances in cloud lab with “many”\nType less of it, or leave text out.",
        Asking.read(empty));
    assertEquals(
        "lists.gone", choose(first, "id-0001", asked).headline().key(), "gone, and it is said");
  }

  @Test
  void thingsOfOneNameAreToldApartInTheFirstTwoLinesOfAPhone() {
    Instance web = Rigging.peek(cloud, "web-01");
    String longest = "production-frontend-webserver-in-stockholm-";
    for (String id : List.of("abcdef01-1", "abcdef01-2", "xyz")) {
      Rigging.instance(cloud, Rigging.like(web, id, longest, "ACTIVE", null, null));
    }
    Rigging.instance(cloud, Rigging.like(web, "other", longest + "x", "ACTIVE", null, null));
    Reply reply = instances.run(Asking.types("instances", "text", "stockholm"));
    List<String> starts =
        lines(reply).stream().map(line -> line.replace("**", "").substring(0, 50)).toList();
    assertEquals(4, Set.copyOf(starts).size(), starts.toString());
    assertTrue(
        starts.contains("production-fronten…ver-in-stockholm- abcdef01-1 · "), starts.toString());
  }

  @Test
  void aNameThatTellsItselfApartIsNotCut() {
    cloud.createImage(cloud.idOf("web-01"), "win-sql-01-2026-11-30-1815", Map.of());
    cloud.settle();
    cloud.createImage(cloud.idOf("web-01"), "win-sql-01-2026-11-30-1816", Map.of());
    cloud.settle();
    List<String> lines = lines(snapshots.run(Asking.types("snapshots")));
    for (String name : List.of("win-sql-01-2026-11-30-1815", "win-sql-01-2026-11-30-1816")) {
      assertTrue(
          lines.stream().anyMatch(line -> line.startsWith("**" + name + "** · image ")),
          lines.toString());
    }
  }

  @Test
  void whatIsTypedIsFoundInNameAddressStateAndId() {
    for (String typed : List.of("OFF-0", "shutoff", cloud.idOf("off-01").substring(2))) {
      String said = Asking.read(instances.run(Asking.types("instances", "text", typed)));
      assertTrue(said.contains("**off-01**") && !said.contains("**web-01**"), typed + said);
    }
    String address = Rigging.peek(cloud, "web-01").addresses().get(0).ip();
    assertTrue(
        Asking.read(instances.run(Asking.types("instances", "text", address)))
            .contains("**web-01**"));
  }

  @Test
  void anEmptyProjectSaysSo() {
    Reply none = snapshots.run(Asking.types("snapshots"));
    assertEquals(
        "0 snapshots in cloud lab\nThere is none yet. /snapshot takes one.", Asking.read(none));
    assertFalse(drafts.drop("draft1"), "nothing was kept");
  }

  @Test
  void anEntrySaysWhatItIsAndOffersWhatCanBeDone() {
    many(12, "many-");
    Job copy =
        JobBuilder.aJob()
            .id("k3j9x2")
            .cloud("lab")
            .outcome(
                new Outcome(
                    Text.of("t"),
                    List.of(),
                    List.of(),
                    List.of(),
                    Map.of("clone", "id-0011", "instance", "id-0011", "instance-name", "many-11")))
            .state(JobState.DONE)
            .build();
    jobs.put(copy);
    jobs.made("id-0011", copy);
    Invocation asked = Asking.types("instances", "text", "many", "cloud", "lab");
    Reply second = press("list-older", instances.run(asked), asked);
    Reply shown = choose(second, "id-0011", asked);
    String said = Asking.read(shown);
    assertTrue(said.startsWith("many-11\n10.0.0."), said);
    assertTrue(said.contains(" · ACTIVE · from a volume\nCreated 2026-11-23T"), said);
    assertTrue(said.contains("\nId id-0011\nMade by job k3j9x2, asked for by u-alice"), said);
    List<String> names = new ArrayList<>(shown.buttons().stream().map(Button::name).toList());
    names.remove("delete-clone");
    assertEquals(List.of("list-snapshot", "list-copy", "list-back"), names);
    shown.buttons().forEach(b -> assertTrue(b.name().length() + 1 + b.target().length() <= 100));
    assertEquals(lines(second), lines(press("list-back", shown, asked)), "the page it was on");

    List<Invocation> run = new ArrayList<>();
    RunOnEntryPress copying =
        new RunOnEntryPress(
            "copy",
            "server-name",
            typed -> {
              run.add(typed);
              return Reply.of(Reply.Tone.INFO, Text.of("t"));
            });
    String target = shown.buttons().get(shown.buttons().size() - 2).target();
    copying.press(Asking.presses(Asking.ANNA, "list-copy", target), asked);
    copying.press(Asking.anew(Asking.presses(Asking.ANNA, "list-copy", target)), asked);
    assertEquals("copy", run.get(0).name());
    assertEquals("id-0011", run.get(0).option("server-name").orElseThrow());
    assertEquals("lab", run.get(0).option("cloud").orElseThrow());
    assertEquals(run.get(0).id(), run.get(1).id(), "two presses are one job");
    assertTrue(run.get(0).id().length() <= 100);
  }

  @Test
  void whatCouldNotBeReadIsSaidAndTheRestIsShown() {
    goesDown();
    Reply never = instances.run(Asking.types("instances"));
    assertEquals(Reply.Tone.ERROR, never.tone());
    assertEquals(
        "Cloud lab could not be asked\n"
            + "lab cannot be reached (any): told to fail: UNREACHABLE\n"
            + "Try again when lab is back. If it stays away, check the network and"
            + " the provider's status page.\n"
            + "The instances cannot be shown.",
        Asking.read(never));
    aMinutePasses();
    instances.run(Asking.types("instances"));
    goesDown();
    aMinutePasses();
    String stale = Asking.read(instances.run(Asking.types("instances")));
    assertTrue(stale.contains("Shown are the instances as they were 2026-11-23T09:30:00Z."), stale);
    assertTrue(stale.contains("**web-01** · 10.0.0."), stale);
    cloud.createVolumeSnapshot(cloud.rootVolumeOf("db-01"), "two", Map.of());
    cloud.settle();
    goesDown();
    String half = Asking.read(snapshots.run(Asking.types("snapshots")));
    assertTrue(half.contains("The image snapshots cannot be shown."), half);
    assertTrue(half.contains("**two** · volume"), half);
  }

  @Test
  void aCloudThatHasNotAnsweredYetIsNotCalledEmpty() {
    Inventory slow =
        new Inventory(
            clouds,
            name -> never -> {},
            time,
            InstantSource.fixed(Asking.NOW),
            Duration.ofMinutes(1),
            Duration.ZERO);
    Reply reply =
        new InstancesCommand(new CloudOption(clouds), slow, drafts, makers)
            .run(Asking.types("instances"));
    assertEquals(
        "Cloud lab could not be asked\n"
            + "The instances are being read. Give the command again in a moment.",
        Asking.read(reply));
  }

  @Test
  void anUnknownCloudIsRefused() {
    assertTrue(
        Asking.refused(() -> instances.run(Asking.types("instances", "cloud", "mars")))
            .contains("There is: lab."));
  }
}
