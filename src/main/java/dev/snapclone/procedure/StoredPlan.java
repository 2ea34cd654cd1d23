package dev.snapclone.procedure;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Steps;

/** Finds again what a stored plan names. */
public final class StoredPlan {
  private StoredPlan() {}

  /**
   * The cloud of a stored plan, for the steps of a job: what they change there is the job's.
   *
   * @throws ExplainedFailure when it is not configured any more
   */
  public static Cloud cloud(Clouds clouds, String name, Steps steps) {
    return cloud(clouds, name).forJob(steps.jobId());
  }

  /** As above, to look only. */
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
