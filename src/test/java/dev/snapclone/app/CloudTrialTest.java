package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.config.CloudSettings;
import dev.snapclone.i18n.Messages;
import dev.snapclone.inventory.Inventory;
import dev.snapclone.inventory.Lookup;
import dev.snapclone.openstack.OpenStackClouds;
import dev.snapclone.openstack.OpenStackTimings;
import dev.snapclone.sandbox.openstack.CloudSandboxOptions;
import dev.snapclone.sandbox.openstack.OpenStackSandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The start among clouds of which one never answers and one is not there. */
class CloudTrialTest {
  private static CloudSettings at(String name, String url, CloudSettings like) {
    return new CloudSettings(
        name, url, like.login(), like.region(), "public", Map.of(), CloudSettings.Tls.SYSTEM);
  }

  @Test
  void aCloudThatHangsAndOneThatRefusesDelayNeitherTheStartNorTheOthers() throws IOException {
    try (OpenStackSandbox sandbox = OpenStackSandbox.start(CloudSandboxOptions.fast());
        ServerSocket hung = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed.close();
      CloudSettings works = CloudEntries.of(sandbox.cloudsYaml(), "demo");
      String loopback = "http://127.0.0.1:";
      OpenStackClouds opened =
          OpenStackClouds.open(
              List.of(
                  at("hung", loopback + hung.getLocalPort() + "/v3", works),
                  at("refusing", loopback + closed.getLocalPort() + "/v3", works),
                  works),
              OpenStackTimings.usual(),
              InstantSource.system());
      Clouds clouds = opened.clouds();
      try (opened;
          CloudThreads threads = new CloudThreads(clouds)) {
        Inventory inventory =
            new Inventory(
                clouds,
                threads::of,
                Ticker.systemTicker(),
                InstantSource.system(),
                Duration.ofMinutes(10),
                Duration.ofSeconds(2));
        long began = System.nanoTime();
        CloudTrial.run(clouds, threads::of, Duration.ofSeconds(1));
        inventory.warmUp();
        long started = Duration.ofNanos(System.nanoTime() - began).toMillis();
        assertTrue(started >= 900 && started < 3_000, "the start took " + started + " ms");
        assertFalse(
            new Lookup(inventory, Messages.load()).instances("demo", "web-01").isEmpty(),
            "the others' first autocomplete has names");
        long all = Duration.ofNanos(System.nanoTime() - began).toMillis();
        assertTrue(all < 5_000, "until the first names " + all + " ms");
      }
    }
  }
}
