package dev.snapclone.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.command.Button;
import dev.snapclone.command.Choice;
import dev.snapclone.command.Reply;
import dev.snapclone.command.Suggestion;
import dev.snapclone.config.DiscordSettings;
import dev.snapclone.config.Secret;
import dev.snapclone.i18n.Messages;
import dev.snapclone.job.Errands;
import dev.snapclone.job.JobState;
import dev.snapclone.job.MemoryJobs;
import dev.snapclone.sandbox.discord.DiscordSandbox;
import dev.snapclone.sandbox.discord.DiscordSandboxOptions;
import dev.snapclone.sandbox.discord.DiscordSchema;
import dev.snapclone.sandbox.discord.Person;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A whole conversation, each request of which is held against Discord's own description. */
class DiscordRequestsTest {
  private final InstantSource clock = InstantSource.system();
  private final MemoryJobs jobs = new MemoryJobs();
  private final MemoryApprovals approvals = new MemoryApprovals();
  private final PaperRouter router = new PaperRouter();

  @Test
  void everythingThatTheBotSendsIsAsDiscordDescribesIt() {
    DiscordSchema schema = DiscordSchema.fromEnvironment();
    try (DiscordSandbox discord = DiscordSandbox.start(DiscordSandboxOptions.standard(clock));
        MemoryErrands errands = new MemoryErrands();
        DiscordBot bot = bot(discord, errands)) {
      errands.handle(Errands.Kind.INTERACTION, bot.interactions());
      errands.handle(Errands.Kind.OUTCOME, bot.outcomeAnnouncer());
      bot.start(router.commands());
      converse(discord, bot, errands);
      assertEquals(Map.of(), schema.problems(discord.requests()));
      assertTrue(schema.checked() > 10, "checked " + schema.checked());
      assertTrue(
          discord.requests().stream().allMatch(r -> r.status() < 400),
          discord.requests()::toString);
    }
  }

  private DiscordBot bot(DiscordSandbox discord, MemoryErrands errands) {
    return new DiscordBot(
        new DiscordSettings(
            new Secret(discord.token()),
            List.of(discord.guildId()),
            discord.apiUrl(),
            discord.gatewayUrl(),
            "approvals",
            null,
            false),
        new AccessPolicy(
            Set.of(discord.guildId()), List.of("operator"), List.of(), List.of(), List.of()),
        Messages.load(),
        Views.of(jobs, approvals),
        errands,
        clock,
        true);
  }

  private void converse(DiscordSandbox discord, DiscordBot bot, MemoryErrands errands) {
    Person anna = discord.person("anna");
    String ops = discord.channelId("ops");
    Place place = new Place(discord.guildId(), ops, "ops", ops, "en-US");
    Actor requester = new Actor(anna.id(), "anna", Set.of(), Set.of(), false);
    Instant at = clock.instant();

    router.suggestions = List.of(new Suggestion("web-01", "77aa"));
    assertEquals(1, anna.completes("ops", "clone", "snapshot-id", "web").size());

    router.answer =
        asked ->
            Reply.of(Reply.Tone.QUESTION, Sample.say("Which?"))
                .withChoice(
                    new Choice("pick", "d1", List.of(new Choice.Candidate("a1", "web", "ACTIVE"))))
                .withButtons(
                    List.of(
                        new Button("go-ahead", "d1", Button.Style.PRIMARY),
                        new Button("docs", "https://example.org/", Button.Style.LINK)));
    SeenMessage question = anna.types("ops", "clone", Map.of("snapshot-id", "77aa")).awaitMessage();

    approvals.ask(Sample.pending("k1"));
    router.answer =
        asked -> {
          jobs.putIfAbsent(
              Sample.asked(
                  Sample.clone("k1", JobState.WAITING_FOR_APPROVAL), at, requester, place));
          return Reply.job("k1", Sample.say("Job k1 waits for approval."));
        };
    anna.chooses(question, "a1");
    SeenMessage asked = anna.awaitMessage("approvals", m -> m.buttons().contains("Approve"));
    router.answer = press -> Reply.of(Reply.Tone.SUCCESS, Sample.say("Approved."));
    discord.person("ben").presses(asked, "Approve").awaitText("Approved.");

    approvals.update("k1", a -> Sample.granted("k1"), a -> Sample.outcome(JobState.CANCELLED));
    jobs.put(Sample.asked(Sample.clone("k1", JobState.DONE), at, requester, place));
    errands.offer(Errands.Kind.OUTCOME, "k1", "", clock.instant());
    anna.awaitMessage("ops", m -> m.text().contains("Outcome of job `k1`"));
    anna.awaitMessage("ops", m -> m.text().contains("private instructions"));
    assertTrue(bot.connected());
  }
}
