package dev.snapclone.sandbox.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.sandbox.discord.chat.Permission;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.discord.rest.RestFaults;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Refusals and planned faults of the REST side. No bot is connected. */
class RefusalsTest {
  private DiscordSandbox sandbox;
  private HttpWire wire;
  private String ops;

  @BeforeEach
  void start() {
    sandbox = DiscordSandbox.start(DiscordSandboxOptions.standard(InstantSource.system()));
    wire = new HttpWire(sandbox);
    ops = "channels/" + sandbox.channelId("ops") + "/messages";
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private List<SeenMessage> seen() {
    return sandbox.person("anna").sees("ops");
  }

  @Test
  void aBotMustAuthenticate() throws Exception {
    String agent = "DiscordBot (https://example.org, 1)";
    assertEquals(403, wire.send("GET", "users/@me", "", "curl/8", sandbox.token()).status());
    assertEquals(401, wire.send("GET", "users/@me", "", agent, "wrong").status());
    assertEquals(200, wire.send("GET", "users/@me", "").status());
    assertEquals(404, wire.send("GET", "nothing/here", "").status());
  }

  @Test
  void permissionsAreChecked() throws Exception {
    sandbox.forbidBot("ops", Set.of(Permission.SEND_MESSAGES));
    assertEquals(50013, wire.post(ops, "{\"content\":\"x\"}").code());
    sandbox.forbidBot("ops", Set.of(Permission.VIEW_CHANNEL));
    assertEquals(50001, wire.post(ops, "{\"content\":\"x\"}").code());
    sandbox.forbidBot("ops", Set.of(Permission.CREATE_PRIVATE_THREADS));
    String threads = "channels/" + sandbox.channelId("ops") + "/threads";
    assertEquals(50013, wire.post(threads, "{\"name\":\"x\",\"type\":12}").code());
    assertEquals(201, wire.post(threads, "{\"name\":\"x\",\"type\":11}").status());
    assertEquals(List.of(), seen());
  }

  @Test
  void embedsVanishSilentlyWithoutThePermission() throws Exception {
    sandbox.forbidBot("ops", Set.of(Permission.EMBED_LINKS));
    String body = "{\"content\":\"x\",\"embeds\":[{\"title\":\"t\"}]}";
    assertEquals(0, wire.post(ops, body).body().path("embeds").size());
    assertEquals(50006, wire.post(ops, "{\"embeds\":[{\"title\":\"t\"}]}").code());
  }

  @Test
  void blockedDirectMessagesAreRefused() throws Exception {
    Person anna = sandbox.person("anna");
    anna.takesDirectMessages(false);
    String body = "{\"recipient_id\":\"" + anna.id() + "\"}";
    String id = wire.post("users/@me/channels", body).body().path("id").asText();
    String path = "channels/" + id + "/messages";
    assertEquals(50007, wire.post(path, "{\"content\":\"x\"}").code());
    anna.takesDirectMessages(true);
    assertEquals(200, wire.post(path, "{\"content\":\"x\"}").status());
  }

  @Test
  void missingResourcesAreUnknown() throws Exception {
    assertEquals(10003, wire.post("channels/1/messages", "{\"content\":\"x\"}").code());
    assertEquals(10008, wire.send("PATCH", ops + "/1", "{\"content\":\"x\"}").code());
    assertEquals(10008, wire.send("DELETE", ops + "/1", "").code());
    assertEquals(10004, wire.send("GET", "guilds/1", "").code());
    assertEquals(10062, wire.post("interactions/1/t/callback", "{\"type\":5}").code());
    assertEquals(10015, wire.post("webhooks/1/t", "{\"content\":\"x\"}").code());
  }

  @Test
  void othersMessagesCannotBeEdited() throws Exception {
    String id = sandbox.person("anna").says("ops", "hello");
    assertEquals(50005, wire.send("PATCH", ops + "/" + id, "{\"content\":\"x\"}").code());
  }

  @Test
  void messagesAreListedAroundAndAfter() throws Exception {
    Person anna = sandbox.person("anna");
    List<String> ids = List.of(anna.says("ops", "1"), anna.says("ops", "2"), anna.says("ops", "3"));
    assertEquals(List.of(ids.get(2), ids.get(1)), ids(ops + "?limit=2"));
    assertEquals(List.of(ids.get(1)), ids(ops + "?limit=1&after=" + ids.get(0)));
    assertEquals(List.of(ids.get(0)), ids(ops + "?before=" + ids.get(1)));
    assertEquals(3, ids(ops + "?limit=3&around=" + ids.get(1)).size());
  }

  private List<String> ids(String path) throws Exception {
    List<String> ids = new ArrayList<>();
    wire.send("GET", path, "").body().forEach(m -> ids.add(m.path("id").asText()));
    return ids;
  }

  @Test
  void aRepeatedNonceReturnsTheFirstMessageForAFewMinutes() throws Exception {
    String body = "{\"content\":\"x\",\"nonce\":\"n1\",\"enforce_nonce\":true}";
    String first = wire.post(ops, body).body().path("id").asText();
    assertEquals(first, wire.post(ops, body).body().path("id").asText());
    assertEquals(1, seen().size());
    sandbox.advance(Duration.ofMinutes(10));
    assertEquals(200, wire.post(ops, body).status());
    assertEquals(2, seen().size());
  }

  @Test
  void theSixthMessageInFiveSecondsIsTooMany() throws Exception {
    HttpWire.Got last = wire.post(ops, "{\"content\":\"1\"}");
    assertEquals("4", last.headers().firstValue("X-RateLimit-Remaining").orElse(""));
    for (int i = 2; i <= 6; i++) {
      last = wire.post(ops, "{\"content\":\"" + i + "\"}");
    }
    assertEquals(429, last.status());
    assertTrue(last.headers().firstValue("Via").isPresent());
    assertEquals("user", last.headers().firstValue("X-RateLimit-Scope").orElse(""));
    assertTrue(last.body().path("retry_after").asDouble() > 0);
    assertEquals(5, seen().size());
    String elsewhere = "channels/" + sandbox.channelId("audit") + "/messages";
    assertEquals(200, wire.post(elsewhere, "{\"content\":\"x\"}").status());
  }

  @Test
  void aGlobalLimitCanBePlanned() throws Exception {
    sandbox
        .faults()
        .on("POST /channels/*/messages")
        .tooManyRequests(Duration.ofMillis(1500), RestFaults.Scope.GLOBAL);
    HttpWire.Got got = wire.post(ops, "{\"content\":\"x\"}");
    assertEquals(429, got.status());
    assertEquals(1.5, got.body().path("retry_after").asDouble());
    assertTrue(got.body().path("global").asBoolean());
    assertEquals("2", got.headers().firstValue("Retry-After").orElse(""));
    assertEquals(200, wire.post(ops, "{\"content\":\"x\"}").status());
  }

  @Test
  void anAnswerCanBeLostAfterTheRequestTookEffect() {
    sandbox.faults().on("POST /channels/*/messages").answerLost();
    assertThrows(IOException.class, () -> wire.post(ops, "{\"content\":\"x\"}"));
    assertEquals(1, seen().size());
    sandbox.faults().on("POST /channels/*/messages").connectionLost();
    assertThrows(IOException.class, () -> wire.post(ops, "{\"content\":\"x\"}"));
    assertEquals(1, seen().size());
    assertEquals(0, sandbox.requests().get(0).status());
  }

  @Test
  void serviceErrorsAndLatencyCanBePlanned() throws Exception {
    sandbox.faults().on("** /channels/**").times(2).status(503);
    assertEquals(503, wire.post(ops, "{\"content\":\"x\"}").status());
    assertEquals(503, wire.send("GET", ops, "").status());
    sandbox.faults().on("GET /channels/*/messages").latency(Duration.ofMillis(300));
    Instant before = InstantSource.system().instant();
    assertEquals(200, wire.send("GET", ops, "").status());
    Duration took = Duration.between(before, InstantSource.system().instant());
    assertFalse(took.compareTo(Duration.ofMillis(290)) < 0, took.toString());
  }

  @Test
  void aCommandWithoutABotGetsNoResponse() throws Exception {
    String commands =
        "applications/" + sandbox.botId() + "/guilds/" + sandbox.guildId() + "/commands";
    wire.post(commands, "{\"name\":\"jobs\",\"description\":\"Lists jobs\"}");
    BotAnswer answer = sandbox.person("anna").types("ops", "/jobs", Map.of());
    assertFalse(answer.failed());
    sandbox.advance(Duration.ofSeconds(4));
    assertTrue(answer.failed());
    assertEquals("The application did not respond", answer.text());
  }

  @Test
  void commandsCanBeHiddenFromThoseWithoutAPermission() throws Exception {
    String commands =
        "applications/" + sandbox.botId() + "/guilds/" + sandbox.guildId() + "/commands";
    String hidden =
        "{\"name\":\"jobs\",\"description\":\"d\",\"default_member_permissions\":\"0\"}";
    assertEquals(201, wire.post(commands, hidden).status());
    assertThrows(ClientRefusal.class, () -> sandbox.person("anna").types("ops", "/jobs"));
    assertFalse(sandbox.person("greta").types("ops", "/jobs").acknowledged());
  }
}
