package dev.snapclone.procedure;

import dev.snapclone.access.InstanceNames;
import dev.snapclone.access.RequestedAction;
import dev.snapclone.cloud.Account;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Flavor;
import dev.snapclone.cloud.ResourceKind;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Describes jobs to the rules. */
public final class RequestedActions {
  private RequestedActions() {}

  /**
   * A job's action. Its lineage, and the system of its origin, are added when it is judged.
   *
   * @param command snapshot, clone, copy or delete
   * @param instance a recorded name of its instance, or of a clone's original; empty for none
   * @param flavor of the instance, or of the clone itself; null when unknown
   * @param diskGb GiB; not positive for the flavor's
   */
  public static RequestedAction of(
      String command, Cloud cloud, String instance, @Nullable Flavor flavor, int diskGb) {
    Account account = cloud.account();
    int ofFlavor = flavor == null ? RequestedAction.UNKNOWN : flavor.diskGb();
    return new RequestedAction(
        command,
        cloud.name(),
        Set.of(account.projectId(), account.projectName()),
        List.of(),
        InstanceNames.recorded(instance),
        flavor == null ? RequestedAction.UNKNOWN : flavor.vcpus(),
        flavor == null ? RequestedAction.UNKNOWN : flavor.ramMb(),
        diskGb > 0 ? diskGb : ofFlavor,
        "");
  }

  public static RequestedAction snapshot(String command, Cloud cloud, SnapshotPlan plan) {
    String id = plan.recipe().flavorId();
    Flavor flavor = id == null ? null : cloud.flavor(id).orElse(null);
    return of(command, cloud, plan.original().name(), flavor, plan.sizeGb())
        .on(ResourceKind.INSTANCE.name(), plan.original().id());
  }
}
