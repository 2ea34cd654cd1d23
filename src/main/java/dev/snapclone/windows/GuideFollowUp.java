package dev.snapclone.windows;

import dev.snapclone.job.ErrandHandler;
import dev.snapclone.job.Job;
import dev.snapclone.job.Jobs;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.Os;
import java.util.Optional;

/**
 * Brings the guide up to date with its clone, after card and outcome, for {@link
 * dev.snapclone.job.Errands.Kind#FOLLOW_UP}.
 */
public final class GuideFollowUp implements ErrandHandler {
  private final ErrandHandler cards;
  private final Jobs jobs;
  private final GuideRoom room;

  /**
   * @param cards does the same for card and outcome
   */
  public GuideFollowUp(ErrandHandler cards, Jobs jobs, GuideRoom room) {
    this.cards = cards;
    this.jobs = jobs;
    this.room = room;
  }

  @Override
  public boolean carryOut(String id, String payload, int attempt) {
    if (!cards.carryOut(id, payload, attempt)) {
      return false;
    }
    Optional<Job> job = jobs.find(id.split("/", 2)[0]);
    job.flatMap(CloneMade::of)
        .filter(clone -> clone.copy().os() != Os.LINUX)
        .ifPresent(clone -> room.follow(job.orElseThrow(), clone));
    return true;
  }
}
