package dev.snapclone.procedure;

import dev.snapclone.access.Deed;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.command.Invocation;
import dev.snapclone.job.Job;
import java.util.List;

/** Tells the rules what stored jobs are about. */
public final class JudgedJobs {
  private final CloudOption clouds;
  private final List<Judged> kinds;

  /**
   * @param clouds the configured clouds
   * @param kinds the jobs of which more is known than cloud and project
   */
  public JudgedJobs(CloudOption clouds, List<Judged> kinds) {
    this.clouds = clouds;
    this.kinds = List.copyOf(kinds);
  }

  /**
   * What a command about a job does: the job's project, instance, size and system.
   *
   * @param command the rules' word for it
   * @param asked what somebody asked for
   * @throws dev.snapclone.cloud.CloudException when the cloud does not tell
   * @throws dev.snapclone.command.Refusal when the cloud is not configured any more
   */
  public Deed deed(String command, Job job, Invocation asked) {
    Cloud cloud = FinishedJobs.cloud(clouds, job, asked);
    return kinds.stream()
        .filter(kind -> kind.workflow().equals(job.workflow()))
        .findFirst()
        .map(kind -> kind.deed().apply(cloud, job).as(command))
        .orElseGet(() -> Deeds.of(command, cloud, "", null, 0, Os.UNKNOWN));
  }
}
