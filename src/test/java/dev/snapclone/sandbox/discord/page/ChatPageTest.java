package dev.snapclone.sandbox.discord.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapclone.sandbox.discord.DiscordSandbox;
import dev.snapclone.sandbox.discord.DiscordSandboxOptions;
import dev.snapclone.sandbox.discord.page.Browser.Event;
import dev.snapclone.sandbox.discord.page.Browser.Got;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.components.label.Label;
import net.dv8tion.jda.api.components.textinput.TextInput;
import net.dv8tion.jda.api.components.textinput.TextInputStyle;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.channel.concrete.TextChannel;
import net.dv8tion.jda.api.events.GenericEvent;
import net.dv8tion.jda.api.events.interaction.ModalInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.hooks.EventListener;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.modals.Modal;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the page gets and sends, with a real JDA at the other end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChatPageTest {
  private DiscordSandbox sandbox;
  private ChatPage page;
  private JDA jda;

  @BeforeAll
  void connect() throws InterruptedException {
    sandbox =
        DiscordSandbox.start(
            DiscordSandboxOptions.standard(InstantSource.system()).withoutRateLimits());
    page =
        new ChatPage(
            sandbox, Map.of("/beside", exchange -> exchange.getResponseSender().send("also here")));
    jda =
        JDABuilder.createLight(sandbox.token())
            .setRestConfig(new RestConfig().setBaseUrl(sandbox.apiUrl()))
            .setSessionController(
                new ConcurrentSessionController() {
                  @Override
                  public String getGateway() {
                    return sandbox.gatewayUrl();
                  }
                })
            .build()
            .awaitReady();
    guild()
        .updateCommands()
        .addCommands(
            Commands.slash("snapshot", "Snapshot an instance")
                .addOptions(new OptionData(OptionType.STRING, "server-name", "Which", true, true)),
            Commands.slash("mute", "Is never answered"))
        .complete();
    jda.addEventListener((EventListener) this::answer);
  }

  private void answer(GenericEvent event) {
    if (event instanceof SlashCommandInteractionEvent e && e.getName().equals("snapshot")) {
      e.reply("Shall I?")
          .setEphemeral(true)
          .setComponents(ActionRow.of(Button.primary("why", "Why")))
          .queue();
    } else if (event instanceof CommandAutoCompleteInteractionEvent e) {
      e.replyChoiceStrings("web-01", "web-02").queue();
    } else if (event instanceof ButtonInteractionEvent e) {
      e.replyModal(
              Modal.create("reason", "Why?")
                  .addComponents(
                      Label.of("Reason", TextInput.create("text", TextInputStyle.SHORT).build()))
                  .build())
          .queue();
    } else if (event instanceof ModalInteractionEvent e) {
      e.reply("Thanks").setEphemeral(true).queue();
    }
  }

  @AfterAll
  void disconnect() throws InterruptedException {
    jda.shutdownNow();
    jda.awaitShutdown();
    page.close();
    sandbox.close();
  }

  private Guild guild() {
    Guild guild = jda.getGuildById(sandbox.guildId());
    if (guild == null) {
      throw new IllegalStateException("no guild");
    }
    return guild;
  }

  private TextChannel ops() {
    return guild().getTextChannelsByName("ops", false).get(0);
  }

  private Browser browserOf(String person) {
    return new Browser(sandbox.url(), person);
  }

  private String inOps(String more) {
    return "{\"channel\": \"" + sandbox.channelId("ops") + "\", " + more + "}";
  }

  private static JsonNode channel(JsonNode state, String name) {
    for (JsonNode channel : state.path("channels")) {
      if (channel.path("name").asText().equals(name)) {
        return channel;
      }
    }
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }

  @Test
  void thePageRunsItsOwnScriptsOnlyAndSaysThatItIsASandbox() throws Exception {
    HttpResponse<String> index = browserOf("anna").get("/");
    assertEquals(200, index.statusCode());
    assertEquals("text/html; charset=utf-8", index.headers().firstValue("Content-Type").orElse(""));
    String policy = index.headers().firstValue("Content-Security-Policy").orElse("");
    assertTrue(policy.startsWith("default-src 'none'; script-src 'self';"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    assertTrue(index.body().contains("<title>snapclone sandbox</title>"), index.body());
    assertFalse(index.body().matches("(?s).*<script(?![^>]*src=)[^>]*>.*"), "script in the text");
    assertEquals(200, browserOf("anna").get("/page/app.js").statusCode());
    assertEquals("also here", browserOf("anna").get("/beside").body());
  }

  @Test
  void noPathLeadsOutOfThePagesFiles() throws Exception {
    for (String path :
        List.of(
            "/page/../page/Assets.class",
            "/page/..%2fDiscordSandbox.class",
            "/page/%2e%2e/%2e%2e/chat/World.class",
            "/page/Assets.class",
            "/page//etc/passwd",
            "/page/")) {
      assertEquals(404, browserOf("anna").get(path).statusCode(), path);
    }
  }

  @Test
  void otherPagesInTheSameBrowserAreKeptOut() throws Exception {
    Browser anna = browserOf("anna");
    String body = inOps("\"text\": \"hello from elsewhere\"");
    String path = "/page/api/anna/say";
    assertEquals(
        403, anna.status(anna.post(path, body).header("Origin", "https://elsewhere.example")));
    assertEquals(403, anna.status(anna.post(path, body).header("Origin", "null")));
    assertEquals(403, anna.status(anna.post(path, body).setHeader("Content-Type", "text/plain")));
    assertFalse(anna.state().toString().contains("hello from elsewhere"));
    String stream = "/page/api/anna/stream?after=0";
    for (String origin : List.of("https://elsewhere.example", "null")) {
      var line = anna.line(stream, origin, new LinkedBlockingQueue<>());
      assertThrows(CompletionException.class, line::join, origin);
    }
    assertEquals(200, anna.status(anna.post(path, body).header("Origin", sandbox.url())));
    assertTrue(anna.state().toString().contains("hello from elsewhere"));
  }

  @Test
  void theStateShowsPeopleChannelsAndCommandsWithTheirOptions() throws Exception {
    JsonNode state = browserOf("ben").state();
    assertEquals("ben", state.path("me").path("name").asText());
    assertEquals("Acme", state.path("guild").asText());
    assertTrue(channel(state, "ops").path("mayWrite").asBoolean());
    JsonNode snapshot = state.path("commands").path(0);
    assertEquals("snapshot", snapshot.path("name").asText());
    assertEquals("Snapshot an instance", snapshot.path("description").asText());
    assertTrue(snapshot.path("options").path(0).path("autocomplete").asBoolean());
    assertEquals(404, browserOf("nobody").get("/page/api/nobody/state").statusCode());
  }

  @Test
  void aCommandIsTypedPressedAndAnsweredAndOnlyItsPersonSeesThat() throws Exception {
    Browser anna = browserOf("anna");
    long before = anna.state().path("number").asLong();
    Got choices =
        anna.does(
            "complete",
            inOps("\"command\": \"snapshot\", \"option\": \"server-name\", \"typed\": \"we\""));
    assertEquals("web-01", choices.body().path("choices").path(0).path("value").asText());

    Got sent =
        anna.does(
            "command",
            inOps("\"command\": \"snapshot\", \"options\": {\"server-name\": \"web-01\"}"));
    assertEquals(200, sent.status());
    assertFalse(sent.body().path("failed").asBoolean());
    List<Event> seen = anna.streamUntil(before, e -> shows(e, "Shall I?"));
    JsonNode message = seen.get(seen.size() - 1).data();
    assertTrue(message.path("ephemeral").asBoolean());
    assertEquals(
        "/snapshot server-name:web-01", message.path("interaction").path("label").asText());

    String id = message.path("id").asText();
    String press = "{\"message\": \"" + id + "\", \"control\": \"why\"}";
    JsonNode dialog = anna.does("press", press).body().path("dialog");
    assertEquals("Why?", dialog.path("title").asText());
    assertEquals("Reason", dialog.path("inputs").path(0).path("label").asText());
    String open = dialog.path("id").asText();
    String empty = "{\"dialog\": \"" + open + "\", \"fields\": {\"text\": \"\"}}";
    assertEquals("Reason is required", anna.does("submit", empty).body().path("error").asText());
    String filled = "{\"dialog\": \"" + open + "\", \"fields\": {\"text\": \"because\"}}";
    assertEquals(200, anna.does("submit", filled).status());
    anna.streamUntil(before, e -> shows(e, "Thanks"));

    Browser ben = browserOf("ben");
    assertFalse(ben.state().toString().contains("Shall I?"));
    assertEquals(422, ben.does("press", press).status());
    sandbox.person("carla").says("ops", "the end of it");
    List<Event> benSaw = ben.streamUntil(before, e -> shows(e, "the end of it"));
    assertTrue(benSaw.stream().noneMatch(e -> shows(e, "Shall I?")), benSaw.toString());
  }

  @Test
  void whatDiscordsClientRefusesIsRefusedWithItsSentence() throws Exception {
    Browser anna = browserOf("anna");
    Got missing = anna.does("command", inOps("\"command\": \"snapshot\", \"options\": {}"));
    assertEquals(422, missing.status());
    assertTrue(missing.body().path("error").asText().contains("server-name is required"));
    assertEquals(422, anna.does("command", inOps("\"command\": \"nothing\"")).status());
    assertEquals(404, anna.does("dance", "{}").status());
    assertEquals(400, anna.does("command", "[]").status());
    assertEquals(400, anna.does("command", "{").status());
  }

  @Test
  void aBotThatDoesNotAnswerHasFailedAfterThreeSeconds() throws Exception {
    Got answer = browserOf("olaf").does("command", inOps("\"command\": \"mute\""));
    assertEquals(200, answer.status());
    assertTrue(answer.body().path("failed").asBoolean());
  }

  @Test
  void aPrivateThreadExistsForItsMembersOnly() throws Exception {
    Browser anna = browserOf("anna");
    Browser nina = browserOf("nina");
    long before = anna.state().path("number").asLong();
    var thread = ops().createThreadChannel("for anna", true).complete();
    Member member = guild().retrieveMemberById(sandbox.person("anna").id()).complete();
    thread.addThreadMember(member).complete();
    thread.sendMessage("a secret").complete();

    List<Event> seen = anna.streamUntil(before, e -> shows(e, "a secret"));
    assertTrue(
        seen.stream()
            .anyMatch(
                e ->
                    e.kind().equals("channel")
                        && e.data().path("name").asText().equals("for anna")));
    assertEquals(12, channel(anna.state(), "for anna").path("type").asInt());

    assertTrue(channel(nina.state(), "for anna").isMissingNode());
    ops().sendMessage("for everybody").complete();
    List<Event> others = nina.streamUntil(before, e -> shows(e, "for everybody"));
    assertTrue(others.stream().noneMatch(e -> e.data().toString().contains("secret")));
    assertTrue(others.stream().noneMatch(e -> e.data().toString().contains("for anna")));
    String say = "{\"channel\": \"" + thread.getId() + "\", \"text\": \"me too\"}";
    assertEquals(422, nina.does("say", say).status());
  }

  @Test
  void whoComesBackIsToldExactlyWhatWasMissed() throws Exception {
    Browser carla = browserOf("carla");
    long before = carla.state().path("number").asLong();
    var first = ops().sendMessage("first").complete();
    first.editMessage("first, mended").complete();
    var second = ops().sendMessage("second").complete();
    second.delete().complete();
    ops().sendMessage("third").complete();

    List<Event> missed = carla.streamUntil(before, e -> shows(e, "third"));
    assertEquals(
        missed.stream().map(Event::number).sorted().distinct().toList(),
        missed.stream().map(Event::number).toList());
    assertTrue(missed.stream().anyMatch(e -> shows(e, "first, mended")));
    assertTrue(
        missed.stream()
            .anyMatch(
                e ->
                    e.kind().equals("deleted")
                        && e.data().path("id").asText().equals(second.getId())));
    long last = missed.get(missed.size() - 1).number();
    ops().sendMessage("fourth").complete();
    List<Event> rest = carla.streamUntil(last, e -> shows(e, "fourth"));
    assertTrue(rest.stream().noneMatch(e -> shows(e, "third")), rest.toString());

    List<Event> lost = carla.streamUntil(999_999, e -> true);
    assertEquals("reset", lost.get(0).kind());
    List<Event> elsewhere = carla.streamUntil(last, "another", e -> true);
    assertEquals("reset", elsewhere.get(0).kind());
  }

  private static boolean shows(Event event, String text) {
    return event.kind().equals("message") && event.data().path("content").asText().equals(text);
  }
}
