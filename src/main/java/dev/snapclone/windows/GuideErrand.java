package dev.snapclone.windows;

import dev.snapclone.job.ErrandHandler;
import dev.snapclone.job.Job;
import dev.snapclone.job.Jobs;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.Os;
import java.util.Optional;

/**
 * Posts the guide for a finished Windows clone to its requester. Safe to repeat: the room posts
 * nothing twice.
 */
public final class GuideErrand implements ErrandHandler {
  /** The room belongs to the card; after this many attempts it is made without one. */
  private static final int ATTEMPTS_TO_WAIT_FOR_CARD = 3;

  private final Jobs jobs;
  private final GuideRoom room;

  public GuideErrand(Jobs jobs, GuideRoom room) {
    this.jobs = jobs;
    this.room = room;
  }

  /** Whether a finished job needs the guide. */
  public static boolean wanted(Job job) {
    return CloneMade.standing(job).filter(clone -> clone.copy().os() == Os.WINDOWS).isPresent();
  }

  @Override
  public boolean carryOut(String id, String payload, int attempt) {
    Optional<Job> job = jobs.find(id).filter(GuideErrand::wanted);
    if (job.isEmpty()) {
      return true;
    }
    if (job.get().card() == null && attempt < ATTEMPTS_TO_WAIT_FOR_CARD) {
      return false;
    }
    // without a room, the button Windows steps answers privately
    CloneMade.of(job.get()).ifPresent(clone -> room.post(job.get(), clone));
    return true;
  }
}
