package dev.snapclone.clone;

import dev.snapclone.command.Invocation;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.procedure.SnapshotVolumes;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether a clone gets the data volumes: the option {@code data-volumes}. */
enum DataVolumes {
  /** All that the snapshot has. */
  USUAL,
  NONE,
  ALL;

  static final String OPTION = "data-volumes";

  static final String[] WORDS = {"none", "all"};

  /**
   * @throws ExplainedFailure for another word
   */
  static DataVolumes of(Invocation invocation) {
    String word = invocation.option(OPTION).orElse("").toLowerCase(Locale.ROOT);
    return switch (word) {
      case "" -> USUAL;
      case "none" -> NONE;
      case "all" -> ALL;
      default ->
          throw new ExplainedFailure(
              Text.of("clone.option.data-volumes", Arg.code(OPTION), Arg.name(word)),
              Text.of("clone.option.data-volumes-next"));
    };
  }

  /** What an earlier clone had. */
  static DataVolumes of(ClonePlan plan) {
    return plan.dataVolumes().isEmpty() && !plan.leftOut().volumes().isEmpty() ? NONE : USUAL;
  }

  /** What is snapshotted for a copy; null for the usual. */
  @Nullable SnapshotVolumes snapshotted() {
    return switch (this) {
      case USUAL -> null;
      case NONE -> SnapshotVolumes.ROOT;
      case ALL -> SnapshotVolumes.ALL;
    };
  }
}
