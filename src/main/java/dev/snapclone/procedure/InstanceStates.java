package dev.snapclone.procedure;

import dev.snapclone.cloud.Instance;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The states of an instance that forbid a snapshot. Nova allows createImage in ACTIVE, SHUTOFF,
 * PAUSED and SUSPENDED without a task state (nova/compute/api.py, check_instance_state).
 * Volume-booted instances follow the same rule, since their disk changes in other states too.
 */
public final class InstanceStates {
  private static final Set<String> ALLOWED = Set.of("ACTIVE", "SHUTOFF", "PAUSED", "SUSPENDED");

  private InstanceStates() {}

  /**
   * Requires that the instance can be snapshotted now.
   *
   * @throws ExplainedFailure with the reason and what to do
   */
  public static void requireSnapshottable(Instance instance) {
    String status = instance.state().status().toUpperCase(Locale.ROOT);
    String task = instance.state().taskState();
    Arg name = Arg.name(instance.name());
    if ("deleting".equals(task) || "soft-deleting".equals(task) || status.contains("DELETE")) {
      throw failure("deleting", name);
    }
    if (task != null && ALLOWED.contains(status)) {
      throw failure(task.startsWith("image_") ? "snapshotting" : "busy", name, Arg.code(task));
    }
    if (ALLOWED.contains(status)) {
      return;
    }
    throw switch (status) {
      case "BUILD" -> failure("building", name);
      case "ERROR" -> inError(instance, name);
      case "SHELVED", "SHELVED_OFFLOADED" -> failure("shelved", name);
      case "RESCUE" -> failure("rescued", name);
      case "VERIFY_RESIZE" -> failure("resized", name);
      default -> failure("other", name, Arg.code(status));
    };
  }

  /** Remarks on a state that allows the snapshot. */
  public static List<Text> warnings(Instance instance) {
    return instance.state().locked()
        ? List.of(Text.of("procedure.warn.locked", Arg.name(instance.name())))
        : List.of();
  }

  private static ExplainedFailure inError(Instance instance, Arg name) {
    Instance.Fault fault = instance.state().fault();
    return fault == null || fault.message().isBlank()
        ? failure("error", name)
        : new ExplainedFailure(
            Text.of("procedure.state.error-said", name, Arg.quote(fault.message())),
            Text.of("procedure.state.error-next"));
  }

  private static ExplainedFailure failure(String key, Arg... args) {
    return new ExplainedFailure(
        Text.of("procedure.state." + key, args), Text.of("procedure.state." + key + "-next"));
  }
}
