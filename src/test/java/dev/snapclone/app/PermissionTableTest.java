package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.command.Command;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.config.Settings;
import dev.snapclone.config.SettingsBuilder;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.discord.DiscordSandbox;
import dev.snapclone.sandbox.discord.DiscordSandboxOptions;
import dev.snapclone.sandbox.openstack.OpenStackSandbox;
import dev.snapclone.windows.Reachability;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every command and button, by role, channel, relation to the job and state of its approval, on the
 * real commands. The engine is not started, so that a job shows whether it would run: it is queued.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PermissionTableTest {
  private static final List<String> ROLES =
      List.of("none", "operator", "approver", "admin", "owner");

  @TempDir static Path folder;

  private final LeapingClock clock = new LeapingClock();
  private OpenStackSandbox cloud;
  private DiscordSandbox discord;
  private Application bot;
  private String guild;
  private String target;
  private int invocations;

  @BeforeAll
  void opens() {
    cloud = OpenStackSandbox.start(dev.snapclone.sandbox.openstack.CloudSandboxOptions.fast());
    discord =
        DiscordSandbox.start(
            DiscordSandboxOptions.standard(InstantSource.system()).withoutRateLimits());
    guild = discord.guildId();
    Settings usual =
        SandboxWorld.settings(
            discord, List.of(CloudEntries.of(cloud.cloudsYaml(), "demo")), folder);
    AccessPolicy access =
        new AccessPolicy(
            Set.of(guild),
            List.of("operator"),
            List.of("approver"),
            List.of("admin"),
            List.of("ops"));
    Settings settings = SettingsBuilder.from(usual).access(access).build();
    bot = new Application(settings, (ip, port) -> Reachability.Result.SILENT, clock);
    target = cloud.backstage().instanceId("demo", "off-01");
  }

  @AfterAll
  void closes() {
    bot.close();
    discord.close();
    cloud.close();
  }

  private static Actor actor(String person, String role) {
    return new Actor(person, person, Set.of(), Set.of(role), role.equals("owner"));
  }

  private Reply does(
      Invocation.Kind kind, String name, Actor who, Place place, Map<String, String> options) {
    invocations++;
    return bot.router()
        .handle(new Invocation("i" + invocations, name, kind, who, place, "en", options));
  }

  private Place place(String channel) {
    return channel.equals("thread")
        ? new Place(guild, "t1", "ops", "c-ops", "en")
        : new Place(guild, "c-" + channel, channel, "c-" + channel, "en");
  }

  @Test
  void everyCommandByRoleAndChannel() {
    for (Command command : bot.router().commands()) {
      for (String role : ROLES) {
        for (String where : List.of("ops", "thread", "lobby", "foreign")) {
          Place place =
              where.equals("foreign") ? new Place("999", "c", "ops", "c", "en") : place(where);
          Map<String, String> options = new HashMap<>();
          command.options().stream()
              .filter(o -> o.required())
              .forEach(o -> options.put(o.name(), "there-is-none"));
          Reply reply =
              does(Invocation.Kind.COMMAND, command.name(), actor("u1", role), place, options);
          String key = reply.headline().key();
          String said = "/" + command.name() + " by " + role + " in " + where + ": " + key;
          if (where.equals("foreign")) {
            assertEquals("common.not-served", key, said);
          } else if (!mayAt(role, command)) {
            assertTrue(key.startsWith("common.not-allowed."), said);
          } else if (where.equals("lobby")) {
            assertEquals("common.wrong-channel", key, said);
          } else {
            assertTrue(!key.startsWith("common."), said);
          }
          for (String option : options.keySet()) {
            boolean offered =
                mayAt(role, command) && !where.equals("lobby") && !where.equals("foreign");
            Invocation typing =
                new Invocation(
                    "a",
                    command.name(),
                    Invocation.Kind.COMMAND,
                    actor("u1", role),
                    place,
                    "en",
                    Map.of());
            assertTrue(
                offered || bot.router().suggest(typing, option, "").isEmpty(), said + " " + option);
          }
        }
      }
    }
    assertEquals(List.of(), bot.jobs().open());
  }

  private static boolean mayAt(String role, Command command) {
    return ROLES.indexOf(role) >= command.role().ordinal();
  }

  /** Who presses. */
  private record Presser(String relation, Actor actor) {}

  private static final List<Presser> PRESSERS =
      List.of(
          new Presser("requester", actor("u-anna", "operator")),
          new Presser("requester", actor("u-anna", "approver")),
          new Presser("requester", actor("u-anna", "owner")),
          new Presser("other", actor("u-nina", "none")),
          new Presser("other", actor("u-olaf", "operator")),
          new Presser("approver", actor("u-ben", "approver")),
          new Presser("approver", actor("u-carla", "admin")),
          new Presser("approver", actor("u-greta", "owner")));

  /**
   * Questions stand in an approvals channel too, where no command may be taken: pressed anywhere.
   */
  @ParameterizedTest
  @ValueSource(strings = {"ops", "thread", "lobby", "foreign"})
  void everyAnswerByChannelRoleRelationAndState(String where) {
    Place place = where.equals("foreign") ? new Place("999", "c", "ops", "c", "en") : place(where);
    for (String state : List.of("pending", "granted", "denied", "expired", "withdrawn")) {
      for (String button : List.of("approve", "deny", "approve-why", "deny-why", "cancel-job")) {
        for (Presser presser : PRESSERS) {
          Job job = in(state);
          JobState before = now(job);
          Reply reply = presses(button, job, presser.actor(), place);
          String said =
              button + " by " + presser + " when " + state + ": " + reply.headline().key();
          JobState expected =
              where.equals("foreign") ? before : expected(state, before, button, presser);
          assertEquals(expected, now(job), said);
          bot.jobs().cancel(job.id(), actor("u-end", "owner"));
        }
      }
    }
  }

  private static JobState expected(String state, JobState before, String button, Presser presser) {
    String role = presser.actor().roleNames().iterator().next();
    boolean approver = ROLES.indexOf(role) >= ROLES.indexOf("approver");
    boolean own = presser.relation().equals("requester");
    if (button.equals("cancel-job")) {
      boolean may = own || ROLES.indexOf(role) >= ROLES.indexOf("admin");
      return may ? JobState.CANCELLED : before;
    }
    if (!state.equals("pending") || !approver) {
      return before;
    }
    if (button.startsWith("deny")) {
      return JobState.CANCELLED;
    }
    return own ? before : JobState.QUEUED;
  }

  private Job in(String state) {
    Reply reply =
        does(
            Invocation.Kind.COMMAND,
            "copy",
            actor("u-anna", "operator"),
            place("ops"),
            Map.of("server-name", target));
    Job job = bot.jobs().find(String.valueOf(reply.job())).orElseThrow();
    assertEquals(JobState.WAITING_FOR_APPROVAL, job.state());
    Actor ben = actor("u-bert", "approver");
    switch (state) {
      case "granted" -> presses("approve", job, ben);
      case "denied" -> presses("deny", job, ben);
      case "withdrawn" -> presses("cancel-job", job, actor("u-anna", "operator"));
      case "expired" -> {
        clock.leap(Duration.ofHours(25));
        presses("approve", job, ben);
      }
      default -> assertEquals("pending", state);
    }
    return now(job) == job.state() ? job : bot.jobs().find(job.id()).orElseThrow();
  }

  private Reply presses(String button, Job job, Actor who) {
    return presses(button, job, who, place("ops"));
  }

  private Reply presses(String button, Job job, Actor who, Place place) {
    return does(Invocation.Kind.PRESS, button, who, place, Map.of(Invocation.TARGET, job.id()));
  }

  private JobState now(Job job) {
    return bot.jobs().find(job.id()).orElseThrow().state();
  }
}
