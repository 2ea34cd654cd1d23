package dev.snapclone.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.config.DiscordSettings;
import dev.snapclone.config.Settings;
import dev.snapclone.config.SettingsBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that says things later, otherwise, more or less than the sandbox's. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OddGatewayEndToEndTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir static Path folder;
  private BentGateway gateway;
  private Stage stage;

  private Settings through(Settings usual) {
    DiscordSettings chat = usual.discord();
    gateway = new BentGateway(chat.gatewayUrl());
    AtomicInteger hellos = new AtomicInteger();
    // Everything that may differ at a start, at once.
    gateway.with(
        (payload, to) -> {
          if (payload.path("op").asInt() == 10 && hellos.getAndIncrement() == 0) {
            gateway.sendLater(to, payload, 2000);
            return false;
          }
          if (payload.path("t").asText().equals("READY")) {
            ((ObjectNode) payload.path("d")).remove("resume_gateway_url");
            ((ObjectNode) payload.path("d")).put("unknown_field", "x").putObject("more");
            to.send("{\"op\":1,\"d\":null}");
            to.send("{\"op\":0,\"t\":\"NEVER_HEARD_OF\",\"s\":1,\"d\":{\"a\":[1,null]}}");
          }
          if (payload.path("t").asText().equals("GUILD_CREATE")) {
            to.send(
                "{\"op\":0,\"t\":\"GUILD_DELETE\",\"s\":1,\"d\":{\"id\":\""
                    + payload.path("d").path("id").asText()
                    + "\",\"unavailable\":true}}");
            gateway.sendLater(to, payload, 1000);
            return false;
          }
          return true;
        });
    List<String> guilds = new ArrayList<>(chat.guilds());
    guilds.add("999999999999999999");
    return SettingsBuilder.from(usual)
        .discord(
            new DiscordSettings(
                chat.token(),
                guilds,
                chat.apiUrl(),
                gateway.url(),
                chat.approvalsChannel(),
                chat.auditChannel(),
                chat.showAddresses()))
        .build();
  }

  @BeforeAll
  void opens() {
    stage = Stage.open(folder, "demo", this::through);
    gateway.straighten();
  }

  @AfterEach
  void straight() {
    gateway.straighten();
  }

  @AfterAll
  void closes() {
    stage.close();
    gateway.close();
  }

  private void works() {
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> stage.says("/instances", Map.of()), said -> said.contains("instances in cloud"));
  }

  @Test
  void aLateStartWithUnknownEventsAndAGuildThatIsNotThereServesTheOthers() {
    works();
  }

  @Test
  void payloadsThatNobodyExpectsDisturbNothing() {
    gateway.say("{\"op\":1,\"d\":null}");
    gateway.say("{\"op\":77,\"d\":{\"x\":1}}");
    works();
  }

  @Test
  void sessionsThatAreInvalidAfterAResumeAreMadeAnew() {
    for (String resumable : List.of("true", "false")) {
      AtomicInteger left = new AtomicInteger(1);
      gateway.with(
          (payload, to) -> {
            if (payload.path("t").asText().equals("RESUMED") && left.getAndDecrement() > 0) {
              to.send("{\"op\":9,\"d\":" + resumable + "}");
              return false;
            }
            return true;
          });
      gateway.say("{\"op\":7,\"d\":null}");
      Awaitility.await(resumable).atMost(PATIENCE).until(() -> left.get() <= 0);
      works();
    }
  }

  @Test
  void aReconnectRightAfterReadyIsFollowed() {
    AtomicInteger left = new AtomicInteger(2);
    gateway.with(
        (payload, to) -> {
          if (payload.path("t").asText().equals("READY") && left.getAndDecrement() > 0) {
            to.send(payload.toString());
            to.send("{\"op\":7,\"d\":null}");
            return false;
          }
          return true;
        });
    gateway.say("{\"op\":9,\"d\":false}");
    Awaitility.await().atMost(PATIENCE).until(() -> left.get() < 2);
    works();
  }
}
