package dev.snapclone.procedure;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.CloudMessage;
import dev.snapclone.cloud.InstanceAction;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Why something failed, in the cloud's own records. A cloud that does not let the bot read them (an
 * old Cinder has no messages, a policy may forbid the actions) must not hide that it failed: then
 * there is just no reason.
 */
public final class Reasons {
  private Reasons() {}

  /** The newest createImage of the instance, when it failed. */
  public static Optional<InstanceAction> ofCreateImage(Cloud cloud, String instanceId) {
    return asked(() -> cloud.actions(instanceId)).stream()
        .filter(a -> a.action().equals("createImage"))
        .findFirst()
        .filter(InstanceAction::failed);
  }

  /** Cinder's newest message about a resource. */
  public static Optional<CloudMessage> ofVolumeService(Cloud cloud, String resourceId) {
    return asked(() -> cloud.messages(resourceId)).stream().findFirst();
  }

  private static <T> List<T> asked(Supplier<List<T>> records) {
    try {
      return records.get();
    } catch (CloudException e) {
      if (e.kind().transientFault()) {
        throw e;
      }
      return List.of();
    }
  }
}
