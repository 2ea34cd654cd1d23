package dev.snapclone.openstack;

import dev.snapclone.app.RawCloud;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudContract;
import dev.snapclone.cloud.CloudFixtures;
import dev.snapclone.config.CloudSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The contract against a real OpenStack, seeded as CloudFixtures says. Switched on by {@code
 * SNAPCLONE_LAB}, the path of a clouds.yaml with the entries used here.
 */
@EnabledIfEnvironmentVariable(
    named = "SNAPCLONE_LAB",
    matches = ".+",
    disabledReason = "SNAPCLONE_LAB does not name the clouds.yaml of a real OpenStack")
class LabCloudContractTest {
  @Nested
  class WithAPassword extends OnLab {
    WithAPassword() {
      super("demo");
    }
  }

  @Nested
  class WithAnApplicationCredential extends OnLab {
    WithAnApplicationCredential() {
      super("demo-app");
    }
  }

  @Nested
  class AsTheBotsOwnUser extends OnLab {
    AsTheBotsOwnUser() {
      super("bot-app");
    }
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class OnLab extends CloudContract implements CloudFixtures {
    /** Neutron on a busy machine takes longer than a bot waits. */
    private static final OpenStackTimings PATIENT =
        new OpenStackTimings(Duration.ofMinutes(2), Duration.ofSeconds(30));

    private final String entry;
    private @Nullable OpenStackClouds clouds;
    private @Nullable RawCloud raw;

    OnLab(String entry) {
      this.entry = entry;
    }

    @Override
    protected CloudFixtures fixtures() {
      CloudSettings settings = LabClouds.entry(Path.of(System.getenv("SNAPCLONE_LAB")), entry);
      raw = new RawCloud(settings);
      clouds = OpenStackClouds.open(List.of(settings), PATIENT, InstantSource.system());
      return this;
    }

    @AfterAll
    void close() {
      if (clouds != null) {
        clouds.close();
      }
    }

    @Override
    public Cloud cloud() {
      return Objects.requireNonNull(clouds, "asked for before the fixtures")
          .clouds()
          .defaultCloud();
    }

    @Override
    public boolean answersAtOnce() {
      return false;
    }

    @Override
    public String openNetwork(String name) {
      return Objects.requireNonNull(raw).network(name, "10.66.1.0/24", false);
    }

    @Override
    public String volumeOfVolume(String name, String sourceId) {
      return Objects.requireNonNull(raw)
          .made(
              "volumev3",
              "/volumes",
              "{\"volume\": {\"name\": \"%s\", \"source_volid\": \"%s\"}}"
                  .formatted(name, sourceId))
          .path("volume")
          .path("id")
          .asText();
    }

    @Override
    public String addServerGroup(String name, String policy) {
      return Objects.requireNonNull(raw)
          .made(
              "compute",
              "/os-server-groups",
              "{\"server_group\": {\"name\": \"%s\", \"policies\": [\"%s\"]}}"
                  .formatted(name, policy))
          .path("server_group")
          .path("id")
          .asText();
    }

    @Override
    public void removeServerGroup(String id) {
      Objects.requireNonNull(raw).remove("compute", "/os-server-groups/" + id);
    }

    @Override
    public void foreignVolumeType(String name) {
      admin().made("volumev3", "/types", "{\"volume_type\": {\"name\": \"%s\"}}".formatted(name));
    }

    @Override
    public void removeVolumeType(String name) {
      cloud().volumeTypes().stream()
          .filter(t -> t.name().equals(name))
          .forEach(t -> admin().remove("volumev3", "/types/" + t.id()));
    }

    private static RawCloud admin() {
      return new RawCloud(LabClouds.entry(Path.of(System.getenv("SNAPCLONE_LAB")), "admin"));
    }

    @Override
    public void removeNetwork(String id) {
      Objects.requireNonNull(raw).removeNetwork(id);
    }

    @Override
    public void await(String what, BooleanSupplier done) {
      Awaitility.await(what)
          .atMost(Duration.ofMinutes(6))
          .pollInterval(Duration.ofMillis(300))
          .until(done::getAsBoolean);
    }
  }
}
