package dev.snapclone.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.awaitility.Awaitility;

/** An image-booted instance with two data volumes, one device left free between them. */
final class WithData implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final RawCloud raw;
  private final String[] volumes = new String[2];
  private final String id;

  WithData(RawCloud raw, String image) {
    this.raw = raw;
    for (int i = 0; i < volumes.length; i++) {
      JsonNode made =
          raw.made(
              "volumev3",
              "/volumes",
              "{\"volume\": {\"name\": \"suite-data-" + i + "\", \"size\": " + (i + 1) + "}}");
      volumes[i] = made.path("volume").path("id").asText();
      String volume = volumes[i];
      await(
          () ->
              raw.get("volumev3", "/volumes/" + volume)
                  .path("volume")
                  .path("status")
                  .asText()
                  .equals("available"));
    }
    String flavor = named("compute", "/flavors", "flavors", "m1.small");
    String network = named("network", "/networks", "networks", "demo-net");
    id =
        raw.made(
                "compute",
                "/servers",
                """
                {"server": {"name": "suite-data", "flavorRef": "%s", "imageRef": "%s",
                  "networks": [{"uuid": "%s"}], "block_device_mapping_v2": [
                  {"boot_index": 0, "source_type": "image", "destination_type": "local",
                   "uuid": "%s", "delete_on_termination": true},
                  {"boot_index": -1, "source_type": "volume", "destination_type": "volume",
                   "uuid": "%s", "device_name": "/dev/vdd"},
                  {"boot_index": -1, "source_type": "volume", "destination_type": "volume",
                   "uuid": "%s", "device_name": "/dev/vdb"}]}}"""
                    .formatted(flavor, image, network, image, volumes[0], volumes[1]))
            .path("server")
            .path("id")
            .asText();
    await(
        () ->
            raw.get("compute", "/servers/" + id)
                .path("server")
                .path("status")
                .asText()
                .equals("ACTIVE"));
  }

  private String named(String service, String path, String key, String name) {
    return raw.list(service, path, key).stream()
        .filter(one -> one.path("name").asText().equals(name))
        .map(one -> one.path("id").asText())
        .findFirst()
        .orElseThrow();
  }

  private static void await(java.util.concurrent.Callable<Boolean> until) {
    Awaitility.await().atMost(PATIENCE).until(until);
  }

  String id() {
    return id;
  }

  @Override
  public void close() {
    raw.status("compute", "/servers/" + id, "DELETE", null);
    await(() -> !raw.exists("compute", "/servers/" + id));
    for (String volume : volumes) {
      await(
          () -> {
            raw.status("volumev3", "/volumes/" + volume, "DELETE", null);
            return !raw.exists("volumev3", "/volumes/" + volume);
          });
    }
  }
}
