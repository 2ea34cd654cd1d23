package dev.snapclone.sandbox.openstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapclone.sandbox.openstack.Client.Got;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImageTest extends SandboxTest {
  private static final String PATCH = "application/openstack-images-v2.1-json-patch";

  private Got patch(String id, String op, String key, String value) {
    return demo.patch(
        "/v2/images/" + id,
        PATCH,
        "[{\"op\": \"%s\", \"path\": \"/%s\", \"value\": %s}]".formatted(op, key, value));
  }

  private String mine() {
    return cloud.backstage().addImage("demo", "mine", "private", Map.of("snapclone_job", "J1"));
  }

  @Test
  void propertiesAreAddedReplacedAndRemoved() {
    String id = mine();
    assertEquals(
        id,
        patch(id, "add", "snapclone_self", "\"" + id + "\"")
            .body()
            .path("snapclone_self")
            .asText());
    assertEquals(
        "x",
        patch(id, "add", "snapclone_self", "\"x\"").body().path("snapclone_self").asText(),
        "add replaces");
    Got missing = patch(id, "replace", "nope", "\"x\"");
    assertEquals(409, missing.status());
    assertTrue(missing.message().contains("Property nope does not exist."));
    assertEquals(200, patch(id, "remove", "snapclone_self", "null").status());
    assertEquals(409, patch(id, "remove", "snapclone_self", "null").status());
  }

  @Test
  void whatGlanceRefusesIsRefused() {
    String id = mine();
    assertEquals(
        "Attribute 'status' is read-only.<br /><br />\n\n\n",
        patch(id, "replace", "status", "\"active\"").message());
    assertEquals(400, patch(id, "add", "k", "1").status());
    Got emoji = patch(id, "add", "emo", "\"\\ud83d\\ude00\"");
    assertEquals(400, emoji.status());
    assertEquals("Emo can't contain 4 byte unicode characters.<br /><br />\n\n\n", emoji.message());
    assertEquals(415, demo.patch("/v2/images/" + id, "application/json", "[]").status());
    assertEquals(403, patch(id, "replace", "visibility", "\"public\"").status());
    String ubuntu = demo.image("ubuntu-22.04");
    assertEquals(
        "You do not own this image<br /><br />\n\n\n",
        patch(ubuntu, "add", "k", "\"v\"").message());
    assertEquals(403, demo.delete("/v2/images/" + ubuntu).status());
  }

  @Test
  void aProtectedImageStaysAndADeletedOneIs404() {
    String id = mine();
    patch(id, "replace", "protected", "true");
    Got refused = demo.delete("/v2/images/" + id);
    assertEquals(403, refused.status());
    assertEquals("403 Forbidden", refused.body().path("code").asText(), "a string");
    patch(id, "replace", "protected", "false");
    assertEquals(204, demo.delete("/v2/images/" + id).status());
    Got again = demo.delete("/v2/images/" + id);
    assertEquals(404, again.status());
    assertEquals(
        "Failed to find image %s to delete<br /><br />\n\n\n".formatted(id), again.message());
  }

  @Test
  void anotherMemberMayForgeMarks() {
    String id = mine();
    Got forged =
        bot.patch(
            "/v2/images/" + id,
            PATCH,
            "[{\"op\": \"replace\", \"path\": \"/snapclone_job\", \"value\": \"J666\"}]");
    assertEquals(200, forged.status());
    assertEquals("J666", demo.get("/v2/images/" + id).body().path("snapclone_job").asText());
  }

  @Test
  void anImageIsMadeQueuedAndActiveAfterItsUpload() {
    Got made = demo.post("/v2/images", "{\"name\": \"up\", \"k\": \"v\", \"min_disk\": 3}");
    assertEquals(201, made.status());
    String id = made.body().path("id").asText();
    assertEquals("queued null", demo.imageState(id));
    assertEquals("shared", made.body().path("visibility").asText());
    assertEquals(204, demo.put("/v2/images/" + id + "/file", "0123456789").status());
    assertEquals("active 10", demo.imageState(id));
    assertEquals(409, demo.put("/v2/images/" + id + "/file", "0123456789").status());
  }

  @Test
  void aPropertyThatIsNotAStringIsListedUnchanged() {
    String id = mine();
    cloud.backstage().addNonStringProperty(id, "odd", List.of("a", "b"));
    JsonNode image = demo.get("/v2/images/" + id).body();
    assertEquals("[\"a\",\"b\"]", image.path("odd").toString());
  }
}
