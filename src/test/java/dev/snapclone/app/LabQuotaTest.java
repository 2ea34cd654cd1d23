package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapclone.sandbox.discord.DiscordSandbox;
import dev.snapclone.sandbox.discord.DiscordSandboxOptions;
import dev.snapclone.windows.Reachability;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Quotas of a real OpenStack that are set to what is used: what is asked for is refused with the
 * numbers that the cloud itself gives. {@code SNAPCLONE_LAB} names its clouds.yaml, with the
 * entries {@code demo} and {@code admin}.
 */
@EnabledIfEnvironmentVariable(
    named = "SNAPCLONE_LAB",
    matches = ".+",
    disabledReason = "SNAPCLONE_LAB names no clouds.yaml of a real OpenStack")
class LabQuotaTest {
  @TempDir Path folder;

  /** A quota of one service, as administrators see it. */
  private record Limit(RawCloud admin, String service, String project, String key) {
    private boolean network() {
      return service.equals("network");
    }

    private JsonNode item() {
      String query = service.equals("compute") ? "/detail" : "?usage=true";
      JsonNode read =
          network()
              ? admin.get(service, "/quotas/" + project + "/details.json").path("quota")
              : admin.get(service, "/os-quota-sets/" + project + query).path("quota_set");
      return read.path(key);
    }

    long used() {
      return item().path(network() ? "used" : "in_use").asLong();
    }

    long limit() {
      return item().path("limit").asLong();
    }

    void set(long limit) {
      String body =
          "{\"%s\": {\"%s\": %d}}".formatted(network() ? "quota" : "quota_set", key, limit);
      String path = network() ? "/quotas/" : "/os-quota-sets/";
      assertEquals(200, admin.status(service, path + project, "PUT", body));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "compute, instances, web-01, instances: %d of %d used",
    "compute, cores, web-01, cores: %d of %d used",
    "compute, ram, web-01, memory:",
    "network, port, web-01, ports: %d of %d used",
    "volumev3, volumes, db-01, volumes: %d of %d used",
    "volumev3, snapshots, db-01, volume snapshots: %d of %d used",
    "volumev3, gigabytes, db-01, volume storage: %d GB of %d GB used"
  })
  void whatDoesNotFitIsRefusedWithTheCloudsNumbers(
      String service, String key, String server, String numbers) {
    Limit limit =
        new Limit(
            new RawCloud(CloudEntries.ofLab("admin")),
            service,
            new RawCloud(CloudEntries.ofLab("demo")).projectId(),
            key);
    long before = limit.limit();
    long used = limit.used();
    try (DiscordSandbox discord =
            DiscordSandbox.start(
                DiscordSandboxOptions.standard(InstantSource.system()).withoutRateLimits());
        Application bot =
            Bot.start(
                SandboxWorld.settings(discord, List.of(CloudEntries.ofLab("demo")), folder),
                (ip, port) -> Reachability.Result.SILENT)) {
      limit.set(used);
      var answer = discord.person("anna").types("ops", "/copy", Map.of("server-name", server));
      String said =
          Awaitility.await()
              .atMost(Duration.ofMinutes(2))
              .until(
                  () -> answer.message().filter(m -> !m.loading()).map(m -> m.text()),
                  Optional::isPresent)
              .orElseThrow();
      assertTrue(said.contains("does not fit the project's quota"), said);
      assertTrue(said.contains(numbers.formatted(used, used)), said);
      assertEquals(List.of(), bot.jobs().recent(discord.guildId(), false, 10));
    } finally {
      limit.set(before);
    }
  }
}
