package dev.snapclone.procedure;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.InstanceAction;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.procedure.PlanLines.Risk;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plans to shut an instance down for its snapshot, and describes it. */
public final class DowntimePlanning {
  /** The option's name, and its values. */
  public static final String OPTION = "consistency";

  public static final String STOP = "stop";
  public static final String AS_IS = "as-is";

  /** What switches an instance on or off, or replaces what runs in it. */
  private static final Set<String> SWITCHING =
      Set.of(
          "create",
          "delete",
          "start",
          "stop",
          "reboot",
          "pause",
          "unpause",
          "suspend",
          "resume",
          "shelve",
          "shelveOffload",
          "unshelve",
          "rescue",
          "unrescue",
          "rebuild",
          "resize",
          "evacuate");

  /** Nova's image property of the time that a guest has to shut down, in seconds. */
  private static final String TIMEOUT = "os_shutdown_timeout";

  /** What holds only for an instance that runs on. */
  private static final Set<String> WHILE_IT_RUNS =
      Set.of(
          "procedure.warn.pause",
          "procedure.warn.crash-consistent",
          "procedure.warn.guest-agent",
          "procedure.warn.guest-agent-required");

  private DowntimePlanning() {}

  /**
   * The same snapshot of the instance shut down.
   *
   * @param instance freshly read
   * @throws ExplainedFailure when it cannot be shut down
   */
  public static SnapshotPlan stopping(Cloud cloud, Instance instance, SnapshotPlan plan) {
    requireStoppable(instance);
    List<InstanceAction> switched = switching(cloud, instance.id());
    return plan.with(
        new Downtime(
            switched.isEmpty() ? null : switched.get(0).requestId(),
            timeout(cloud, plan.bootSource())));
  }

  /**
   * Requires that a running instance can be shut down.
   *
   * @throws ExplainedFailure with the reason and what to do
   */
  static void requireStoppable(Instance instance) {
    Arg name = Arg.name(instance.name());
    String status = instance.state().status();
    if (instance.running() && instance.state().locked()) {
      throw new ExplainedFailure(
          Text.of("procedure.stop.locked", name), Text.of("procedure.stop.locked-next"));
    }
    if (!instance.running() && !status.equals("SHUTOFF")) {
      throw new ExplainedFailure(
          Text.of("procedure.stop.state", name, Arg.code(status)),
          Text.of("procedure.stop.state-next"));
    }
  }

  /** What switched an instance on or off, newest first. */
  static List<InstanceAction> switching(Cloud cloud, String instanceId) {
    return cloud.actions(instanceId).stream().filter(a -> SWITCHING.contains(a.action())).toList();
  }

  private static @Nullable Integer timeout(Cloud cloud, BootSource source) {
    String imageId = source.imageId();
    Map<String, String> said =
        imageId == null
            ? cloud
                .volume(source.rootVolume().id())
                .map(v -> v.source().imageMetadata())
                .orElse(Map.of())
            : cloud.image(imageId).map(Image::properties).orElse(Map.of());
    String seconds = said.getOrDefault(TIMEOUT, "");
    return seconds.matches("\\d{1,5}") ? Integer.valueOf(seconds) : null;
  }

  /** The remarks that hold when the instance is shut down. */
  static List<Text> remarks(SnapshotPlan plan) {
    return stops(plan)
        ? plan.remarks().warnings().stream()
            .filter(text -> !WHILE_IT_RUNS.contains(text.key()))
            .toList()
        : plan.remarks().warnings();
  }

  /** Whether a running instance is shut down. */
  static boolean stops(SnapshotPlan plan) {
    return plan.original().downtime() != null && plan.original().running();
  }

  /** Whether a line of a plan says what shutting down means. */
  public static boolean tells(Text line) {
    return line.key().startsWith("procedure.plan.stop");
  }

  /** What the plan does to the instance. */
  static void tell(SnapshotPlan plan, PlanLines lines) {
    Downtime downtime = plan.original().downtime();
    Arg name = Arg.name(plan.original().name());
    if (downtime == null) {
      return;
    }
    if (!plan.original().running()) {
      lines.makes(Text.of("procedure.plan.stop-off", name));
      return;
    }
    Integer seconds = downtime.timeoutSeconds();
    lines
        .warn(Risk.DOWNTIME, Text.of("procedure.risk.downtime", name))
        .makes(Text.of("procedure.plan.stop", name))
        .makes(
            seconds == null
                ? Text.of("procedure.plan.stop-timeout-unknown")
                : Text.of("procedure.plan.stop-timeout", Arg.duration(Duration.ofSeconds(seconds))))
        .makes(Text.of("procedure.plan.stop-again", name));
  }
}
