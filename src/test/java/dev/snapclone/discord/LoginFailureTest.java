package dev.snapclone.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.config.DiscordSettings;
import dev.snapclone.config.Secret;
import dev.snapclone.sandbox.discord.DiscordSandbox;
import dev.snapclone.sandbox.discord.DiscordSandboxOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each reason why the bot cannot log in is told as what it is. */
class LoginFailureTest {
  private final DiscordSandbox discord =
      DiscordSandbox.start(DiscordSandboxOptions.standard(InstantSource.system()));
  private final ExecutorService events = Executors.newSingleThreadExecutor();

  @AfterEach
  void stop() {
    events.shutdownNow();
    discord.close();
  }

  private DiscordException failure(String token, String apiUrl, @Nullable String gatewayUrl) {
    DiscordSettings settings =
        new DiscordSettings(new Secret(token), List.of("1"), apiUrl, gatewayUrl, null, null, true);
    return assertThrows(
        DiscordException.class,
        () -> {
          JdaLogin.Login login =
              new JdaLogin(settings, new EditPaces()).login(events, List.of(), over -> {});
          try {
            login.awaitReady(Duration.ofSeconds(5));
          } finally {
            login.jda().shutdownNow();
          }
        });
  }

  private static void assertNetwork(DiscordException e, String words) {
    assertEquals(DiscordException.Kind.NETWORK, e.kind(), e.getMessage());
    assertTrue(String.valueOf(e.getMessage()).contains(words), e.getMessage());
    assertFalse(String.valueOf(e.getMessage()).contains("token"), e.getMessage());
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aNameThatIsNotFound() {
    assertNetwork(
        failure("t", "http://no-such-host.invalid/api/v10/", discord.gatewayUrl()),
        "its name is not found");
  }

  @Test
  void aConnectionThatIsRefused() throws IOException {
    assertNetwork(
        failure("t", "http://127.0.0.1:" + closedPort() + "/api/v10/", discord.gatewayUrl()),
        "it refuses the connection");
  }

  @Test
  void aConnectionThatCannotBeTrusted() {
    assertNetwork(
        failure("t", discord.apiUrl().replace("http:", "https:"), discord.gatewayUrl()),
        "no trusted connection");
  }

  @Test
  void aProxyThatWantsAPassword() {
    discord.faults().on("GET /users/@me").always().status(407);
    assertNetwork(failure(discord.token(), discord.apiUrl(), discord.gatewayUrl()), "407");
  }

  @Test
  void aGatewayWhoseNameIsNotFound() {
    assertNetwork(
        failure(discord.token(), discord.apiUrl(), "ws://no-such-host.invalid/"),
        "its name is not found");
  }

  @Test
  void aTokenThatIsWrong() {
    DiscordException e = failure("wrong.token.here", discord.apiUrl(), discord.gatewayUrl());
    assertEquals(DiscordException.Kind.TOKEN, e.kind());
  }

  @Test
  void aTroubleOfDiscordsOwn() {
    discord.faults().on("GET /users/@me").always().status(500);
    DiscordException e = failure(discord.token(), discord.apiUrl(), discord.gatewayUrl());
    assertEquals(DiscordException.Kind.BUSY, e.kind());
    assertTrue(String.valueOf(e.getMessage()).contains("500"), e.getMessage());
  }
}
