package dev.snapclone.discord;

import dev.snapclone.approval.ApprovalStore;
import dev.snapclone.job.FirstAnswers;
import dev.snapclone.job.FirstAnswers.FirstAnswer;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.Leases;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a card shows.
 *
 * @param answers which clones answer
 * @param leases how long what jobs made is kept
 * @param earlier tells what an earlier version stored as today
 */
public record CardViews(
    Jobs jobs,
    ApprovalStore approvals,
    FirstAnswers answers,
    Leases leases,
    UnaryOperator<Job> earlier) {
  /**
   * What the card of a job shows now.
   *
   * @param ref where the card is; null when it was not posted yet
   */
  CardView of(Job job, @Nullable CardRef ref, Chat chat) {
    String question =
        ref == null || ref.questionSpot() == null || ref.question() == null
            ? null
            : ref.questionSpot().link(ref.question());
    Spot near = ref == null ? Spot.of(job.place()) : ref.spot();
    String room =
        job.state() == JobState.WAITING_FOR_APPROVAL
            ? null
            : chat.knownThread(near, DiscordPrivateRoom.nameEnd(job.id()))
                .map(Spot::link)
                .orElse(null);
    return new CardView(
        earlier.apply(job),
        jobs.journal(job.id()),
        approvals.find(job.id()).orElse(null),
        question,
        room,
        answered(job),
        leases.of(job.id()).orElse(null));
  }

  /** When the clone of a job first answered; null when it has not. */
  @Nullable FirstAnswer answered(Job job) {
    return job.state() == JobState.DONE ? answers.of(job.id()).orElse(null) : null;
  }
}
