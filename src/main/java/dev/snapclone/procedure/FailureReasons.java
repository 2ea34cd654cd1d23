package dev.snapclone.procedure;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.CloudMessage;
import dev.snapclone.cloud.CloudWords;
import dev.snapclone.cloud.Explained;
import dev.snapclone.cloud.FailureTable;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.InstanceAction;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Finds the reason for a failure in the cloud's records. If the bot cannot read them (an old Cinder
 * has no messages, a policy may forbid the actions), there is no reason, but the failure is still
 * reported.
 */
public final class FailureReasons {
  private FailureReasons() {}

  /** The newest createImage of the instance, if it failed. */
  public static Optional<InstanceAction> ofCreateImage(Cloud cloud, String instanceId) {
    return asked(() -> cloud.actions(instanceId)).stream()
        .filter(a -> a.action().equals("createImage"))
        .findFirst()
        .filter(InstanceAction::failed);
  }

  /** The newest failed action of the instance, such as its creation. */
  public static Optional<InstanceAction> ofInstance(Cloud cloud, String instanceId) {
    return asked(() -> cloud.actions(instanceId)).stream()
        .filter(InstanceAction::failed)
        .findFirst();
  }

  /** Cinder's newest message about a resource. */
  public static Optional<CloudMessage> ofVolumeService(Cloud cloud, String resourceId) {
    return asked(() -> cloud.messages(resourceId)).stream().findFirst();
  }

  /**
   * An instance in ERROR: Nova's fault in plain words, with the request ids of Nova and of the
   * services that it called.
   *
   * @param name its name for people
   */
  public static ExplainedFailure failedInstance(Cloud cloud, Instance instance, String name) {
    Instance.Fault fault = instance.state().fault();
    String said = fault == null ? "" : fault.message();
    Set<String> requests = new LinkedHashSet<>();
    ofInstance(cloud, instance.id()).map(InstanceAction::requestId).ifPresent(requests::add);
    requests.addAll(CloudWords.requestIds(said));
    return failure(
        cloud, said, requests, Arg.name(name), Text.of("clone.failed.instance", Arg.name(name)));
  }

  private static ExplainedFailure failure(
      Cloud cloud, String said, Set<String> requests, Arg name, Text withoutReason) {
    String ids = requests.isEmpty() ? null : String.join(", ", requests);
    Text next = Text.of("clone.failed.next");
    if (said.isBlank()) {
      return new ExplainedFailure(withoutReason, next, ids);
    }
    return FailureTable.explain(cloud.name(), said)
        .map(
            known ->
                new ExplainedFailure(
                    Text.of("clone.failed.instance-because", name, Arg.text(known.what())),
                    known.next(),
                    ids))
        .orElseGet(
            () ->
                new ExplainedFailure(
                    Text.of("clone.failed.instance-said", name, Arg.quote(CloudWords.clean(said))),
                    next,
                    ids));
  }

  /**
   * A volume or volume snapshot that cannot become ready, with the reason from Cinder's messages.
   *
   * @param id the resource
   * @param key message without a reason, with the arguments name and status; {@code -said} has the
   *     reason as the third
   * @param name its name for people
   */
  public static ExplainedFailure failedStorage(
      Cloud cloud, String id, String key, Arg name, String status) {
    Optional<CloudMessage> said = ofVolumeService(cloud, id);
    Text usual = Text.of("clone.failed.next");
    if (said.isEmpty()) {
      return new ExplainedFailure(Text.of(key, name, Arg.code(status)), usual);
    }
    Arg words = Arg.quote(CloudWords.clean(said.get().text()));
    Text next =
        FailureTable.explain(cloud.name(), said.get().text()).map(Explained::next).orElse(usual);
    return new ExplainedFailure(
        Text.of(key + "-said", name, Arg.code(status), words), next, said.get().requestId());
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
