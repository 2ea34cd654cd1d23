package dev.snapclone.request;

import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Outcome;

/** What the state of a job is called, on its card and everywhere else. */
public final class StateWords {
  private static final String DENIED = "approval.outcome.denied";

  private StateWords() {}

  /**
   * The word: a denied job is called so, and once leftovers are removed a job needs no attention
   * any more.
   */
  public static Text of(Job job) {
    return Text.of("card.state." + word(job));
  }

  /** Whether somebody denied a job, which is stored as cancelled. */
  public static boolean denied(Job job) {
    Outcome outcome = job.outcome();
    return outcome != null && outcome.headline().key().equals(DENIED);
  }

  private static String word(Job job) {
    Outcome outcome = job.outcome();
    if (denied(job)) {
      return "DENIED";
    }
    boolean cleaned = outcome != null && outcome.cleanedBy().isPresent();
    return cleaned && job.state() == JobState.NEEDS_ATTENTION ? "CLEANED_UP" : job.state().name();
  }
}
