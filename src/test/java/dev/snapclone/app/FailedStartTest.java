package dev.snapclone.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.config.OpsSettings;
import dev.snapclone.config.Settings;
import dev.snapclone.config.SettingsBuilder;
import dev.snapclone.sandbox.discord.DiscordSandbox;
import dev.snapclone.sandbox.discord.DiscordSandboxOptions;
import dev.snapclone.sandbox.openstack.OpenStackSandbox;
import dev.snapclone.windows.Reachability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bot that cannot be put together leaves nothing open. */
class FailedStartTest {
  private static final List<String> OURS =
      List.of("storage", "background", "job-metrics", "watch", "ops", "readiness");

  @TempDir private Path folder;

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> OURS.stream().anyMatch(thread.getName()::startsWith))
        .collect(Collectors.toSet());
  }

  @Test
  void aTakenOpsPortLeavesNothingOpen() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        OpenStackSandbox cloud =
            OpenStackSandbox.start(dev.snapclone.sandbox.openstack.CloudSandboxOptions.fast());
        DiscordSandbox discord =
            DiscordSandbox.start(
                DiscordSandboxOptions.standard(InstantSource.system()).withoutRateLimits())) {
      Settings settings =
          on(
              "127.0.0.1:" + taken.getLocalPort(),
              SandboxWorld.settings(
                  discord, List.of(CloudEntries.of(cloud.cloudsYaml(), "demo")), folder));
      Set<Thread> before = threads();
      UncheckedIOException refused =
          assertThrows(
              UncheckedIOException.class,
              () ->
                  new Application(
                      settings, (ip, port) -> Reachability.Result.SILENT, InstantSource.system()));
      assertTrue(String.valueOf(refused.getMessage()).contains("cannot be listened on"));
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> {
                Set<Thread> left = threads();
                left.removeAll(before);
                assertEquals(Set.of(), left);
              });
      try (Stream<Path> files = Files.walk(folder)) {
        Path file = files.filter(f -> f.toString().endsWith(".mv.db")).findFirst().orElseThrow();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            FileLock lock = channel.lock()) {
          assertTrue(lock.isValid(), "nobody else has it");
        }
      }
    }
  }

  private static Settings on(String address, Settings usual) {
    return SettingsBuilder.from(usual).ops(new OpsSettings(address, List.of())).build();
  }
}
