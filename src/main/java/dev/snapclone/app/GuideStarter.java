package dev.snapclone.app;

import dev.snapclone.job.ErrandHandler;
import dev.snapclone.job.Errands;
import dev.snapclone.job.Job;
import dev.snapclone.job.Jobs;
import dev.snapclone.windows.ArrivalErrand;
import dev.snapclone.windows.GuideErrand;
import java.time.Duration;
import java.time.Instant;

/**
 * After a Windows clone is reported, starts its guide, or first watches it when a script sets up
 * its network. Connects features that do not know each other.
 */
final class GuideStarter implements ErrandHandler {
  private final ErrandHandler teller;
  private final Jobs jobs;
  private final Errands errands;
  private final Duration automaticWithin;

  /**
   * @param teller reports how a job ended
   * @param automaticWithin how long a clone may take to come up by itself
   */
  GuideStarter(ErrandHandler teller, Jobs jobs, Errands errands, Duration automaticWithin) {
    this.teller = teller;
    this.jobs = jobs;
    this.errands = errands;
    this.automaticWithin = automaticWithin;
  }

  @Override
  public boolean carryOut(String id, String payload, int attempt) {
    boolean done = teller.carryOut(id, payload, attempt);
    if (done) {
      jobs.find(id).filter(GuideErrand::wanted).ifPresent(this::follow);
    }
    return done;
  }

  private void follow(Job job) {
    Instant ended = job.progress().ended();
    if (ended == null) {
      return;
    }
    boolean unused =
        ArrivalErrand.wanted(job)
            ? errands.offer(
                Errands.Kind.ARRIVAL,
                job.id(),
                ArrivalErrand.payload(ended.plus(automaticWithin)),
                ended)
            : errands.offer(Errands.Kind.GUIDE, job.id(), "", ended);
  }
}
