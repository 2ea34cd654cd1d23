package dev.snapclone.request;

import dev.snapclone.command.Button;
import dev.snapclone.job.Job;
import dev.snapclone.job.Jobs;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The jobs that made things, for lists of what there is.
 *
 * @param under what can be done about what a job made, as under its card
 */
public record Makers(Jobs jobs, Function<Job, List<Button>> under) {
  /** The job of a guild that made something; empty for what is not ours. */
  public Optional<Job> of(String cloud, String id, String guild) {
    return jobs.maker(cloud, id).filter(job -> job.place().guild().equals(guild));
  }

  /** What can be done about it. Who may is decided when it is pressed. */
  public List<Button> buttons(Job job) {
    return under.apply(job);
  }
}
