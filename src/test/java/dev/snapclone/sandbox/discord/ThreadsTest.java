package dev.snapclone.sandbox.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapclone.sandbox.discord.chat.Channel;
import dev.snapclone.sandbox.discord.chat.Permission;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Threads that are archived and locked (topics/threads.mdx). */
class ThreadsTest {
  private DiscordSandbox sandbox;
  private HttpWire wire;
  private Person anna;

  @BeforeEach
  void start() {
    sandbox =
        DiscordSandbox.start(
            DiscordSandboxOptions.empty(InstantSource.system())
                .with(
                    new DiscordSandboxOptions.GuildPlan(
                        "Acme",
                        "en-US",
                        List.of(
                            new DiscordSandboxOptions.ChannelPlan(
                                "ops", Set.of(Permission.MANAGE_THREADS)),
                            new DiscordSandboxOptions.ChannelPlan(
                                "news", Channel.ANNOUNCEMENT, Set.of())),
                        List.of(),
                        List.of(
                            new DiscordSandboxOptions.PersonPlan(
                                "anna", Set.of(), "en-US", true)))));
    wire = new HttpWire(sandbox);
    anna = sandbox.person("anna");
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private String says(String thread) throws Exception {
    HttpWire.Got got = wire.post("channels/" + thread + "/messages", "{\"content\":\"card\"}");
    assertEquals(200, got.status(), got.body().toString());
    return "channels/" + thread + "/messages/" + got.body().path("id").asText();
  }

  private JsonNode metadata(String thread) throws Exception {
    return wire.send("GET", "channels/" + thread, "").body().path("thread_metadata");
  }

  private HttpWire.Got change(String thread, String json) throws Exception {
    return wire.send("PATCH", "channels/" + thread, json);
  }

  @Test
  void anInactiveThreadIsArchivedAndAMessageUnarchivesIt() throws Exception {
    String thread = anna.opensThread("ops", "talk", false);
    String message = says(thread);
    sandbox.advance(Duration.ofMinutes(4319));
    assertFalse(metadata(thread).path("archived").asBoolean());
    sandbox.advance(Duration.ofMinutes(2));
    assertTrue(metadata(thread).path("archived").asBoolean());
    assertEquals(50083, wire.send("PATCH", message, "{\"content\":\"b\"}").code());
    String member = "channels/" + thread + "/thread-members/" + anna.id();
    assertEquals(50083, wire.send("PUT", member, "").code());
    assertEquals(50013, change(thread, "{\"name\":\"other\"}").code());
    assertEquals(
        1,
        wire.send("GET", "channels/" + thread + "/messages?limit=5", "").body().size(),
        "it can be read");
    says(thread);
    assertFalse(metadata(thread).path("archived").asBoolean());
    assertEquals(200, wire.send("PATCH", message, "{\"content\":\"b\"}").status());
    sandbox.archiveThread(thread);
    assertEquals(204, wire.send("DELETE", message, "").status(), "deleting goes on");
  }

  @Test
  void membersMayUnarchiveAThreadUnlessItIsLocked() throws Exception {
    String foreign = anna.opensThread("ops", "foreign", false);
    sandbox.archiveThread(foreign);
    assertEquals(50013, change(foreign, "{\"archived\":false}").code());
    String thread = anna.opensThread("ops", "talk", false);
    String message = says(thread);
    sandbox.archiveThread(thread);
    assertEquals(200, change(thread, "{\"archived\":false}").status());
    assertEquals(200, wire.send("PATCH", message, "{\"content\":\"b\"}").status());
    sandbox.lockThread(thread);
    assertEquals(50013, change(thread, "{\"archived\":false}").code());
    assertEquals(
        50083, wire.post("channels/" + thread + "/messages", "{\"content\":\"x\"}").code());
    sandbox.forbidBot("ops", Set.of());
    assertEquals(200, change(thread, "{\"archived\":false}").status());
    assertEquals(200, wire.send("PATCH", message, "{\"content\":\"c\"}").status());
    sandbox.forbidBot("ops", Set.of(Permission.MANAGE_THREADS));
    assertEquals(160005, wire.send("PATCH", message, "{\"content\":\"d\"}").code());
  }

  @Test
  void theArchiveIsListedNewestFirstAndByPages() throws Exception {
    List<String> talks = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      talks.add(0, anna.opensThread("ops", "talk " + i, false));
      sandbox.advance(Duration.ofSeconds(1));
    }
    for (String talk : talks) {
      sandbox.archiveThread(talk);
      sandbox.advance(Duration.ofSeconds(1));
    }
    String hidden = anna.opensThread("ops", "hidden", true);
    anna.opensThread("ops", "active", true);
    sandbox.archiveThread(hidden);
    String archive = "channels/" + sandbox.channelId("ops") + "/threads/archived/";
    JsonNode first = wire.send("GET", archive + "public?limit=2", "").body();
    assertEquals(List.of(talks.get(2), talks.get(1)), ids(first));
    assertTrue(first.path("has_more").asBoolean());
    String before =
        first.path("threads").path(1).path("thread_metadata").path("archive_timestamp").asText();
    JsonNode rest = wire.send("GET", archive + "public?limit=2&before=" + before, "").body();
    assertEquals(List.of(talks.get(0)), ids(rest));
    assertFalse(rest.path("has_more").asBoolean());
    assertEquals(50013, wire.send("GET", archive + "private", "").code());
    String joined = "channels/" + sandbox.channelId("ops") + "/users/@me/threads/archived/private";
    assertEquals(List.of(hidden), ids(wire.send("GET", joined, "").body()));
    assertEquals(50035, wire.send("GET", joined + "?limit=1", "").code());
  }

  private static List<String> ids(JsonNode answer) {
    List<String> ids = new ArrayList<>();
    answer.path("threads").forEach(t -> ids.add(t.path("id").asText()));
    return ids;
  }

  @Test
  void announcementChannelsHaveThreadsOfTheirOwnAndNoPrivateOnes() throws Exception {
    String news = "channels/" + sandbox.channelId("news");
    assertEquals(50024, wire.post(news + "/threads", "{\"name\":\"x\",\"type\":12}").code());
    assertEquals(
        10,
        wire.post(news + "/threads", "{\"name\":\"x\",\"type\":10}").body().path("type").asInt());
  }

  @Test
  void jdaForgetsArchivedThreadsAndNothingIsAcknowledgedThere() throws Exception {
    try (JdaBot bot = JdaBot.connect(sandbox)) {
      bot.guild().updateCommands().addCommands(Commands.slash("ping", "Pings.")).complete();
      String thread = anna.opensThread("ops", "talk", false);
      Awaitility.await().until(() -> bot.jda().getThreadChannelById(thread) != null);
      sandbox.archiveThread(thread);
      Awaitility.await().until(() -> bot.jda().getThreadChannelById(thread) == null);
      anna.types(thread, "ping", Map.of());
      String id = interaction();
      HttpWire.Got refused = wire.post("interactions/" + id + "/callback", "{\"type\":5}");
      assertEquals(400, refused.status());
      assertEquals(50083, refused.code());
      ThreadChannel listed =
          bot.channel("ops").retrieveArchivedPublicThreadChannels().complete().get(0);
      assertTrue(listed.isArchived());
    }
  }

  /** The id and token of the only interaction. */
  private String interaction() {
    return sandbox.world().interactions().stream()
        .map(i -> i.id() + "/" + i.token())
        .findFirst()
        .orElseThrow();
  }
}
