package dev.snapclone.procedure;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.cloud.InMemoryCloud;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Rigging;
import dev.snapclone.request.Asking;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceStatesTest {
  private final Instance web = Rigging.peek(InMemoryCloud.seeded("lab"), "web-01");

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "ACTIVE, -, -",
        "SHUTOFF, -, -",
        "PAUSED, -, -",
        "SUSPENDED, -, -",
        "BUILD, spawning, still being built",
        "ERROR, -, is in ERROR",
        "SHELVED_OFFLOADED, -, is shelved",
        "SHELVED, -, is shelved",
        "RESCUE, -, rescue mode",
        "VERIFY_RESIZE, -, resize to be confirmed",
        "DELETED, -, being deleted",
        "SOFT_DELETED, -, being deleted",
        "ACTIVE, deleting, being deleted",
        "ERROR, deleting, being deleted",
        "ACTIVE, image_uploading, being snapshotted already",
        "ACTIVE, image_snapshot_pending, being snapshotted already",
        "ACTIVE, powering-off, task powering-off",
        "REBOOT, rebooting, is REBOOT",
        "MIGRATING, migrating, is MIGRATING",
        "UNKNOWN, -, is UNKNOWN",
      })
  void aStateThatForbidsASnapshotIsRefusedWithTheReasonAndWhatToDo(
      String status, String task, String reason) {
    Instance instance =
        Rigging.like(web, web.id(), "web-01", status, task, web.launched().imageId());
    if (reason == null) {
      assertDoesNotThrow(() -> InstanceStates.requireSnapshottable(instance));
      return;
    }
    String refusal = Asking.refused(() -> InstanceStates.requireSnapshottable(instance));
    assertTrue(refusal.contains(reason), refusal);
    assertEquals(2, refusal.lines().count(), "says what to do next");
  }
}
