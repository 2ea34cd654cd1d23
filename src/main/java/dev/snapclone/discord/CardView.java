package dev.snapclone.discord;

import dev.snapclone.approval.Approval;
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
 * @param questionLink address of the question in the approvals channel, null when there is none
 * @param roomLink address of the requester's private room, null when there is none
 * @param answered when the clone first answered, null when it has not
 * @param lease how long what it makes is kept, null when nothing was said
 */
record CardView(
    Job job,
    List<JournalEntry> journal,
    @Nullable Approval approval,
    @Nullable String questionLink,
    @Nullable String roomLink,
    FirstAnswers.@Nullable FirstAnswer answered,
    @Nullable Lease lease) {
  CardView {
    journal = List.copyOf(journal);
  }

  /** A view of a job of which nothing was said about how long what it makes is kept. */
  CardView(
      Job job,
      List<JournalEntry> journal,
      @Nullable Approval approval,
      @Nullable String questionLink,
      @Nullable String roomLink,
      FirstAnswers.@Nullable FirstAnswer answered) {
    this(job, journal, approval, questionLink, roomLink, answered, null);
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
