package dev.snapclone.openstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Rights;
import dev.snapclone.cloud.Rights.Right;
import dev.snapclone.sandbox.openstack.CloudSandboxOptions;
import dev.snapclone.sandbox.openstack.Knobs;
import dev.snapclone.sandbox.openstack.OpenStackSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a login may change is found out without changing anything, under 2025.1's policies. */
class RightsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"reader", "backup-operator"})
  void aRoleThatMayNotChangeIsToldSo(String role) throws IOException {
    Knobs knobs = Knobs.fast().onlyRole(role);
    try (OpenStackSandbox sandbox =
            OpenStackSandbox.start(CloudSandboxOptions.fast().withKnobs(knobs));
        OpenStackClouds clouds = open(sandbox)) {
      Cloud cloud = clouds.clouds().defaultCloud();
      int before = sandbox.view().instances().size();
      Rights rights = cloud.rights();
      assertEquals(List.of(role), rights.roles());
      assertEquals(
          role.equals("reader")
              ? Set.of(Right.LAUNCH, Right.CHANGE_INSTANCES, Right.SECURITY_GROUPS)
              : Set.of(Right.LAUNCH, Right.SECURITY_GROUPS),
          rights.refused().keySet());
      assertEquals(before, sandbox.view().instances().size());
      if (!role.equals("reader")) {
        assertEquals(
            CloudException.Kind.FORBIDDEN,
            assertThrows(CloudException.class, cloud::instances).kind());
      }
    }
  }

  @Test
  void nothingIsChangedByAsking() throws IOException {
    try (OpenStackSandbox sandbox = OpenStackSandbox.start(CloudSandboxOptions.fast());
        OpenStackClouds clouds = open(sandbox)) {
      Cloud cloud = clouds.clouds().defaultCloud();
      var instances = cloud.instances();
      var volumes = cloud.volumes();
      var groups = cloud.securityGroups();
      cloud.rights();
      assertEquals(instances, cloud.instances());
      assertEquals(volumes, cloud.volumes());
      assertEquals(groups, cloud.securityGroups());
    }
  }

  private OpenStackClouds open(OpenStackSandbox sandbox) throws IOException {
    Path file = Files.writeString(folder.resolve("clouds.yaml"), sandbox.cloudsYaml());
    return OpenStackClouds.open(
        List.of(LabClouds.entry(file, "demo")), OpenStackTimings.usual(), InstantSource.system());
  }
}
