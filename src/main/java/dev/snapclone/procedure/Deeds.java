package dev.snapclone.procedure;

import dev.snapclone.access.Deed;
import dev.snapclone.cloud.Account;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Flavor;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells the rules what jobs would do. */
public final class Deeds {
  private Deeds() {}

  /**
   * What a job would do.
   *
   * @param command snapshot, clone, copy or delete
   * @param instance the name of the instance that it is about, of a clone the original's
   * @param flavor that instance's, of a clone its own; null when not known
   * @param diskGb GiB; not positive for the flavor's
   */
  public static Deed of(
      String command, Cloud cloud, String instance, @Nullable Flavor flavor, int diskGb, Os os) {
    Account account = cloud.account();
    int ofFlavor = flavor == null ? Deed.UNKNOWN : flavor.diskGb();
    return new Deed(
        command,
        cloud.name(),
        Set.of(account.projectId(), account.projectName()),
        instance,
        flavor == null ? Deed.UNKNOWN : flavor.vcpus(),
        flavor == null ? Deed.UNKNOWN : flavor.ramMb(),
        diskGb > 0 ? diskGb : ofFlavor,
        os == Os.UNKNOWN ? "" : os.word());
  }

  /** What taking a snapshot would do. */
  public static Deed snapshot(String command, Cloud cloud, SnapshotPlan plan) {
    String id = plan.recipe().flavorId();
    Flavor flavor = id == null ? null : cloud.flavor(id).orElse(null);
    return of(command, cloud, plan.instanceName(), flavor, plan.diskGb(), plan.recipe().os());
  }
}
