package dev.snapclone.clone;

import dev.snapclone.access.Role;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.JobPress;
import dev.snapclone.command.Refusal;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.procedure.CloudOption;
import dev.snapclone.procedure.FinishedJobs;
import java.util.Map;

/** {@code Clone this} on a finished snapshot: as {@code /clone} of that snapshot. */
public final class CloneThisPress implements JobPress {
  /** The press's name. */
  public static final String NAME = "clone-this";

  private final CloudOption clouds;
  private final CloneCommand command;

  /**
   * @param clouds the configured clouds
   * @param command clones
   */
  public CloneThisPress(CloudOption clouds, CloneCommand command) {
    this.clouds = clouds;
    this.command = command;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Role role() {
    return Role.OPERATOR;
  }

  @Override
  public Reply press(Invocation invocation, Job job) {
    return command.once(invocation, () -> begin(invocation, job));
  }

  private Reply begin(Invocation invocation, Job job) {
    FinishedJobs.requireDone(job);
    Map<String, String> facts = FinishedJobs.facts(job);
    String snapshot = facts.getOrDefault("snapshot", "");
    Cloud cloud = FinishedJobs.cloud(clouds, job, invocation);
    FoundSnapshot found =
        SnapshotResolver.byId(cloud, snapshot)
            .orElseThrow(
                () ->
                    new Refusal(
                        Text.of("clone.press.snapshot-gone", Arg.code(snapshot)),
                        Text.of("clone.press.snapshot-gone-next")));
    return command.submit(invocation, found, CloneOptions.NONE);
  }
}
