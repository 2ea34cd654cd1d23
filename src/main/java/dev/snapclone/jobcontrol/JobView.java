package dev.snapclone.jobcontrol;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Actor;
import dev.snapclone.access.Role;
import dev.snapclone.command.Button;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Estimate;
import dev.snapclone.job.Estimates;
import dev.snapclone.job.FirstAnswers;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.JournalEntry;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.OutlineStep;
import dev.snapclone.job.PlanLine.Section;
import dev.snapclone.procedure.CurrentOutcome;
import dev.snapclone.request.StateWords;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A job, told to one person: how it stands, its steps with their times, and its card's buttons.
 *
 * @param answers which clones answer
 * @param access who sees which jobs
 * @param under what a person can do about a job, as under its card
 * @param earlier tells what an earlier version stored as today
 * @param estimates how long jobs take
 */
public record JobView(
    Jobs jobs,
    FirstAnswers answers,
    AccessPolicy access,
    BiFunction<Job, Actor, List<Button>> under,
    UnaryOperator<Job> earlier,
    Estimates estimates,
    InstantSource clock) {
  private static final String UNDO = "undo/";

  /**
   * The job of an id.
   *
   * @param role what the person needs in the job's cloud
   * @param people tells who asked and who decided
   * @throws ExplainedFailure when the guild has no such job, or the person may not see it
   */
  Reply of(Invocation asked, Role role, String id, JobPeople people) {
    Job job =
        jobs.find(id)
            .filter(found -> found.place().guild().equals(asked.place().guild()))
            .filter(
                found -> access.visible(asked.actor(), asked.place(), role).include(found.cloud()))
            .map(earlier)
            .orElseThrow(() -> ExplainedFailure.of("approval.job.unknown", Arg.code(id)));
    return new Reply(
        Reply.Tone.INFO,
        job.title(),
        lines(job, people),
        under.apply(job, asked.actor()),
        null,
        null);
  }

  private List<Text> lines(Job job, JobPeople people) {
    List<Text> lines = new ArrayList<>();
    lines.add(
        Text.of(
            "approval.job.state",
            Arg.text(StateWords.of(job)),
            Arg.code(job.id()),
            Arg.name(job.cloud())));
    if (job.outcome() != null) {
      Outcome outcome = outcome(job, true);
      lines.add(outcome.headline());
      lines.addAll(outcome.lines());
    }
    lines.addAll(people.of(job));
    if (job.state() == JobState.WAITING_FOR_APPROVAL) {
      lines.addAll(job.plan().of(Section.COST));
      job.plan()
          .of(Section.WARNING)
          .forEach(w -> lines.add(Text.of("procedure.plan.warning", Arg.text(w))));
    }
    if (job.state() != JobState.WAITING_FOR_APPROVAL) {
      lines.addAll(steps(job));
    }
    Instant ended = job.progress().ended();
    if (ended != null) {
      lines.add(Text.of("approval.job.ended", Arg.date(ended)));
    }
    lines.add(asOf());
    return lines;
  }

  /** Small print under what tells a state, which nobody edits afterwards. */
  Text asOf() {
    return Text.of("details.as-of", Arg.time(clock.instant()));
  }

  /** How an ended job ended, as far as it is still so. */
  Outcome outcome(Job job, boolean addresses) {
    return CurrentOutcome.of(job, answers.of(job.id()).orElse(null), addresses);
  }

  /** Its steps with their times; of an ended job those that it came to. */
  List<Text> steps(Job job) {
    List<Text> lines = new ArrayList<>();
    Map<String, JournalEntry> journal =
        jobs.journal(job.id()).stream()
            .collect(Collectors.toMap(JournalEntry::key, Function.identity(), (one, two) -> two));
    for (OutlineStep step : job.plan().outline()) {
      JournalEntry entry = journal.get(step.key());
      if (entry != null || !job.state().terminal()) {
        lines.add(step(step.label(), entry, job.state().terminal()));
      }
    }
    estimates.of(job).map(JobView::usual).ifPresent(lines::add);
    List<JournalEntry> undos =
        journal.values().stream().filter(e -> e.key().startsWith(UNDO)).toList();
    if (!undos.isEmpty()) {
      long done = undos.stream().filter(e -> e.phase() == JournalEntry.Phase.DONE).count();
      lines.add(Text.of("approval.job.undone", Arg.number(done), Arg.number(undos.size())));
    }
    return lines;
  }

  private static Text usual(Estimate estimate) {
    return estimate.late() ? Text.of("card.late", Arg.text(estimate.range())) : estimate.sentence();
  }

  private static Text step(Text label, @Nullable JournalEntry entry, boolean ended) {
    if (entry == null) {
      return Text.of("approval.job.step", Arg.text(label));
    }
    return switch (entry.phase()) {
      case DONE -> Text.of("approval.job.step-done", Arg.text(label), Arg.date(entry.since()));
      case FAILED -> Text.of("approval.job.step-failed", Arg.text(label), Arg.date(entry.since()));
      case INTENT, WAITING ->
          ended
              ? Text.of("approval.job.step-stopped", Arg.text(label))
              : Text.of("approval.job.step-waits", Arg.text(label), Arg.date(entry.since()));
    };
  }
}
