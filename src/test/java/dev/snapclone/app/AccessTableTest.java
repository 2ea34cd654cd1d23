package dev.snapclone.app;

import static dev.snapclone.job.JobBuilder.aJob;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.access.Role;
import dev.snapclone.access.Scopes;
import dev.snapclone.command.Button;
import dev.snapclone.command.Choice;
import dev.snapclone.command.Command;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.OptionSpec;
import dev.snapclone.command.Press;
import dev.snapclone.command.Reply;
import dev.snapclone.command.Suggestion;
import dev.snapclone.config.Settings;
import dev.snapclone.config.SettingsBuilder;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.removal.CleanUpPlan;
import dev.snapclone.removal.CleanUpWorkflow;
import dev.snapclone.request.Asking;
import dev.snapclone.sandbox.discord.DiscordSandbox;
import dev.snapclone.sandbox.discord.DiscordSandboxOptions;
import dev.snapclone.sandbox.openstack.OpenStackSandbox;
import dev.snapclone.windows.Reachability;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who may what where: roles in general, of a guild, a channel and a cloud, against every command,
 * completion and button that the bot has. A new one without a line here fails. The engine is not
 * started, so that no job moves.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTableTest {
  private static final String LIMITED = "700";

  @TempDir static Path folder;

  private OpenStackSandbox cloud;
  private DiscordSandbox discord;
  private Application bot;
  private String home;
  private int said;

  @BeforeAll
  void opens() {
    cloud = OpenStackSandbox.start(dev.snapclone.sandbox.openstack.CloudSandboxOptions.fast());
    discord =
        DiscordSandbox.start(
            DiscordSandboxOptions.standard(InstantSource.system()).withoutRateLimits());
    home = discord.guildId();
    Settings usual =
        SandboxWorld.settings(
            discord,
            AccessTable.CLOUDS.stream()
                .map(name -> CloudEntries.of(cloud.cloudsYaml(), name))
                .toList(),
            folder);
    Scopes.Roles silent = Scopes.Roles.SILENT;
    AccessPolicy access =
        new AccessPolicy(
            Set.of(home, LIMITED),
            List.of("op"),
            List.of("ap"),
            List.of("ad"),
            List.of(),
            new Scopes(
                Map.of(
                    LIMITED,
                    new Scopes.Guild(
                        new Scopes.Roles(List.of("gop"), null, null), List.of("other"))),
                Map.of(
                    "c-lab",
                    new Scopes.Channel(new Scopes.Roles(List.of("chop"), null, null), null)),
                Map.of(
                    "other",
                    new Scopes.Roles(List.of("cop"), List.of("cap"), List.of("cad")),
                    "demo",
                    silent),
                AccessTable.CLOUDS));
    bot =
        new Application(
            SettingsBuilder.from(usual).access(access).build(),
            (ip, port) -> Reachability.Result.SILENT,
            InstantSource.system());
  }

  @AfterAll
  void closes() {
    bot.close();
    discord.close();
    cloud.close();
  }

  private static Actor actor(String id, String person) {
    return new Actor(id, id, Set.of(), Set.of(person.split(" ")), person.equals("owner"));
  }

  private Place place(String name) {
    String channel = "c-" + name;
    return new Place(name.equals("limited") ? LIMITED : home, channel, name, channel, "en");
  }

  private Invocation says(
      Invocation.Kind kind, String name, Actor who, Place where, Map<String, String> options) {
    return new Invocation("i" + ++said, name, kind, who, where, "en", options);
  }

  private Reply types(String command, Actor who, String place, String... options) {
    Map<String, String> given = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      given.put(options[i], options[i + 1]);
    }
    return bot.router().handle(says(Invocation.Kind.COMMAND, command, who, place(place), given));
  }

  private Reply presses(String button, Actor who, Place where, String target) {
    Map<String, String> options = Map.of(Invocation.TARGET, target, Invocation.CHOICE, "web-01");
    return bot.router().handle(says(Invocation.Kind.PRESS, button, who, where, options));
  }

  /** Whether an answer is a refusal because of who asked, or where. */
  private static boolean turnedAway(Reply reply) {
    String key = reply.headline().key();
    return key.startsWith("common.not-")
        || Set.of("common.cloud-not-here", "common.no-such-job", "common.question-gone")
            .contains(key);
  }

  private static void assertLetIn(boolean expected, Reply reply, String what) {
    String said = what + ": " + reply.headline().key();
    assertFalse(reply.headline().key().equals("common.bug"), said);
    assertEquals(expected, !turnedAway(reply), said);
  }

  @Test
  void everyCommandButtonAndCompletionHasItsLine() {
    assertEquals(
        AccessTable.COMMANDS.keySet(),
        bot.router().commands().stream().map(Command::name).collect(Collectors.toSet()));
    Set<String> buttons = new TreeSet<>(AccessTable.JOB_BUTTONS.keySet());
    buttons.addAll(AccessTable.DRAFT_BUTTONS.keySet());
    assertEquals(
        buttons,
        bot.router().presses().stream()
            .map(Press::name)
            .collect(Collectors.toCollection(TreeSet::new)));
    assertEquals(
        AccessTable.COMPLETIONS.keySet(),
        bot.router().commands().stream()
            .flatMap(command -> command.options().stream())
            .filter(OptionSpec::autocomplete)
            .map(OptionSpec::name)
            .collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ops", "lab", "limited"})
  void everyCommand(String place) {
    for (Command command : bot.router().commands()) {
      String[] line = AccessTable.COMMANDS.getOrDefault(command.name(), "").split(" ");
      boolean ofCloud = line[1].equals("cloud");
      for (String about : ofCloud ? List.of("demo", "other", "usual") : List.of("any")) {
        for (String person : AccessTable.PEOPLE) {
          Map<String, String> options = new LinkedHashMap<>();
          command.options().stream()
              .filter(OptionSpec::required)
              .forEach(option -> options.put(option.name(), "there-is-none"));
          if (AccessTable.CLOUDS.contains(about)) {
            options.put("cloud", about);
          }
          String meant = about.equals("usual") ? usual(place) : about;
          Reply reply =
              bot.router()
                  .handle(
                      says(
                          Invocation.Kind.COMMAND,
                          command.name(),
                          actor("u1", person),
                          place(place),
                          options));
          boolean expected =
              AccessTable.may(person, place, meant, AccessTable.role(line[0]))
                  && !(place.equals("limited") && meant.equals("demo"));
          assertLetIn(
              expected,
              reply,
              "/" + command.name() + " " + about + " by " + person + " in " + place);
        }
      }
    }
  }

  private static String usual(String place) {
    return place.equals("limited") ? "other" : "demo";
  }

  @ParameterizedTest
  @ValueSource(strings = {"ops", "lab", "limited"})
  void everyCompletion(String place) {
    Map<String, Set<String>> ids = new HashMap<>();
    for (String of : AccessTable.CLOUDS) {
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> !completes("snapshot", "server-name", "owner", "ops", of).isEmpty());
      ids.put(of, completes("snapshot", "server-name", "owner", "ops", of));
    }
    for (Command command : bot.router().commands()) {
      Role needed =
          AccessTable.role(AccessTable.COMMANDS.getOrDefault(command.name(), "").split(" ")[0]);
      for (OptionSpec option : command.options()) {
        if (!option.autocomplete()) {
          continue;
        }
        for (String person : AccessTable.PEOPLE) {
          String what = "/" + command.name() + " " + option.name() + " by " + person;
          switch (AccessTable.COMPLETIONS.getOrDefault(option.name(), "")) {
            case "cloud" -> {
              for (String of : AccessTable.CLOUDS) {
                Set<String> offered = completes(command.name(), option.name(), person, place, of);
                boolean sees = AccessTable.may(person, place, of, needed);
                assertTrue(sees || offered.isEmpty(), what + " in " + of + ": " + offered);
                if (sees && option.name().equals("server-name")) {
                  assertEquals(ids.get(of), offered, what);
                }
              }
            }
            case "clouds" ->
                assertEquals(
                    AccessTable.CLOUDS.stream()
                        .filter(of -> AccessTable.may(person, place, of, needed))
                        .toList(),
                    List.copyOf(completes(command.name(), option.name(), person, place, "")),
                    what);
            case "all" -> {
              Set<String> seen = new HashSet<>();
              AccessTable.CLOUDS.stream()
                  .filter(of -> AccessTable.may(person, place, of, needed))
                  .forEach(of -> seen.addAll(ids.getOrDefault(of, Set.of())));
              assertEquals(seen, completes(command.name(), option.name(), person, place, ""), what);
            }
            case "jobs" ->
                assertTrue(
                    AccessTable.may(person, place, "any", needed)
                        || completes(command.name(), option.name(), person, place, "").isEmpty(),
                    what);
            default ->
                assertEquals(
                    AccessTable.may(person, place, "any", needed),
                    !completes(command.name(), option.name(), person, place, "").isEmpty(),
                    what);
          }
        }
      }
    }
  }

  private Set<String> completes(
      String command, String option, String person, String place, String of) {
    Map<String, String> options = of.isEmpty() ? Map.of() : Map.of("cloud", of);
    return bot
        .router()
        .suggest(
            says(Invocation.Kind.COMMAND, command, actor("u1", person), place(place), options),
            option,
            "")
        .stream()
        .map(Suggestion::value)
        .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
  }

  private Job job(String requester, String place, String of) {
    return bot.jobs()
        .submit(
            aJob()
                .workflow(CleanUpWorkflow.KIND.workflow())
                .invocation("n" + ++said)
                .by(actor(requester, "owner"))
                .in(place(place))
                .cloud(of)
                .title(Text.of("jobs.cancelled"))
                .state(JobState.WAITING_FOR_APPROVAL)
                .fresh(new CleanUpPlan(of, "j1", Instant.EPOCH, List.of(), List.of())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ops", "lab", "limited"})
  void everyButtonOfAJob(String place) {
    for (String of : AccessTable.CLOUDS) {
      for (String requester : List.of("u1", "u2")) {
        Job job = job(requester, place, of);
        AccessTable.JOB_BUTTONS.forEach(
            (button, line) -> {
              Role needed = AccessTable.role(line.split(" ")[requester.equals("u1") ? 0 : 1]);
              String target = job.id() + (button.startsWith("guide-") ? "/icon/en/u1" : "");
              for (String person : AccessTable.PEOPLE) {
                Reply reply = presses(button, actor("u1", person), place(place), target);
                boolean cloudIsHere = !(place.equals("limited") && of.equals("demo"));
                assertLetIn(
                    cloudIsHere && AccessTable.may(person, place, of, needed),
                    reply,
                    button
                        + " by "
                        + person
                        + " on a job of "
                        + requester
                        + " in "
                        + place
                        + "/"
                        + of);
                String elsewhere = place.equals("limited") ? "ops" : "limited";
                assertEquals(
                    "common.no-such-job",
                    presses(button, actor("u1", person), place(elsewhere), target)
                        .headline()
                        .key());
              }
            });
        bot.jobs().cancel(job.id(), actor("u-end", "owner"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ops", "lab", "limited"})
  void everyButtonOfAPrivateQuestion(String place) {
    for (int i = 0; i < 6; i++) {
      types("help", actor("u1", "owner"), place);
      types("jobs", actor("u1", "owner"), place);
    }
    AccessTable.DRAFT_BUTTONS.forEach(
        (button, line) -> {
          String command = line.split(" ")[0];
          Role needed = AccessTable.role(line.split(" ")[1]);
          boolean ofCloud = AccessTable.COMMANDS.getOrDefault(command, "").endsWith(" cloud");
          List<String> abouts =
              !ofCloud
                  ? List.of("any")
                  : place.equals("limited") ? List.of("other") : AccessTable.CLOUDS;
          for (String about : abouts) {
            for (String person : AccessTable.PEOPLE) {
              Reply asked =
                  ofCloud
                      ? types(
                          command,
                          actor("u1", "owner"),
                          place,
                          "server-name",
                          "web-01",
                          "cloud",
                          about)
                      : types(command, actor("u1", "owner"), place);
              Choice choice = asked.choice();
              String draft = choice != null ? choice.target() : asked.buttons().get(0).target();
              boolean more = button.matches("choose|list-(snapshot|copy|clone|verify|delete)");
              String target = draft + (more ? ":server-name" : "");
              Reply another = presses(button, actor("u2", "owner"), place(place), target);
              assertEquals("common.not-your-question", another.headline().key());
              Reply reply = presses(button, actor("u1", person), place(place), target);
              assertLetIn(
                  AccessTable.may(person, place, about, needed),
                  reply,
                  button + " by " + person + " in " + place + "/" + about);
              if (reply.job() != null) {
                bot.jobs().cancel(reply.job(), actor("u-end", "owner"));
              }
            }
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"ops", "lab", "limited"})
  void whatIsAboutACloudIsShownWithTheRoleThere(String place) {
    Map<String, String> jobs = new TreeMap<>();
    for (String of : AccessTable.CLOUDS) {
      Job job = job("u2", place, of);
      jobs.put(of, job.id());
      presses("clone-this", actor("u9", "nobody"), place(place), job.id());
    }
    types("audit", actor("u7", "nobody"), place);
    for (String person : AccessTable.PEOPLE) {
      String listed = Asking.read(types("jobs", actor("u1", person), place));
      String audit = wholeAudit(person, place);
      jobs.forEach(
          (of, id) -> {
            String what = person + " in " + place + " on " + of;
            assertEquals(
                AccessTable.may(person, place, of, Role.OPERATOR), listed.contains(id), what);
            assertEquals(AccessTable.may(person, place, of, Role.ADMIN), audit.contains(id), what);
          });
      boolean general = person.contains("ad") && !person.contains("cad") || person.equals("owner");
      assertEquals(general, audit.contains("u7"), person + " reads rows that concern no cloud");
      String help = Asking.read(types("help", actor("u1", person), place));
      assertTrue(
          AccessTable.may(person, place, "other", Role.OPERATOR)
              || !help.matches("(?s).*\\bother\\b.*"),
          person + help);
    }
    jobs.values().forEach(id -> bot.jobs().cancel(id, actor("u-end", "owner")));
  }

  private String wholeAudit(String person, String place) {
    List<String> pages = new ArrayList<>();
    Reply page = types("audit", actor("u1", person), place, "since", "1h");
    while (true) {
      pages.add(Asking.read(page));
      Optional<Button> older =
          page.buttons().stream().filter(b -> b.name().equals("list-older")).findFirst();
      if (older.isEmpty() || pages.size() > 200) {
        return String.join("\n", pages);
      }
      page = presses("list-older", actor("u1", person), place(place), older.get().target());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ops", "lab", "limited"})
  void whoseYesCounts(String place) {
    for (String of : place.equals("limited") ? List.of("other") : AccessTable.CLOUDS) {
      for (String person : AccessTable.PEOPLE) {
        for (String button : List.of("approve", "deny")) {
          Reply asked =
              types("copy", actor("u2", "owner"), place, "server-name", "web-01", "cloud", of);
          String id = String.valueOf(asked.job());
          presses(button, actor("u1", person), place(place), id);
          JobState now = bot.jobs().find(id).orElseThrow().state();
          assertEquals(
              AccessTable.may(person, place, of, Role.APPROVER),
              now != JobState.WAITING_FOR_APPROVAL,
              button + " by " + person + " in " + place + "/" + of + ": " + now);
          bot.jobs().cancel(id, actor("u-end", "owner"));
        }
      }
    }
  }
}
