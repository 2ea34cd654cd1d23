package dev.snapclone.openstack;

import dev.snapclone.app.RawCloud;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudContract;
import dev.snapclone.cloud.CloudFixtures;
import dev.snapclone.config.CloudSettings;
import dev.snapclone.sandbox.openstack.CloudSandboxOptions;
import dev.snapclone.sandbox.openstack.Knobs;
import dev.snapclone.sandbox.openstack.ManualTimeline;
import dev.snapclone.sandbox.openstack.OpenStackSandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract, through the adapter, against the sandbox: its clock moves only while we wait. */
class SandboxCloudContractTest {
  @Nested
  class WithAPassword extends OnSandbox {
    WithAPassword() {
      super("demo");
    }
  }

  @Nested
  class AsTheBotsOwnUser extends OnSandbox {
    AsTheBotsOwnUser() {
      super("bot-app");
    }
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class OnSandbox extends CloudContract implements CloudFixtures {
    private final String entry;
    private final ManualTimeline time = new ManualTimeline(Instant.now());
    private final OpenStackSandbox sandbox =
        OpenStackSandbox.start(
            CloudSandboxOptions.fast().withTimeline(time).withKnobs(Knobs.fast()));

    /** After the contract has cleaned up, which comes after our own AfterAll. */
    @RegisterExtension final AfterAllCallback closer = context -> sandbox.close();

    private @Nullable OpenStackClouds clouds;
    private @Nullable RawCloud raw;

    OnSandbox(String entry) {
      this.entry = entry;
    }

    @Override
    protected CloudFixtures fixtures() {
      try {
        Path file = Files.createTempFile("sandbox", ".yaml");
        Files.writeString(file, sandbox.cloudsYaml());
        CloudSettings settings = LabClouds.entry(file, entry);
        raw = new RawCloud(settings);
        clouds =
            OpenStackClouds.open(
                List.of(settings), OpenStackTimings.usual(), InstantSource.system());
        Files.delete(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
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
      return Objects.requireNonNull(clouds).clouds().defaultCloud();
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
      sandbox.backstage().placement().addVolumeType(name, false);
    }

    @Override
    public void removeVolumeType(String name) {
      sandbox.backstage().placement().removeVolumeType(name);
    }

    @Override
    public void removeNetwork(String id) {
      Objects.requireNonNull(raw).removeNetwork(id);
    }

    @Override
    public void await(String what, BooleanSupplier done) {
      for (int i = 0; i < 200; i++) {
        if (done.getAsBoolean()) {
          return;
        }
        time.advance(Duration.ofMillis(50));
      }
      throw new AssertionError("never: " + what);
    }
  }
}
