package dev.snapclone.procedure;

import dev.snapclone.cloud.Instance;
import dev.snapclone.command.Refusal;
import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.Text;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which states of an instance forbid a snapshot. Nova's createImage is allowed from ACTIVE,
 * SHUTOFF, PAUSED and SUSPENDED with no task state (nova/compute/api.py, check_instance_state); the
 * same rule is kept for volume-booted instances, whose disk is in flux in the other states just as
 * well.
 */
public final class InstanceStates {
  private static final Set<String> ALLOWED = Set.of("ACTIVE", "SHUTOFF", "PAUSED", "SUSPENDED");

  private InstanceStates() {}

  /**
   * Why an instance cannot be snapshotted now.
   *
   * @param what the reason
   * @param next what to do
   */
  public record Problem(Text what, Text next) {}

  /** Why the instance cannot be snapshotted now; empty when it can. */
  public static Optional<Problem> problem(Instance instance) {
    String status = instance.status().toUpperCase(Locale.ROOT);
    String task = instance.taskState();
    Arg name = Arg.name(instance.name());
    if ("deleting".equals(task) || "soft-deleting".equals(task) || status.contains("DELETE")) {
      return Optional.of(problem("deleting", name));
    }
    if (task != null && ALLOWED.contains(status)) {
      return Optional.of(
          task.startsWith("image_")
              ? problem("snapshotting", name, Arg.code(task))
              : problem("busy", name, Arg.code(task)));
    }
    if (ALLOWED.contains(status)) {
      return Optional.empty();
    }
    return Optional.of(
        switch (status) {
          case "BUILD" -> problem("building", name);
          case "ERROR" -> inError(instance, name);
          case "SHELVED", "SHELVED_OFFLOADED" -> problem("shelved", name);
          case "RESCUE" -> problem("rescued", name);
          case "VERIFY_RESIZE" -> problem("resized", name);
          default -> problem("other", name, Arg.code(status));
        });
  }

  /**
   * Refuses when the instance cannot be snapshotted now.
   *
   * @throws Refusal with the reason and what to do
   */
  public static void requireSnapshottable(Instance instance) {
    problem(instance)
        .ifPresent(
            p -> {
              throw new Refusal(p.what(), p.next());
            });
  }

  /** What to know about the state although it forbids nothing. */
  public static List<Text> warnings(Instance instance) {
    return instance.locked()
        ? List.of(Text.of("procedure.warn.locked", Arg.name(instance.name())))
        : List.of();
  }

  private static Problem inError(Instance instance, Arg name) {
    Instance.Fault fault = instance.fault();
    return fault == null || fault.message().isBlank()
        ? problem("error", name)
        : new Problem(
            Text.of("procedure.state.error-said", name, Arg.quote(fault.message())),
            Text.of("procedure.state.error-next"));
  }

  private static Problem problem(String key, Arg... args) {
    return new Problem(
        Text.of("procedure.state." + key, args), Text.of("procedure.state." + key + "-next"));
  }
}
