package dev.snapclone.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.command.Button;
import dev.snapclone.command.Choice;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.command.Suggestion;
import dev.snapclone.config.DiscordSettings;
import dev.snapclone.config.Secret;
import dev.snapclone.i18n.Messages;
import dev.snapclone.job.Errands;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.MemoryJobs;
import dev.snapclone.sandbox.discord.BotAnswer;
import dev.snapclone.sandbox.discord.DiscordSandbox;
import dev.snapclone.sandbox.discord.DiscordSandboxOptions;
import dev.snapclone.sandbox.discord.HttpWire;
import dev.snapclone.sandbox.discord.Person;
import dev.snapclone.sandbox.discord.chat.Channel;
import dev.snapclone.sandbox.discord.chat.Permission;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole adapter: JDA over real HTTP and WebSocket against the Discord sandbox. */
class DiscordBotTest {
  private final InstantSource clock = InstantSource.system();
  private final MemoryJobs jobs = new MemoryJobs();
  private final MemoryApprovals approvals = new MemoryApprovals();
  private final MemoryErrands errands = new MemoryErrands();
  private final PaperRouter router = new PaperRouter();
  private final DiscordSandbox discord =
      DiscordSandbox.start(
          DiscordSandboxOptions.standard(InstantSource.system()).withoutRateLimits());
  private final Person anna = discord.person("anna");
  private final Person ben = discord.person("ben");
  private @Nullable DiscordBot started;

  @BeforeEach
  void patience() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(15));
    Awaitility.setDefaultPollInterval(Duration.ofMillis(20));
  }

  @AfterEach
  void stop() {
    if (started != null) {
      started.stop();
    }
    errands.close();
    discord.close();
  }

  private DiscordBot bot(String token, List<String> guilds, @Nullable String approvalsChannel) {
    return new DiscordBot(
        new DiscordSettings(
            new Secret(token),
            guilds,
            discord.apiUrl(),
            discord.gatewayUrl(),
            approvalsChannel,
            null,
            true),
        new AccessPolicy(Set.copyOf(guilds), List.of(), List.of(), List.of(), List.of()),
        Messages.load(),
        Views.of(jobs, approvals),
        errands,
        clock,
        true);
  }

  private DiscordBot start(@Nullable String approvalsChannel) {
    DiscordBot bot = bot(discord.token(), List.of(discord.guildId()), approvalsChannel);
    started = bot;
    errands.handle(Errands.Kind.INTERACTION, bot.interactions());
    errands.handle(Errands.Kind.OUTCOME, bot.outcomeAnnouncer());
    bot.start(router.commands());
    return bot;
  }

  private Job job(JobState state, Instant at) {
    String ops = discord.channelId("ops");
    Actor requester = new Actor(anna.id(), "anna", Set.of(), Set.of(), false);
    Place place = new Place(discord.guildId(), ops, "ops", ops, "en-US");
    return Sample.asked(Sample.clone("k1", state), at, requester, place);
  }

  private void makesJob(JobState state) {
    Instant at = clock.instant();
    router.answer =
        invocation -> {
          jobs.putIfAbsent(job(state, at));
          return Reply.job("k1", Sample.say("Job k1 is on its way."));
        };
  }

  private BotAnswer annaClones() {
    return anna.types("ops", "clone", Map.of("snapshot-id", "77aa"));
  }

  private SeenMessage card() {
    Awaitility.await().until(() -> jobs.find("k1").map(Job::card).isPresent());
    return anna.awaitMessage("ops", m -> !m.ephemeral() && m.text().contains("job `k1`"));
  }

  @Test
  void aCommandIsAcknowledgedCarriedOutAnsweredPrivatelyAndShownInTheChannel() {
    DiscordBot bot = start(null);
    assertTrue(bot.connected());
    makesJob(JobState.QUEUED);
    BotAnswer answer = annaClones();
    answer.awaitText("Job k1 is on its way.");
    assertTrue(answer.deferred() && answer.ephemeral());
    assertTrue(card().text().contains("Queued"), card().text());
    Invocation invocation = router.handled.get(0);
    assertEquals("clone", invocation.name());
    assertEquals("77aa", invocation.option("snapshot-id").orElseThrow());
    assertEquals(anna.id(), invocation.actor().id());
    assertEquals(Set.of("operator"), invocation.actor().roleNames());
    assertEquals("ops", invocation.place().channelName());
    assertFalse(invocation.actor().guildAdministrator());
  }

  @Test
  void anEventDeliveredTwiceActsOnce() {
    start(null);
    discord.gateway().deliverTwice(1);
    annaClones().awaitText("Done with clone");
    ben.types("ops", "jobs").awaitText("Done with jobs");
    assertEquals(List.of("clone", "jobs"), router.handled.stream().map(Invocation::name).toList());
  }

  @Test
  void ofTwoReplicasOneActsAndThePersonSeesOneAnswer() {
    start(null);
    DiscordBot other = bot(discord.token(), List.of(discord.guildId()), null);
    try {
      other.start(router.commands());
      makesJob(JobState.QUEUED);
      BotAnswer answer = annaClones();
      answer.awaitText("on its way");
      card();
      ben.types("ops", "jobs").awaitText("on its way");
      assertEquals(
          List.of("clone", "jobs"), router.handled.stream().map(Invocation::name).toList());
      assertEquals(1, anna.sees("ops").stream().filter(m -> !m.ephemeral()).count());
      assertTrue(discord.requests().stream().anyMatch(r -> r.status() == 400));
    } finally {
      other.stop();
    }
  }

  @Test
  void nothingThatANameSaysMentionsAnybody() {
    start(null);
    Instant at = clock.instant();
    router.answer =
        invocation -> {
          Job job = job(JobState.QUEUED, at);
          jobs.putIfAbsent(Sample.titled(job, "@everyone <@" + ben.id() + "> `x` **b**"));
          return Reply.job("k1", Sample.say("Job k1 is on its way."));
        };
    annaClones();
    SeenMessage card = card();
    assertEquals(Set.of(), card.pinged());
    assertTrue(card.text().contains("@\u200beveryone \\<@"), card.text());
  }

  @Test
  void theCardFollowsTheJobAndTheOutcomeRepliesToItAndPingsTheRequester() {
    DiscordBot bot = start(null);
    makesJob(JobState.QUEUED);
    annaClones();
    String cardId = card().id();
    Instant at = clock.instant();
    jobs.put(job(JobState.RUNNING, at));
    jobs.journal("k1", Sample.waiting("volume", "creating", 40));
    bot.cards().jobChanged("k1");
    anna.awaitMessage("ops", m -> m.id().equals(cardId) && m.text().contains("40 %"));

    jobs.put(job(JobState.DONE, at));
    errands.offer(Errands.Kind.OUTCOME, "k1", "", clock.instant());
    SeenMessage outcome = anna.awaitMessage("ops", m -> cardId.equals(m.replyTo()));
    assertEquals(Set.of("anna"), outcome.pinged());
    assertTrue(outcome.text().contains("db-01-clone-1"), outcome.text());
    anna.awaitMessage("ops", m -> m.id().equals(cardId) && m.text().contains("Done"));
    assertEquals(
        List.of("Linux checklist", "Windows steps", "Delete clone", "Details"),
        anna.awaitMessage("ops", m -> m.id().equals(cardId)).buttons());
  }

  @Test
  void approvalsAreAskedInTheirChannelAndAPressIsAnsweredPrivately() {
    DiscordBot bot = start("approvals");
    makesJob(JobState.WAITING_FOR_APPROVAL);
    approvals.ask(Sample.pending("k1"));
    annaClones();
    SeenMessage question = ben.awaitMessage("approvals", m -> m.buttons().contains("Approve"));
    router.answer = press -> Reply.of(Reply.Tone.SUCCESS, Sample.say("You approved job k1."));
    BotAnswer answer = ben.presses(question, "Approve");
    answer.awaitText("You approved job k1.");
    assertTrue(answer.ephemeral());
    Invocation press = router.handled.get(1);
    assertEquals("approve", press.name());
    assertEquals(Invocation.Kind.PRESS, press.kind());
    assertEquals("k1", press.option(Invocation.TARGET).orElseThrow());

    approvals.update("k1", a -> Sample.granted("k1"), a -> Sample.outcome(JobState.CANCELLED));
    jobs.put(job(JobState.QUEUED, clock.instant()));
    bot.cards().jobChanged("k1");
    ben.awaitMessage("approvals", m -> m.id().equals(question.id()) && m.buttons().isEmpty());
    anna.awaitMessage("ops", m -> m.buttons().equals(List.of("Cancel", "Details")));
  }

  @Test
  void approvalsAreAskedInAThreadThatSleeps() {
    String thread = anna.opensThread("random", "questions", false);
    discord.archiveThread(thread);
    DiscordBot bot = start(thread);
    assertEquals(List.of(), bot.permissionGaps());
    makesJob(JobState.WAITING_FOR_APPROVAL);
    approvals.ask(Sample.pending("k1"));
    annaClones();
    SeenMessage question = ben.awaitMessage(thread, m -> m.buttons().contains("Approve"));
    anna.awaitMessage("ops", m -> m.text().contains(question.id()));
  }

  @Test
  void ofTwoChannelsWithOneNameTheOldestIsMeant() {
    String oldest = discord.channelId("approvals");
    String thread = anna.opensThread("random", "approvals", false);
    discord.addChannel("approvals", Channel.TEXT);
    start("approvals");
    makesJob(JobState.WAITING_FOR_APPROVAL);
    approvals.ask(Sample.pending("k1"));
    annaClones();
    ben.awaitMessage(oldest, m -> m.buttons().contains("Approve"));
    assertEquals(List.of(), anna.sees(thread));
  }

  @Test
  void aLookAroundKnowsAnnouncementChannelsForumsAndArchivedThreads() {
    String news = discord.addChannel("news", Channel.ANNOUNCEMENT);
    String forum = discord.addChannel("ideas", Channel.FORUM);
    String thread = anna.opensThread("ops", "asleep", false);
    discord.archiveThread(thread);
    DiscordSettings settings =
        new DiscordSettings(
            new Secret(discord.token()),
            List.of(discord.guildId()),
            discord.apiUrl(),
            discord.gatewayUrl(),
            thread,
            null,
            true);
    try (DiscordInspection visit = DiscordInspection.begin(settings)) {
      List<String> named = List.of(thread, "news", "ideas", "nowhere");
      GuildView guild = visit.guild(discord.guildId(), named).orElseThrow();
      assertEquals("asleep", guild.channels().get(thread));
      assertEquals("news", guild.channels().get(news));
      assertEquals(Set.of(forum), guild.silent());
      assertEquals(
          List.of(new PermissionGap("Acme", "", List.of("nowhere"), true)),
          visit.gaps(discord.guildId(), named, true));
    }
  }

  @Test
  void aPrivateQuestionIsAnsweredInItsPlace() {
    start(null);
    router.answer =
        invocation ->
            switch (invocation.name()) {
              case "clone" ->
                  Reply.of(Reply.Tone.QUESTION, Sample.say("Which one?"))
                      .withChoice(
                          new Choice(
                              "pick",
                              "d1",
                              List.of(
                                  new Choice.Candidate("a1", "web @everyone", "ACTIVE"),
                                  new Choice.Candidate("a2", "web", "SHUTOFF"))));
              case "pick" ->
                  Reply.of(
                          Reply.Tone.QUESTION,
                          Sample.say("Picked " + invocation.options().get("choice") + "."))
                      .withButtons(List.of(new Button("go-ahead", "d1", Button.Style.PRIMARY)));
              default -> Reply.of(Reply.Tone.SUCCESS, Sample.say("Gone ahead."));
            };
    BotAnswer answer = annaClones();
    SeenMessage choice = answer.awaitMessage();
    anna.chooses(choice, "a2");
    answer.awaitText("Picked a2.");
    anna.presses(choice.id(), "Go ahead");
    String text = answer.awaitText("Gone ahead.");
    assertFalse(text.contains("Picked"), text);
  }

  @Test
  void autocompleteAnswersFromMemory() {
    start(null);
    router.suggestions =
        List.of(new Suggestion("web-01 · 3 h ago", "77aa"), new Suggestion("db-01", "88bb"));
    var choices = anna.completes("ops", "clone", "snapshot-id", "web");
    assertEquals(1, choices.size());
    assertEquals("77aa", choices.get(0).value());
  }

  @Test
  void withStorageDownThePersonIsTold() {
    start(null);
    errands.down = true;
    annaClones().awaitText("could not store this");
    assertEquals(List.of(), router.handled);
  }

  @Test
  void withStorageDownHereTheAnswerOfAnotherReplicaStands() {
    start(null);
    errands.down = true;
    // While ours does not answer, what was asked is acknowledged without it, and carried out there.
    errands.elsewhere =
        payload -> {
          Awaitility.await()
              .until(
                  () -> discord.requests().stream().anyMatch(r -> r.path().endsWith("/callback")));
          answersElsewhere(payload);
        };
    BotAnswer answer = annaClones();
    Awaitility.await()
        .until(
            () ->
                discord.requests().stream()
                    .anyMatch(r -> r.method().equals("GET") && r.path().endsWith("/@original")));
    assertEquals("Done elsewhere.", answer.text());
  }

  /** What another replica sends whose database is there. */
  private void answersElsewhere(String payload) {
    String path =
        "webhooks/%s/%s/messages/@original"
            .formatted(discord.botId(), PendingInteraction.parse(payload).token());
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(discord.apiUrl() + path))
            .header("User-Agent", "DiscordBot (https://example.org, 1)")
            .header("Content-Type", "application/json")
            .method(
                "PATCH", HttpRequest.BodyPublishers.ofString("{\"content\":\"Done elsewhere.\"}"))
            .build();
    assertEquals(
        200,
        HttpClient.newHttpClient()
            .sendAsync(request, HttpResponse.BodyHandlers.discarding())
            .join()
            .statusCode());
  }

  @Test
  void whatCouldNotBeReportedIsNotStarted() {
    start(null);
    discord.forbidBot("random", Set.of(Permission.SEND_MESSAGES));
    Awaitility.await()
        .untilAsserted(
            () -> {
              BotAnswer answer = anna.types("random", "clone", Map.of("snapshot-id", "77aa"));
              answer.awaitText("Send Messages");
            });
    assertEquals(List.of(), router.handled);
  }

  @Test
  void commandsAreRegisteredOnlyWhenTheyChanged() {
    start(null).stop();
    started = null;
    long before = overwrites();
    assertEquals(1, before);
    start(null);
    assertEquals(before, overwrites());
  }

  private long overwrites() {
    return discord.requests().stream()
        .filter(r -> r.method().equals("PUT") && r.path().endsWith("/commands"))
        .count();
  }

  @Test
  void aWrongTokenIsSaidInOneSentence() {
    DiscordException e =
        assertThrows(
            DiscordException.class,
            () -> bot("wrong.token.here", List.of(discord.guildId()), null).connect());
    String sentence = String.valueOf(e.getMessage());
    assertTrue(sentence.startsWith("Discord refuses the bot's token"), sentence);
    assertFalse(sentence.contains("wrong.token.here"), sentence);
  }

  @Test
  void aGuildThatTheBotIsNotInIsSaid() {
    DiscordBot bot = bot(discord.token(), List.of(discord.guildId(), "42"), null);
    started = bot;
    bot.start(router.commands());
    assertEquals(List.of("42"), bot.absentGuilds());
  }

  @Test
  void aPrivateThreadIsOpenedInvitedToAndLinked() {
    DiscordBot bot = start(null);
    makesJob(JobState.DONE);
    annaClones();
    card();
    Job job = jobs.one("k1");
    List<Reply> steps = List.of(Reply.of(Reply.Tone.INFO, Sample.say("Open the console.")));
    String link =
        bot.rooms()
            .post(
                "k1",
                job.place(),
                job.card(),
                job.requester(),
                "Windows steps",
                "windows-guide",
                steps);
    bot.rooms()
        .post(
            "k1",
            job.place(),
            job.card(),
            job.requester(),
            "Windows steps",
            "windows-guide",
            steps);
    assertTrue(anna.seesChannels().contains("Windows steps · k1"), anna.seesChannels().toString());
    assertFalse(ben.seesChannels().contains("Windows steps · k1"));
    assertEquals(
        1,
        anna.sees("Windows steps · k1").stream()
            .filter(m -> m.text().contains("Open the console."))
            .count());
    anna.awaitMessage("ops", m -> m.text().contains("[private instructions](" + link));
  }

  @Test
  void whereThreadsCannotBeMadeADirectMessage() {
    discord.forbidBot("ops", Set.of(Permission.CREATE_PRIVATE_THREADS));
    DiscordBot bot = start(null);
    makesJob(JobState.DONE);
    annaClones();
    card();
    Job job = jobs.one("k1");
    bot.rooms()
        .post(
            "k1",
            job.place(),
            job.card(),
            job.requester(),
            "Windows steps",
            "windows-guide",
            List.of(
                Reply.of(Reply.Tone.INFO, Sample.say("Open the console."))
                    .withButtons(List.of(new Button("open-console", "k1", Button.Style.PRIMARY)))));
    SeenMessage direct = anna.seesDirectMessages().get(0);
    assertTrue(direct.text().contains("Open the console."));

    router.answer = press -> Reply.of(Reply.Tone.INFO, Sample.say("Here is the link."));
    anna.presses(direct, "Open console").awaitText("Here is the link.");
    Invocation press = router.handled.get(router.handled.size() - 1);
    assertEquals(Set.of("operator"), press.actor().roleNames());
    assertEquals(discord.guildId(), press.place().guild());
  }

  @Test
  void aCardWhoseAnswerWasLostIsPostedOnce() {
    start(null);
    makesJob(JobState.QUEUED);
    discord.faults().on("POST /channels/*/messages").answerLost();
    annaClones().awaitText("on its way");
    card();
    assertEquals(1, anna.sees("ops").stream().filter(m -> !m.ephemeral()).count());
  }

  @Test
  void aDeletedCardComesBackAtTheNextChange() {
    DiscordBot bot = start(null);
    makesJob(JobState.QUEUED);
    annaClones();
    SeenMessage first = card();
    Job before = jobs.one("k1");
    jobs.put(
        Sample.withCard(
            before, CardRef.of(Spot.of(before.place()), "1" + first.id().substring(1)).encode()));
    jobs.put(job(JobState.RUNNING, clock.instant()));
    bot.cards().jobChanged("k1");
    anna.awaitMessage("ops", m -> m.text().contains("Running"));
  }

  @Test
  void aCardThatTheVersionBeforePostedAsAnEmbedTakesTheNewForm() throws Exception {
    DiscordBot bot = start(null);
    String old =
        "{\"content\":\"<@%s>\",\"embeds\":[{\"description\":\"**Queued**\","
            + "\"footer\":{\"text\":\"Job k1\"}}]}";
    String id =
        new HttpWire(discord)
            .post("channels/" + discord.channelId("ops") + "/messages", old.formatted(ben.id()))
            .body()
            .path("id")
            .asText();
    Job job = job(JobState.RUNNING, clock.instant());
    jobs.put(Sample.withCard(job, CardRef.of(Spot.of(job.place()), id).encode()));
    bot.cards().jobChanged("k1");
    SeenMessage card =
        anna.awaitMessage("ops", m -> m.id().equals(id) && m.text().contains("**Running**"));
    assertEquals(List.of(), card.shown().embeds());
    assertFalse(card.text().contains("Queued") || card.text().contains(ben.id()), card.text());
  }

  @Test
  void stoppingTakesNoMoreThanAFewSecondsAndASessionThatIsCutResumes() {
    DiscordBot bot = start(null);
    discord.gateway().requestReconnect();
    Awaitility.await().until(() -> discord.gateway().resumes() > 0);
    Awaitility.await().until(bot::connected);
    annaClones().awaitText("Done with clone");
    long begin = System.nanoTime();
    bot.stop();
    started = null;
    assertTrue(Duration.ofNanos(System.nanoTime() - begin).toSeconds() < 5);
    assertFalse(bot.connected());
  }

  @Test
  void theCheckNamesWhatIsMissing() {
    discord.forbidBot("audit", Set.of(Permission.EMBED_LINKS));
    DiscordBot bot = bot(discord.token(), List.of(discord.guildId()), null);
    started = bot;
    bot.connect();
    List<PermissionGap> gaps = bot.permissionGaps();
    assertTrue(
        gaps.stream()
            .anyMatch(
                g -> g.channel().equals("audit") && g.missing().equals(List.of("Embed Links"))),
        gaps.toString());
    assertTrue(gaps.stream().noneMatch(g -> g.channel().equals("ops")), gaps.toString());
  }
}
