package dev.snapclone.windows;

import dev.snapclone.cloud.CloudException;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.job.ErrandHandler;
import dev.snapclone.job.Job;
import dev.snapclone.job.Jobs;
import dev.snapclone.procedure.CloneMade;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks about once a minute whether a clone answers, and tells its requester in the private room
 * when it does or when the time is up. Between two checks it is a row of the database, so it
 * survives a restart and blocks nothing.
 */
public final class ReachErrand implements ErrandHandler {
  private static final Logger log = LoggerFactory.getLogger(ReachErrand.class);

  private final Jobs jobs;
  private final ReachCheck check;
  private final GuideRoom room;
  private final InstantSource clock;

  /**
   * @param room where the requester is told
   */
  public ReachErrand(Jobs jobs, ReachCheck check, GuideRoom room, InstantSource clock) {
    this.jobs = jobs;
    this.check = check;
    this.room = room;
    this.clock = clock;
  }

  @Override
  public boolean carryOut(String id, String payload, int attempt) {
    Optional<Job> job = jobs.find(id.split("/", 2)[0]);
    Optional<CloneMade> clone = job.flatMap(CloneMade::standing);
    if (job.isEmpty() || clone.isEmpty()) {
      return true;
    }
    Optional<String> before = check.answeredBefore(clone.get());
    if (before.isPresent()) {
      // Seen, but perhaps not reported: the process or the chat may have failed in between.
      post(job.get(), clone.get(), GuideRoom.ANSWERS, Diagnosis.answers(clone.get(), before.get()));
      return true;
    }
    boolean timeIsUp = !clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(payload)));
    ReachCheck.Seen seen;
    try {
      seen = check.look(clone.get());
    } catch (ExplainedFailure gone) {
      log.info("job {}: nothing left to ask", job.get().id());
      return true;
    } catch (CloudException e) {
      log.info("job {}: the cloud does not say where its clone is: {}", id, e.getMessage());
      return timeIsUp;
    }
    String answered = seen.answered();
    if (answered != null) {
      post(job.get(), clone.get(), GuideRoom.ANSWERS, Diagnosis.answers(clone.get(), answered));
      return true;
    }
    if (timeIsUp) {
      post(
          job.get(), clone.get(), GuideRoom.SILENT + id, Diagnosis.notYet(clone.get(), seen, null));
    }
    return timeIsUp;
  }

  private void post(Job job, CloneMade clone, String key, Reply message) {
    if (room.post(job, clone, key, message) == null) {
      log.info("job {}: no way to tell its requester privately", job.id());
    }
  }
}
