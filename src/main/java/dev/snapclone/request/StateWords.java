package dev.snapclone.request;

import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Outcome;
import java.util.Locale;
import java.util.Map;

/** What the state of a job is called. */
public final class StateWords {
  /** Why a job was cancelled before it began, by the headline of its outcome. */
  private static final Map<String, String> REFUSED =
      Map.of("approval.outcome.denied", "denied", "approval.outcome.expired", "expired");

  private StateWords() {}

  /** The word; once leftovers are removed a job needs no attention any more. */
  public static Text of(Job job) {
    return Text.of("approval.state." + word(job));
  }

  /** The state in lower-case letters and hyphens, as it stands at the end of a message key. */
  public static String word(Job job) {
    Outcome outcome = job.outcome();
    if (outcome != null && job.state() == JobState.NEEDS_ATTENTION) {
      return outcome.cleanedBy().isPresent() ? "cleaned-up" : "needs-attention";
    }
    if (outcome != null && job.state() == JobState.CANCELLED) {
      return REFUSED.getOrDefault(outcome.headline().key(), "cancelled");
    }
    return job.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
