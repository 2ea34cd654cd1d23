package dev.snapclone.procedure;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Steps;

/** Finds what a stored plan names. */
public final class StoredPlan {
  private StoredPlan() {}

  /**
   * The cloud of a stored plan; changes through it belong to the job.
   *
   * @throws ExplainedFailure when it is no longer configured
   */
  public static Cloud cloud(Clouds clouds, String name, Steps steps) {
    return cloud(clouds, name).forJob(steps.jobId());
  }

  /** As above, for reading only. */
  static Cloud cloud(Clouds clouds, String name) {
    return clouds
        .named(name)
        .orElseThrow(
            () ->
                new ExplainedFailure(
                    Text.of("procedure.cloud.unknown", Arg.name(name)),
                    Text.of("procedure.cloud.configure")));
  }
}
