package dev.snapclone.discord;

import static dev.snapclone.job.JobBuilder.aJob;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Actor;
import dev.snapclone.cloud.Address;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.Flavor;
import dev.snapclone.cloud.InMemoryCloud;
import dev.snapclone.cloud.InstanceBuilder;
import dev.snapclone.cloud.Rigging;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Messages;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.inventory.InstancesCommand;
import dev.snapclone.inventory.Inventory;
import dev.snapclone.inventory.SnapshotsCommand;
import dev.snapclone.job.Estimates;
import dev.snapclone.job.JobState;
import dev.snapclone.job.MemoryJobs;
import dev.snapclone.job.NoFirstAnswers;
import dev.snapclone.job.NoLeases;
import dev.snapclone.job.Outcome;
import dev.snapclone.jobcontrol.JobView;
import dev.snapclone.jobcontrol.JobsCommand;
import dev.snapclone.request.Asking;
import dev.snapclone.request.CloudOption;
import dev.snapclone.request.Makers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.dv8tion.jda.api.entities.MessageEmbed;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The lists as Discord gets them: of one entry, of none, of a thousand, of twins, of evil names.
 */
class ListMessagesTest {
  private static final List<String> EVIL =
      List.of(
          "@everyone @here <@1> <@&2>",
          "```js\nalert(1)\n```",
          "[click](https://evil.example) ".repeat(8),
          "# heading\n> quote\n- item",
          "**bold** __under__ ||spoiler|| ~~no~~ ".repeat(6),
          "\u202Eetis dab",
          "🔥".repeat(200),
          "<t:0:R>",
          "   ",
          "|_*`~".repeat(50),
          "@".repeat(255));

  private final Renderer renderer = new Renderer(new Wording(Messages.load()));
  private final InMemoryCloud cloud = new InMemoryCloud("lab");
  private final Clouds clouds = new Clouds(List.of(cloud));
  private final Inventory inventory =
      new Inventory(
          clouds,
          name -> Runnable::run,
          Ticker.systemTicker(),
          InstantSource.fixed(Asking.NOW),
          Duration.ofMinutes(10),
          Duration.ofSeconds(5));
  private final MemoryJobs jobs = new MemoryJobs();
  private final Asking.MemoryDrafts drafts = new Asking.MemoryDrafts();
  private final Makers makers = new Makers(jobs, job -> List.of(), new NoLeases());

  private void instance(String id, String name, String status, int age) {
    Rigging.instance(
        cloud,
        InstanceBuilder.anInstance(id, Asking.NOW.minus(Duration.ofHours(age)))
            .name(name)
            .state(status, "active", null)
            .image(null)
            .flavor("f1")
            .addresses(List.of(new Address("net", "10.0.0." + age % 250, 4, null, false)))
            .build());
  }

  private void snapshot(String id, String name, String status, int age) {
    Rigging.snapshot(
        cloud,
        new VolumeSnapshot(
            id, name, status, "v", 4, null, Map.of(), Asking.NOW.minus(Duration.ofHours(age))));
  }

  private void job(String id, String by, String name, JobState state, int age) {
    jobs.put(
        aJob()
            .id(id)
            .by(new Actor(by, name, Set.of(), Set.of(), false))
            .cloud("lab")
            .title(Text.of("clone.title", Arg.name(name), Arg.name(name + "-clone-1")))
            .created(Asking.NOW.minus(Duration.ofHours(age)))
            .state(state)
            .outcome(
                state == JobState.CANCELLED
                    ? new Outcome(
                        Text.of("approval.outcome.denied", Arg.person("200")),
                        List.of(),
                        List.of(),
                        List.of(),
                        Map.of())
                    : null)
            .build());
  }

  private Reply instances(String... options) {
    return new InstancesCommand(new CloudOption(clouds), inventory, drafts, makers)
        .run(Asking.types("instances", options));
  }

  private Reply snapshots(String... options) {
    return new SnapshotsCommand(new CloudOption(clouds), inventory, drafts, makers)
        .run(Asking.types("snapshots", options));
  }

  private Reply jobs(String... options) {
    AccessPolicy all =
        new AccessPolicy(Set.of("g1"), List.of("r1"), List.of(), List.of(), List.of());
    return new JobsCommand(
            jobs,
            all,
            drafts,
            new JobView(
                jobs,
                new NoFirstAnswers(),
                all,
                (job, who) -> List.of(),
                job -> job,
                Estimates.NONE,
                () -> Sample.ASKED),
            id -> Optional.empty())
        .run(Asking.types("jobs", options));
  }

  private void golden(String name, Reply reply) {
    GoldenMessage.check(name, renderer.reply(Locale.ENGLISH, reply));
  }

  @Test
  void ofNone() {
    golden("list-instances-none", instances());
    golden("list-snapshots-none", snapshots());
    golden("list-jobs-none", jobs());
    golden("list-jobs-none-fits", jobs("text", "x"));
  }

  @Test
  void ofOne() {
    Rigging.flavor(cloud, new Flavor("f1", "m1.small", 2, 4096, 20, 0, 0));
    instance("7f3c1a2e-0000-4000-8000-000000000001", "db-01", "ACTIVE", 1);
    snapshot("5d3c1a2e-0000-4000-8000-000000000002", "db-01-2026-11-23-0830", "available", 1);
    job("k3j9x2", "100", "db-01", JobState.CANCELLED, 1);
    golden("list-instances-one", instances());
    golden("list-snapshots-one", snapshots());
    golden("list-jobs-one", jobs());
  }

  @Test
  void ofAThousand() {
    for (int i = 0; i < 1000; i++) {
      String id = "%08d-0000-4000-8000-000000000000".formatted(i);
      instance(id, "web-" + i, i == 3 ? "ERROR" : "ACTIVE", i);
      snapshot(id, "web-" + i, i == 0 ? "creating" : "available", i);
      job("j" + (1000 + i), "100", "web-" + i, JobState.DONE, 1000 - i);
    }
    golden("list-instances-many", instances());
    golden("list-snapshots-many", snapshots());
    golden("list-jobs-many", jobs());
    golden("list-instances-found", instances("text", "web-99"));
  }

  @Test
  void ofTwins() {
    for (int i = 0; i < 3; i++) {
      instance("7f3c1a2e-0000-4000-8000-00000000000" + i, "db-01", "ACTIVE", i);
      snapshot("5d3c1a2" + i + "-0000-4000-8000-000000000002", "db-01", "available", i);
    }
    instance("aaaaaaaa-0000-4000-8000-000000000001", "web-01", "ACTIVE", 9);
    golden("list-instances-twins", instances());
    golden("list-snapshots-twins", snapshots());
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "sv-SE", "no"})
  void ofEvilNames(String language) {
    for (int i = 0; i < EVIL.size(); i++) {
      instance("7f3c1a2e-0000-4000-8000-00000000000" + i, EVIL.get(i), EVIL.get(i), i);
      snapshot("5d3c1a2e-0000-4000-8000-00000000000" + i, EVIL.get(i), "available", i);
      job("job" + i, "100", EVIL.get(i), JobState.DONE, i);
    }
    for (Reply reply :
        List.of(instances(), snapshots(), jobs(), instances("text", "@"), jobs("text", "<@"))) {
      MessageCreateData message = renderer.reply(Wording.locale(language), reply);
      assertEquals(Set.of(), Set.copyOf(message.getAllowedMentions()), "nobody is mentioned");
      MessageEmbed embed = message.getEmbeds().get(0);
      String text = String.valueOf(embed.getDescription());
      assertTrue(embed.getLength() <= 4096, text);
      // Without what is escaped and what is code, no markup is left but ours.
      String marked =
          text.replaceAll("\\\\.", "")
              .replaceAll("`[^`\n]*`", "")
              .replaceAll("<@100>|<t:1795\\d+:[dtR]>", "");
      for (String evil : List.of("@everyone", "@here", "<", "`", "__", "||", "~~", "](")) {
        assertFalse(marked.contains(evil), evil + " in " + text);
      }
      long entries = reply.choice() == null ? 0 : reply.choice().candidates().size();
      assertEquals(
          reply.lines().size() + 1, text.lines().count(), "a line each, and none is left out");
      assertTrue(entries > 0 && entries <= 10, text);
      text.lines()
          .skip(reply.lines().size() - entries + 1)
          .forEach(line -> assertTrue(line.length() <= 400, line));
    }
    if (language.equals("en-US")) {
      golden("list-instances-evil", instances());
      golden("list-jobs-evil", jobs());
    }
  }
}
