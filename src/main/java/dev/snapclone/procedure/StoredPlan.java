package dev.snapclone.procedure;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;

/** Finds again what a stored plan names. */
public final class StoredPlan {
  private StoredPlan() {}

  /**
   * The cloud of a stored plan.
   *
   * @throws ExplainedFailure when it is not configured any more
   */
  public static Cloud cloud(Clouds clouds, String name) {
    return clouds
        .named(name)
        .orElseThrow(
            () ->
                new ExplainedFailure(
                    Text.of("procedure.cloud.unknown", Arg.name(name)),
                    Text.of("procedure.cloud.configure")));
  }
}
