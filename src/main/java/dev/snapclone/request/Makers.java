package dev.snapclone.request;

import dev.snapclone.command.Button;
import dev.snapclone.job.Job;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.Leases;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The jobs that made things, for lists of what there is.
 *
 * @param under what can be done about what a job made, as under its card
 * @param leases how long what jobs made is kept
 */
public record Makers(Jobs jobs, Function<Job, List<Button>> under, Leases leases) {
  /** When what is kept for a time is deleted, by the resource's id. */
  public Map<String, Instant> ends(String cloud) {
    return leases.ends(cloud);
  }

  /** The job of a guild that made something; empty for what is not ours. */
  public Optional<Job> of(String cloud, String id, String guild) {
    return jobs.maker(cloud, id).filter(job -> job.place().guild().equals(guild));
  }

  /** What can be done about it. Who may is decided when it is pressed. */
  public List<Button> buttons(Job job) {
    return under.apply(job);
  }
}
