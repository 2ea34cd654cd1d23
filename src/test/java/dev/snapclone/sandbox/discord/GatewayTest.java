package dev.snapclone.sandbox.discord;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.sandbox.discord.chat.SeenMessage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.message.MessageReceivedEvent;
import net.dv8tion.jda.api.events.session.SessionRecreateEvent;
import net.dv8tion.jda.api.events.session.SessionResumeEvent;
import net.dv8tion.jda.api.events.session.ShutdownEvent;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.interactions.InteractionHook;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.requests.CloseCode;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.utils.Compression;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Broken connections, resumed sessions and missed deadlines. */
class GatewayTest {
  private static final EnumSet<GatewayIntent> NONE = EnumSet.noneOf(GatewayIntent.class);

  private DiscordSandbox sandbox;
  private JdaBot bot;

  @BeforeEach
  void connect() throws InterruptedException {
    sandbox =
        DiscordSandbox.start(
            DiscordSandboxOptions.standard(InstantSource.system()).withoutRateLimits());
    bot = JdaBot.connect(sandbox);
    bot.guild().updateCommands().addCommands(Commands.slash("ping", "Answers")).complete();
  }

  @AfterEach
  void disconnect() throws InterruptedException {
    bot.close();
    sandbox.close();
  }

  private BotAnswer ping() {
    return sandbox.person("anna").types("ops", "/ping");
  }

  private void answerPings() {
    bot.on(SlashCommandInteractionEvent.class, e -> e.reply("pong").setEphemeral(true).queue());
  }

  @Test
  void aResumeReplaysMissedEvents() {
    answerPings();
    sandbox.gateway().hold();
    await().until(() -> sandbox.gateway().connected() == 0);
    BotAnswer answer = ping();
    assertEquals(0, bot.got(SlashCommandInteractionEvent.class).size());
    sandbox.gateway().release();
    assertEquals("pong", answer.awaitMessage().shown().content());
    assertEquals(1, sandbox.gateway().resumes());
    assertEquals(1, sandbox.gateway().identifies());
    await().until(() -> bot.got(SessionResumeEvent.class).size() == 1);
  }

  @Test
  void theBotIsAskedToReconnect() {
    answerPings();
    sandbox.gateway().requestReconnect();
    await().until(() -> sandbox.gateway().resumes() == 1);
    assertEquals("pong", ping().awaitMessage().shown().content());
  }

  @Test
  void anInvalidSessionIdentifiesAgain() {
    sandbox.gateway().invalidateSessions(false);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> !bot.got(SessionRecreateEvent.class).isEmpty());
    assertEquals(2, sandbox.gateway().identifies());
  }

  @Test
  void aWrongTokenEndsTheBot() {
    assertThrows(InvalidTokenException.class, () -> JdaBot.builder(sandbox, "wrong", NONE).build());
  }

  @Test
  void aPrivilegedIntentThatWasNotGrantedEndsTheBot() throws InterruptedException {
    List<CloseCode> codes = new CopyOnWriteArrayList<>();
    EnumSet<GatewayIntent> members = EnumSet.of(GatewayIntent.GUILD_MEMBERS);
    JDA greedy =
        JdaBot.builder(sandbox, sandbox.token(), members)
            .addEventListeners(
                (net.dv8tion.jda.api.hooks.EventListener)
                    e -> {
                      if (e instanceof ShutdownEvent end && end.getCloseCode() != null) {
                        codes.add(end.getCloseCode());
                      }
                    })
            .build();
    await().until(() -> codes.equals(List.of(CloseCode.DISALLOWED_INTENTS)));
    assertTrue(greedy.awaitShutdown(Duration.ofSeconds(5)));
  }

  @Test
  void anInteractionMayArriveTwice() {
    sandbox.gateway().deliverTwice(1);
    BotAnswer answer = ping();
    await().until(() -> bot.got(SlashCommandInteractionEvent.class).size() == 2);
    List<SlashCommandInteractionEvent> events = bot.got(SlashCommandInteractionEvent.class);
    assertEquals(events.get(0).getIdLong(), events.get(1).getIdLong());
    events.get(0).reply("once").complete();
    assertEquals(40060, refusedCode(events.get(1)));
    assertEquals("once", answer.awaitMessage().shown().content());
  }

  private static int refusedCode(SlashCommandInteractionEvent event) {
    return assertThrows(ErrorResponseException.class, () -> event.reply("again").complete())
        .getErrorCode();
  }

  @Test
  void anInteractionMayNeverArrive() {
    answerPings();
    sandbox.gateway().loseNext(1);
    BotAnswer lost = ping();
    assertEquals("pong", ping().awaitMessage().shown().content());
    assertFalse(lost.acknowledged());
  }

  @Test
  void theReplicaThatAnswersTooLateCanStillUseTheToken() throws InterruptedException {
    try (JdaBot second = JdaBot.connect(sandbox, Compression.NONE, NONE)) {
      assertEquals(2, sandbox.gateway().connected());
      BotAnswer answer = ping();
      await()
          .until(
              () ->
                  bot.got(SlashCommandInteractionEvent.class).size() == 1
                      && second.got(SlashCommandInteractionEvent.class).size() == 1);
      bot.got(SlashCommandInteractionEvent.class).get(0).deferReply(true).complete();
      SlashCommandInteractionEvent late = second.got(SlashCommandInteractionEvent.class).get(0);
      assertEquals(40060, refusedCode(late));
      InteractionHook.from(second.jda(), late.getToken()).editOriginal("from two").complete();
      assertEquals("from two", answer.awaitMessage().shown().content());
    }
  }

  @Test
  void afterThreeSecondsAnAnswerIsTooLate() {
    BotAnswer answer = ping();
    await().until(() -> bot.got(SlashCommandInteractionEvent.class).size() == 1);
    sandbox.advance(Duration.ofSeconds(4));
    assertTrue(answer.failed());
    assertEquals(10062, refusedCode(bot.got(SlashCommandInteractionEvent.class).get(0)));
  }

  @Test
  void theTokenExpiresAfterFifteenMinutes() {
    BotAnswer answer = ping();
    await().until(() -> bot.got(SlashCommandInteractionEvent.class).size() == 1);
    SlashCommandInteractionEvent event = bot.got(SlashCommandInteractionEvent.class).get(0);
    event.deferReply(true).complete();
    sandbox.advance(Duration.ofMinutes(14));
    event.getHook().editOriginal("still there").complete();
    sandbox.advance(Duration.ofMinutes(2));
    ErrorResponseException error =
        assertThrows(
            ErrorResponseException.class,
            () -> InteractionHook.from(bot.jda(), event.getToken()).editOriginal("x").complete());
    assertEquals(50027, error.getErrorCode());
    assertEquals("still there", answer.text());
  }

  @Test
  void theFirstFollowUpFillsTheDeferredAnswer() {
    BotAnswer answer = ping();
    await().until(() -> bot.got(SlashCommandInteractionEvent.class).size() == 1);
    SlashCommandInteractionEvent event = bot.got(SlashCommandInteractionEvent.class).get(0);
    event.deferReply(true).complete();
    event.getHook().sendMessage("first").setEphemeral(false).complete();
    SeenMessage first = answer.awaitMessage();
    assertTrue(first.ephemeral());
    assertEquals(List.of(), answer.followUps());
    event.getHook().sendMessage("second").setEphemeral(false).complete();
    assertFalse(answer.awaitFollowUp().ephemeral());
  }

  @Test
  void jdaRetriesAfterA429AndAfterA503() {
    sandbox
        .faults()
        .on("POST /channels/*/messages")
        .tooManyRequests(
            Duration.ofMillis(200), dev.snapclone.sandbox.discord.rest.RestFaults.Scope.USER);
    bot.channel("ops").sendMessage("one").complete();
    sandbox.faults().on("POST /channels/*/messages").status(503);
    bot.channel("ops").sendMessage("two").complete();
    assertEquals(2, sandbox.person("anna").sees("ops").size());
    List<Integer> statuses =
        sandbox.requests().stream()
            .filter(r -> r.route().equals("/channels/{channel}/messages"))
            .map(r -> r.status())
            .toList();
    assertEquals(List.of(429, 200, 503, 200), statuses);
  }

  @Test
  void aBotThatAsksForMessagesGetsThemWithoutContent() throws InterruptedException {
    EnumSet<GatewayIntent> messages = EnumSet.of(GatewayIntent.GUILD_MESSAGES);
    try (JdaBot reader = JdaBot.connect(sandbox, Compression.ZLIB, messages)) {
      sandbox.person("anna").says("ops", "secret");
      sandbox.person("anna").says("ops", "hello <@" + sandbox.botId() + ">");
      await().until(() -> reader.got(MessageReceivedEvent.class).size() == 2);
      List<MessageReceivedEvent> got = reader.got(MessageReceivedEvent.class);
      assertEquals("", got.get(0).getMessage().getContentRaw());
      assertTrue(got.get(1).getMessage().getContentRaw().startsWith("hello"));
      assertEquals(0, bot.got(MessageReceivedEvent.class).size());
    }
  }

  @Test
  void theChatHasEventsAndSnapshots() {
    List<String> heard = new CopyOnWriteArrayList<>();
    sandbox.onEvent(e -> heard.add(e.kind() + " " + e.channel() + " " + e.text()));
    answerPings();
    ping().awaitMessage();
    bot.channel("audit")
        .sendMessage("x")
        .addComponents(ActionRow.of(Button.primary("b", "Press")))
        .complete();
    await()
        .until(
            () -> heard.equals(List.of("COMMAND_TYPED ops /ping", "POSTED ops ", "POSTED audit ")));
    ChatSnapshot.GuildView guild = sandbox.snapshot().guilds().get(0);
    assertEquals(List.of("ping"), guild.commands());
    assertEquals("anna", guild.channels().get(0).messages().get(0).onlyFor());
    assertEquals(List.of("Press"), guild.channels().get(2).messages().get(0).message().buttons());
  }

  @Test
  void everythingThatTheBotSentFitsTheOfficialSchema() {
    answerPings();
    ping().awaitMessage();
    bot.channel("ops").sendMessage("x").complete().editMessage("y").complete();
    bot.channel("ops").createThreadChannel("t", true).complete();
    DiscordSchema schema = DiscordSchema.fromEnvironment();
    assertEquals(Map.of(), schema.problems(sandbox.requests()));
    assertTrue(schema.checked() >= 5, "checked " + schema.checked());
  }
}
