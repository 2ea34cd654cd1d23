package dev.snapclone.discord;

import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.JournalEntry;
import dev.snapclone.job.OutlineStep;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a running job stands: one phase in words, since when, and how far if the cloud says so. */
final class Phase {
  private static final String UNDO = "undo/";
  private static final int BAR = 10;

  Text of(CardView view) {
    Job job = view.job();
    long undos = undos(view.journal(), false);
    if (undoing(view.journal())) {
      return Text.of("card.undo", Arg.number(undos(view.journal(), true)), Arg.number(undos));
    }
    Map<String, JournalEntry> byKey = new HashMap<>();
    view.journal().forEach(entry -> byKey.put(entry.key(), entry));
    Optional<OutlineStep> step =
        job.state() == JobState.RUNNING ? current(job.plan().outline(), byKey) : Optional.empty();
    if (step.isEmpty()) {
      // Who asks stands in the small print.
      return Text.of(job.state() == JobState.RUNNING ? "card.starting" : "card.stopping");
    }
    JournalEntry own = byKey.get(step.get().key());
    JournalEntry entry = own != null ? own : latestOpen(view.journal());
    Arg label = Arg.text(step.get().label());
    if (entry == null) {
      return Text.of("card.phase", label);
    }
    if (entry.troubledSince() != null) {
      return Text.of(
          "card.troubled", label, Arg.name(job.cloud()), Arg.time(entry.troubledSince()));
    }
    Arg since = Arg.time(entry.since());
    int percent = bounded(entry);
    return percent == 0
        ? Text.of("card.phase-since", label, since)
        : Text.of("card.phase-percent", label, since, bar(percent), Arg.number(percent));
  }

  private static int bounded(JournalEntry entry) {
    int percent = entry.percent() == null ? 0 : entry.percent();
    return Math.max(0, Math.min(100, percent));
  }

  private static Arg bar(int percent) {
    int full = percent / BAR;
    return Arg.plain("▰".repeat(full) + "▱".repeat(BAR - full));
  }

  /** The first step that is not done, behind the last one that was touched. */
  private static Optional<OutlineStep> current(
      List<OutlineStep> outline, Map<String, JournalEntry> byKey) {
    OutlineStep next = null;
    for (int i = outline.size() - 1; i >= 0; i--) {
      JournalEntry entry = byKey.get(outline.get(i).key());
      if (entry != null) {
        boolean over = entry.phase() == JournalEntry.Phase.DONE;
        return Optional.ofNullable(over ? next : outline.get(i));
      }
      next = outline.get(i);
    }
    return Optional.ofNullable(next);
  }

  /** A step outside the outline counts as the current one. */
  private static @Nullable JournalEntry latestOpen(List<JournalEntry> journal) {
    for (int i = journal.size() - 1; i >= 0; i--) {
      JournalEntry entry = journal.get(i);
      boolean open =
          entry.phase() == JournalEntry.Phase.INTENT || entry.phase() == JournalEntry.Phase.WAITING;
      if (open && !entry.key().startsWith(UNDO)) {
        return entry;
      }
    }
    return null;
  }

  /**
   * Whether what the job made is being removed again: the step that began last is an undo. Steps
   * that may fail without their job are undone in the middle of it.
   */
  static boolean undoing(List<JournalEntry> journal) {
    return !journal.isEmpty() && journal.get(journal.size() - 1).key().startsWith(UNDO);
  }

  private static long undos(List<JournalEntry> journal, boolean doneOnly) {
    return journal.stream()
        .filter(e -> e.key().startsWith(UNDO))
        .filter(e -> !doneOnly || e.phase() == JournalEntry.Phase.DONE)
        .count();
  }
}
