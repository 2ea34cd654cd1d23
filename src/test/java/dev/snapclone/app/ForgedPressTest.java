package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapclone.Hostile;
import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.config.Settings;
import dev.snapclone.config.SettingsBuilder;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.discord.Person;
import dev.snapclone.sandbox.discord.rest.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Presses as no honest client sends them: ids made up, of another guild, of somebody else, of long
 * ago. What a button is about is looked up, never believed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForgedPressTest {
  private static final List<String> PRESSES =
      List.of(
          "approve",
          "deny",
          "cancel-job",
          "go-ahead",
          "cancel-draft",
          "choose",
          "clone-this",
          "delete-clone",
          "windows-steps",
          "linux-checklist",
          "open-console",
          "windows-done",
          "audit-older",
          "list-newer",
          "list-older",
          "list-back",
          "list-entry",
          "list-snapshot",
          "list-copy",
          "list-clone",
          "nothing");

  private static final String SECOND = "424242";
  private static final int HOSTILE = 500;

  @TempDir static Path folder;
  private Stage stage;
  private int number;

  @BeforeAll
  void opens() {
    stage = Stage.open(folder, "demo", ForgedPressTest::alsoServing);
  }

  @AfterAll
  void closes() {
    stage.close();
  }

  /** Another guild that the bot serves too: its roles have the same names and mean nothing here. */
  private static Settings alsoServing(Settings usual) {
    AccessPolicy access = usual.access();
    Set<String> guilds = new HashSet<>(access.guilds());
    guilds.add(SECOND);
    return SettingsBuilder.from(usual)
        .access(
            new AccessPolicy(
                guilds, access.operators(), access.approvers(), access.admins(), access.channels()))
        .build();
  }

  private Actor as(Person person, String role) {
    return new Actor(
        person.id(), person.name(), Set.of(stage.discord.roleId(role)), Set.of(), false);
  }

  private Place in(String guild) {
    return new Place(guild, stage.discord.channelId("ops"), "ops", "ops", "en-US");
  }

  private Reply presses(Actor who, String guild, String press, String target) {
    return asks(Invocation.Kind.PRESS, who, guild, press, Map.of(Invocation.TARGET, target));
  }

  private Reply asks(
      Invocation.Kind kind, Actor who, String guild, String name, Map<String, String> options) {
    return stage
        .bot
        .router()
        .handle(new Invocation("f" + number++, name, kind, who, in(guild), "en-US", options));
  }

  /** What the bot has put on buttons so far, by press. */
  private List<String> customIds(String press) {
    List<String> ids = new ArrayList<>();
    for (Request request : stage.discord.requests()) {
      collect(request.body(), press + ":", ids);
    }
    return ids;
  }

  private static void collect(JsonNode node, String prefix, List<String> ids) {
    String id = node.path("custom_id").asText("");
    if (id.startsWith(prefix)) {
      ids.add(id.substring(prefix.length()));
    }
    node.forEach(child -> collect(child, prefix, ids));
  }

  @Test
  void anIdThatWasMadeUpIsAboutNothing() {
    String before = stage.inventory();
    Actor admin = as(stage.carla, "admin");
    for (String press : PRESSES) {
      for (String target : List.of("", "zzzzzz", "k3j9x2:server-name", "' or 1=1 --", "../x")) {
        Reply reply = presses(admin, stage.discord.guildId(), press, target);
        assertNotEquals(Reply.Tone.SUCCESS, reply.tone(), press + " " + target);
        assertFalse(reply.headline().key().startsWith("common.bug"), press + " " + target);
      }
    }
    assertEquals(before, stage.inventory());
  }

  @Test
  void aPlanIsItsAskersOwnAndItsGuildsOwn() {
    Set<String> jobs = stage.jobIds();
    stage.anna.types(Stage.OPS, "/snapshot", Map.of("server-name", "web-01")).awaitMessage();
    // The sandbox shows a message before it notes down the request that brought it.
    List<String> drafts =
        Awaitility.await().until(() -> customIds("go-ahead"), ids -> !ids.isEmpty());
    String draft = drafts.get(drafts.size() - 1);
    String guild = stage.discord.guildId();
    for (String press :
        List.of("go-ahead", "cancel-draft", "choose", "audit-older", "list-older", "list-clone")) {
      String target = press.equals("choose") ? draft + ":server-name" : draft;
      for (Actor other : List.of(as(stage.ben, "approver"), as(stage.carla, "admin"))) {
        Reply reply =
            asks(
                Invocation.Kind.PRESS,
                other,
                guild,
                press,
                Map.of(Invocation.TARGET, target, Invocation.CHOICE, "x"));
        assertEquals(Reply.Tone.REFUSAL, reply.tone(), press);
      }
      Actor elsewhere = new Actor(stage.anna.id(), "anna", Set.of(), Set.of(), true);
      Reply reply =
          asks(
              Invocation.Kind.PRESS,
              elsewhere,
              SECOND,
              press,
              Map.of(Invocation.TARGET, target, Invocation.CHOICE, "x"));
      assertEquals(Reply.Tone.REFUSAL, reply.tone(), press + " from the other guild");
    }
    assertEquals(jobs, stage.jobIds());
    Reply own = presses(as(stage.anna, "operator"), guild, "go-ahead", draft);
    assertEquals(Reply.Tone.SUCCESS, own.tone());
    Set<String> one = stage.jobIds();
    presses(as(stage.anna, "operator"), guild, "go-ahead", draft);
    assertEquals(one, stage.jobIds(), "pressed again, it is the same job");
    stage.ended(stage.bot.jobs().find(String.valueOf(own.job())).orElseThrow());
  }

  @Test
  void anotherGuildsJobIsNotThere() {
    Job snapshot = stage.snapshots("db-01");
    Job clone = stage.begins("/clone", Map.of("snapshot-id", Stage.fact(snapshot, "snapshot")));
    Actor boss = new Actor(stage.carla.id(), "carla", Set.of(), Set.of(), true);
    for (String press : PRESSES) {
      Reply reply = presses(boss, SECOND, press, clone.id());
      assertNotEquals(Reply.Tone.SUCCESS, reply.tone(), press);
    }
    assertEquals(
        JobState.WAITING_FOR_APPROVAL, stage.bot.jobs().find(clone.id()).orElseThrow().state());
    Reply unserved = presses(boss, "999", "approve", clone.id());
    assertEquals("common.not-served", unserved.headline().key());
    stage.approvedAndEnded(clone);
    for (String old : List.of("approve", "deny", "cancel-job")) {
      Reply reply = presses(as(stage.carla, "approver"), stage.discord.guildId(), old, clone.id());
      assertEquals(Reply.Tone.REFUSAL, reply.tone(), old + " is over");
    }
  }

  @Test
  void hostileOptionsAreAnsweredInTimeAndWithoutABug(TestReporter reporter) {
    reporter.publishEntry("seed", Long.toString(Hostile.SEED));
    Actor admin = as(stage.carla, "admin");
    for (long aCase : Hostile.cases(HOSTILE).toArray()) {
      Hostile hostile = new Hostile(aCase);
      Map<String, String> options = new HashMap<>();
      for (String option :
          List.of(
              "server-name",
              "snapshot-id",
              "name",
              "os",
              "cloud",
              "flavor",
              "network",
              "keypair",
              "security-groups",
              "instance",
              "person",
              "since",
              "text",
              "state",
              "mine",
              "id",
              "target",
              "choice",
              "delete-snapshot")) {
        if (hostile.in(50) || option.equals("server-name")) {
          options.put(option, hostile.text());
        }
      }
      if (hostile.in(60)) {
        options.remove("cloud");
      }
      boolean press = hostile.in(30);
      String name =
          hostile.one(
              press
                  ? PRESSES
                  : List.of(
                      "snapshot",
                      "clone",
                      "copy",
                      "instances",
                      "snapshots",
                      "jobs",
                      "job",
                      "help",
                      "audit"));
      String again = name + " " + Hostile.replay(ForgedPressTest.class, aCase);
      long before = System.nanoTime();
      Reply reply =
          asks(
              press ? Invocation.Kind.PRESS : Invocation.Kind.COMMAND,
              admin,
              stage.discord.guildId(),
              name,
              options);
      long millis = (System.nanoTime() - before) / 1_000_000;
      assertFalse(reply.headline().key().startsWith("common.bug"), again + options);
      assertTrue(millis < 3_000, again + " took " + millis + " ms");
    }
  }
}
