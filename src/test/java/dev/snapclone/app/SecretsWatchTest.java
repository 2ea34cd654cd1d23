package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.snapclone.sandbox.discord.rest.Request;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The watch over the whole suite sees a secret when there is one. */
class SecretsWatchTest {
  private static final Logger LOG = LoggerFactory.getLogger(SecretsWatchTest.class);

  @AfterEach
  void forget() {
    LogWatch.leaks();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "planted-for-the-watch",
        "gAAAAA0123456789abcdef0123456789",
        "aW50ZXJhY3Rpb240123456789abcdef0123456789abcdef",
        "pass is hush0123456789ab.",
        "https://c/vnc_lite.html?path=%3Ftoken%3D01234567-89ab-cdef-0123-456789abcdef"
      })
  void aLoggedSecretIsFoundHoweverItGotThere(String secret) {
    LogWatch.SECRETS.plant("the planted one", "planted-for-the-watch");
    LogWatch.leaks();
    LOG.debug("a detail: {}", secret);
    assertEquals(1, LogWatch.leaks().size(), "in a message");
    LOG.debug("an error", new IllegalStateException("outer", new RuntimeException(secret)));
    assertEquals(1, LogWatch.leaks().size(), "in the cause of an exception");
    LOG.debug("nothing");
    assertEquals(List.of(), LogWatch.leaks());
  }

  @Test
  void aSecretInAMessageIsFoundAndAConsoleLinkWhereOthersReadIt() throws Exception {
    String link = "{\"url\": \"https://c/?token=01234567-89ab-cdef-0123-456789abcdef\"}";
    assertEquals(1, SecretsWatch.said(request("/channels/1/messages", link)).size());
    assertEquals(List.of(), SecretsWatch.said(request("/webhooks/1/x/messages/@original", link)));
  }

  @Test
  void aMessageThatMayMentionIsFound() throws Exception {
    List<String> found =
        SecretsWatch.said(request("/channels/1/messages", "{\"content\": \"@everyone\"}"));
    assertTrue(found.get(0).startsWith("allowed_mentions are not set"), found::toString);
    assertEquals(
        List.of(),
        SecretsWatch.said(
            request(
                "/channels/1/messages",
                "{\"content\": \"x\", \"allowed_mentions\": {\"parse\": []}}")));
  }

  private static Request request(String path, String body) throws Exception {
    JsonNode json = new ObjectMapper().readTree(body);
    return new Request(
        Instant.EPOCH, "POST", path, "", path, json, List.of(), 200, MissingNode.getInstance());
  }
}
