package dev.snapclone.procedure;

import dev.snapclone.access.InstanceNames;
import dev.snapclone.access.RequestedAction;
import dev.snapclone.cloud.Account;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Flavor;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.cloud.Volume;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells the rules what jobs would do. */
public final class RequestedActions {
  private RequestedActions() {}

  /**
   * What a job would do.
   *
   * @param command snapshot, clone, copy or delete
   * @param instance a recorded name of the instance that it is about, of a clone the original's;
   *     empty when there is none
   * @param flavor that instance's, of a clone its own; null when not known
   * @param diskGb GiB; not positive for the flavor's
   */
  public static RequestedAction of(
      String command, Cloud cloud, String instance, @Nullable Flavor flavor, int diskGb, Os os) {
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
        os == Os.UNKNOWN ? "" : os.word());
  }

  /** What taking a snapshot would do. */
  public static RequestedAction snapshot(String command, Cloud cloud, SnapshotPlan plan) {
    String id = plan.recipe().flavorId();
    Flavor flavor = id == null ? null : cloud.flavor(id).orElse(null);
    Os os = judged(cloud, plan);
    return of(command, cloud, plan.instanceName(), flavor, plan.diskGb(), os)
        .on(ResourceKind.INSTANCE.name(), plan.instanceId());
  }

  /**
   * The system of an instance, for the rules: what the cloud tells of it counts before the word of
   * the person whom the rules are for.
   */
  public static Os judged(Cloud cloud, SnapshotPlan plan) {
    String image = plan.bootSource().imageId();
    return image != null
        ? ofImage(cloud, image, plan.recipe().os())
        : ofVolume(cloud, plan.bootSource().rootVolume().id(), plan.recipe().os());
  }

  /**
   * The same of an image.
   *
   * @param otherwise when the cloud does not tell
   */
  public static Os ofImage(Cloud cloud, String id, Os otherwise) {
    return cloud
        .image(id)
        .map(image -> OperatingSystems.evident(image.properties(), image.name()).os())
        .filter(os -> os != Os.UNKNOWN)
        .orElse(otherwise);
  }

  /** The same of a volume. */
  public static Os ofVolume(Cloud cloud, String id, Os otherwise) {
    return cloud
        .volume(id)
        .map(Volume::imageMetadata)
        .map(said -> OperatingSystems.evident(said, said.getOrDefault("image_name", "")).os())
        .filter(os -> os != Os.UNKNOWN)
        .orElse(otherwise);
  }
}
