package dev.snapclone.discord;

import dev.snapclone.approval.Approval;
import dev.snapclone.job.Estimate;
import dev.snapclone.job.FirstAnswers;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.JournalEntry;
import dev.snapclone.job.Lease;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a card shows.
 *
 * @param approval null when the job needs none
 * @param links to messages that belong to it
 * @param answered when the clone first answered, null when it has not
 * @param lease how long what it makes is kept, null when nothing was said
 * @param estimate how long such jobs take, null when that is not known or does not matter any more
 */
record CardView(
    Job job,
    List<JournalEntry> journal,
    @Nullable Approval approval,
    Links links,
    FirstAnswers.@Nullable FirstAnswer answered,
    @Nullable Lease lease,
    @Nullable Estimate estimate) {
  CardView {
    journal = List.copyOf(journal);
  }

  /**
   * Addresses of messages that belong to a card.
   *
   * @param question in the approvals channel, null when there is none
   * @param room the requester's private room, null when there is none
   */
  record Links(@Nullable String question, @Nullable String room) {}

  /** A view of a job of which neither a lease nor an estimate is known. */
  CardView(
      Job job,
      List<JournalEntry> journal,
      @Nullable Approval approval,
      @Nullable String questionLink,
      @Nullable String roomLink,
      FirstAnswers.@Nullable FirstAnswer answered) {
    this(job, journal, approval, new Links(questionLink, roomLink), answered, null, null);
  }

  /** Such a view of a job whose clone has not answered. */
  CardView(
      Job job,
      List<JournalEntry> journal,
      @Nullable Approval approval,
      @Nullable String questionLink,
      @Nullable String roomLink) {
    this(job, journal, approval, questionLink, roomLink, null);
  }

  Locale locale() {
    return Wording.locale(job.place().locale());
  }

  boolean granted() {
    return approval != null && approval.state() == Approval.State.GRANTED;
  }

  boolean asking() {
    return job.state() == JobState.WAITING_FOR_APPROVAL
        && approval != null
        && approval.state() == Approval.State.PENDING;
  }
}
