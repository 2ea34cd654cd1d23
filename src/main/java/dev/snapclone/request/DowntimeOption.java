package dev.snapclone.request;

import static dev.snapclone.procedure.DowntimePlanning.AS_IS;
import static dev.snapclone.procedure.DowntimePlanning.OPTION;
import static dev.snapclone.procedure.DowntimePlanning.STOP;

import dev.snapclone.command.Invocation;
import dev.snapclone.command.OptionSpec;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.procedure.DowntimePlanning;
import dev.snapclone.procedure.SnapshotPlan;
import java.util.Locale;

/** The option {@code consistency}: whether the instance is shut down for its snapshot. */
public final class DowntimeOption {
  public static final OptionSpec SPEC = OptionSpec.oneOf(OPTION, AS_IS, STOP);

  private DowntimeOption() {}

  /**
   * Whether the person wants it shut down; as it is by default.
   *
   * @throws ExplainedFailure for an unknown value
   */
  public static boolean of(Invocation invocation) {
    String given = invocation.option(OPTION).orElse(AS_IS).toLowerCase(Locale.ROOT);
    return switch (given) {
      case STOP -> true;
      case AS_IS -> false;
      default ->
          throw new ExplainedFailure(
              Text.of("procedure.stop.option", Arg.code(OPTION), Arg.name(given)),
              Text.of("procedure.stop.option-next", Arg.code(AS_IS), Arg.code(STOP)));
    };
  }

  /**
   * The plan with what the person wants.
   *
   * @throws ExplainedFailure when the instance cannot be shut down
   */
  public static SnapshotPlan apply(boolean stop, InstanceResolver.Found found, SnapshotPlan plan) {
    return stop ? DowntimePlanning.stopping(found.cloud(), found.instance(), plan) : plan;
  }
}
