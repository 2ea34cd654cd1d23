package dev.snapclone.discord;

import dev.snapclone.approval.ApprovalStore;
import dev.snapclone.job.Estimate;
import dev.snapclone.job.Estimates;
import dev.snapclone.job.FirstAnswers;
import dev.snapclone.job.FirstAnswers.FirstAnswer;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.JournalEntry;
import dev.snapclone.job.Leases;
import dev.snapclone.notification.NotifyChoices;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a card shows.
 *
 * @param answers which clones answer
 * @param leases how long what jobs made is kept
 * @param choices how the people of jobs are told
 * @param earlier tells what an earlier version stored as today
 * @param estimates how long jobs take
 */
public record CardViews(
    Jobs jobs,
    ApprovalStore approvals,
    FirstAnswers answers,
    Leases leases,
    NotifyChoices choices,
    UnaryOperator<Job> earlier,
    Estimates estimates) {
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
    List<JournalEntry> journal = jobs.journal(job.id());
    return new CardView(
        earlier.apply(job),
        journal,
        approvals.find(job.id()).orElse(null),
        new CardView.Links(question, room),
        answered(job),
        leases.of(job.id()).orElse(null),
        Phase.undoing(journal) ? null : estimates.of(job).orElse(null));
  }

  /** How long until a running job takes longer than usual; null when it does, or does not run. */
  @Nullable Duration untilLate(Job job) {
    return job.state() == JobState.RUNNING
        ? estimates.of(job).filter(it -> !it.late()).map(Estimate::left).orElse(null)
        : null;
  }

  /** When the clone of a job first answered; null when it has not. */
  @Nullable FirstAnswer answered(Job job) {
    return job.state() == JobState.DONE ? answers.of(job.id()).orElse(null) : null;
  }
}
