package dev.snapclone.windows;

import dev.snapclone.cloud.CloudException;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.job.ErrandHandler;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobProgress;
import dev.snapclone.job.Jobs;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.Os;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks about once a minute whether a Windows clone with a network script answers. Tells its
 * requester when it does; otherwise starts the guide in the end and says why. Between two checks it
 * is a row of the database. Safe to repeat: the room posts nothing twice.
 */
public final class ArrivalErrand implements ErrandHandler {
  /**
   * The least time that Windows takes to start. Until then a router may report no route to an
   * address that nobody uses yet.
   */
  private static final Duration START = Duration.ofMinutes(2);

  private static final Logger log = LoggerFactory.getLogger(ArrivalErrand.class);

  private final Jobs jobs;
  private final ReachCheck check;
  private final GuideRoom room;
  private final InstantSource clock;

  /**
   * @param room where the requester is told
   */
  public ArrivalErrand(Jobs jobs, ReachCheck check, GuideRoom room, InstantSource clock) {
    this.jobs = jobs;
    this.check = check;
    this.room = room;
    this.clock = clock;
  }

  /** Whether a job made a clone that should come up by itself. */
  public static boolean wanted(Job job) {
    return CloneMade.standing(job)
        .map(CloneMade::copy)
        .filter(copy -> copy.os() == Os.WINDOWS && copy.automaticNetwork())
        .isPresent();
  }

  /**
   * The errand's payload.
   *
   * @param until when the guide starts if the clone has not answered
   */
  public static String payload(Instant until) {
    return until.toString();
  }

  @Override
  public boolean carryOut(String id, String payload, int attempt) {
    Optional<Job> found = jobs.find(id).filter(ArrivalErrand::wanted);
    Instant ended = found.map(Job::progress).map(JobProgress::ended).orElse(null);
    if (found.isEmpty() || ended == null) {
      return true;
    }
    Job job = found.get();
    CloneMade clone = CloneMade.of(job).orElseThrow();
    Instant until = Instant.parse(payload);
    ArrivalWords words = new ArrivalWords(clone, until, Duration.between(ended, until));
    boolean timeIsUp = !clock.instant().isBefore(until);
    try {
      // Another check saw it: the requester may not know.
      Optional<String> before = check.answeredBefore(clone);
      ReachCheck.@Nullable Seen seen = before.isPresent() ? null : check.look(clone);
      String answered = seen == null ? before.orElse(null) : seen.answered();
      if (answered != null) {
        post(job, clone, GuideRoom.ANSWERS, Diagnosis.arrived(clone, answered));
        return true;
      }
      boolean started = !clock.instant().isBefore(ended.plus(START));
      if (seen != null && timeIsUp) {
        handOver(job, clone, words.timeIsUp(seen));
      } else if (seen != null && started && ArrivalWords.stuck(clone, seen)) {
        handOver(job, clone, words.inTheWay(seen));
      }
    } catch (ExplainedFailure gone) {
      log.info("job {}: nothing left to ask", id);
      return true;
    } catch (CloudException e) {
      log.info("job {}: the cloud does not say how its clone is: {}", id, e.getMessage());
      if (timeIsUp) {
        handOver(job, clone, words.nothingSeen());
      }
    }
    return timeIsUp;
  }

  private void handOver(Job job, CloneMade clone, Reply why) {
    post(job, clone, GuideRoom.WHY, why);
    // without a room, the button Windows steps answers privately
    room.post(job, clone);
  }

  private void post(Job job, CloneMade clone, String key, Reply message) {
    if (room.post(job, clone, key, message) == null) {
      log.info("job {}: no way to tell its requester privately", job.id());
    }
  }
}
