package dev.snapclone.discord;

import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.JournalEntry;
import dev.snapclone.job.OutlineStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The steps on a job's card: its outline, marked with what the journal says. */
final class StepLines {
  private StepLines() {}

  enum Mark {
    DONE("✅"),
    RUNNING("▶️"),
    WAITING("⏳"),
    FAILED("❌"),
    OPEN("▫️"),
    /** The workflow passed it by, or the job ended before it. */
    SKIPPED("➖");

    private final String sign;

    Mark(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }
  }

  /**
   * @param label what people read
   * @param progress what it waits for, null when there is nothing to say
   */
  record Line(Mark mark, Text label, @Nullable JournalEntry progress) {}

  static List<Line> of(Job job, List<JournalEntry> journal) {
    Map<String, JournalEntry> byKey = new HashMap<>();
    journal.forEach(entry -> byKey.put(entry.key(), entry));
    int last = lastTouched(job, byKey);
    boolean failed = job.state() == JobState.FAILED || job.state() == JobState.NEEDS_ATTENTION;
    boolean ended = job.state().terminal() || job.state() == JobState.CANCELLING;
    boolean currentFound = false;
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < job.plan().outline().size(); i++) {
      OutlineStep step = job.plan().outline().get(i);
      JournalEntry entry = byKey.get(step.key());
      if (entry != null && entry.phase() == JournalEntry.Phase.DONE) {
        lines.add(new Line(Mark.DONE, step.label(), null));
      } else if (entry != null && entry.phase() == JournalEntry.Phase.FAILED) {
        lines.add(new Line(Mark.FAILED, step.label(), null));
        currentFound = true;
      } else if (ended || (i < last && entry == null)) {
        // An ended job runs nothing; a failed one shows where it stopped.
        boolean stoppedHere = failed && !currentFound && i >= last;
        lines.add(new Line(stoppedHere ? Mark.FAILED : Mark.SKIPPED, step.label(), null));
        currentFound |= stoppedHere;
      } else if (!currentFound && job.state() == JobState.RUNNING) {
        lines.add(current(step, entry, journal));
        currentFound = true;
      } else {
        lines.add(new Line(Mark.OPEN, step.label(), null));
      }
    }
    return lines;
  }

  private static Line current(
      OutlineStep step, @Nullable JournalEntry own, List<JournalEntry> journal) {
    JournalEntry entry = own != null ? own : latestOpen(journal);
    boolean waits = entry != null && entry.phase() == JournalEntry.Phase.WAITING;
    boolean says = waits || (entry != null && entry.troubledSince() != null);
    return new Line(waits ? Mark.WAITING : Mark.RUNNING, step.label(), says ? entry : null);
  }

  /** An open step outside the outline is shown as progress of the current one. */
  private static @Nullable JournalEntry latestOpen(List<JournalEntry> journal) {
    for (int i = journal.size() - 1; i >= 0; i--) {
      JournalEntry entry = journal.get(i);
      boolean open =
          entry.phase() == JournalEntry.Phase.INTENT || entry.phase() == JournalEntry.Phase.WAITING;
      if (open && !entry.key().startsWith("undo/")) {
        return entry;
      }
    }
    return null;
  }

  private static int lastTouched(Job job, Map<String, JournalEntry> byKey) {
    for (int i = job.plan().outline().size() - 1; i >= 0; i--) {
      if (byKey.containsKey(job.plan().outline().get(i).key())) {
        return i;
      }
    }
    return -1;
  }
}
