package dev.snapclone.schedule;

import dev.snapclone.command.PlaceVoice;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.Outcome;
import dev.snapclone.schedule.Schedule.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells in the channel what failed; whoever added the schedule is notified. */
public final class ScheduleReports {
  private static final int NAMED = 5;

  private final ScheduleJobs jobs;
  private final PlaceVoice voice;

  public ScheduleReports(ScheduleJobs jobs, PlaceVoice voice) {
    this.jobs = jobs;
    this.voice = voice;
  }

  /**
   * An instance that was not snapshotted.
   *
   * @param name untrusted
   * @param why a sentence; null when nothing is known
   * @param job the job that failed, null when none was begun
   */
  record Failed(String name, @Nullable Text why, @Nullable String job) {
    private Text words(String key) {
      Text reason = Objects.requireNonNullElse(why, Text.of("schedule.failed.unknown"));
      return job == null
          ? Text.of(key, Arg.name(name), Arg.text(reason))
          : Text.of(key + "-job", Arg.name(name), Arg.text(reason), Arg.code(job));
    }
  }

  /**
   * Tells of a run in which something failed.
   *
   * @param of how many instances it had
   */
  void failed(Schedule schedule, Run run, List<Failed> failed, int of) {
    Job added = jobs.added(schedule);
    Arg person = Arg.person(added.requester().id());
    List<Text> lines = new ArrayList<>();
    if (of == 1) {
      lines.add(
          Text.of(
              "schedule.failed.one",
              person,
              Arg.text(failed.get(0).words("schedule.failed.line"))));
    } else {
      lines.add(
          Text.of(
              "schedule.failed.several",
              person,
              Arg.number(failed.size()),
              Arg.number(of),
              Arg.text(schedule.plan().target().words())));
      failed.stream()
          .limit(NAMED)
          .forEach(
              one ->
                  lines.add(Text.of("schedule.line", Arg.text(one.words("schedule.failed.line")))));
      if (failed.size() > NAMED) {
        lines.add(Text.of("schedule.more", Arg.number(failed.size() - NAMED)));
      }
    }
    voice.say(
        added.place(),
        added.requester().id(),
        lines,
        small(schedule),
        schedule.id() + Long.toString(run.slot().getEpochSecond(), 36));
  }

  private static Text small(Schedule schedule) {
    return schedule.next() == null
        ? Text.of("schedule.small.off", Arg.code(schedule.id()))
        : Text.of("schedule.small", Arg.date(schedule.next()), Arg.code(schedule.id()));
  }

  /** Tells that an old snapshot could not be deleted. */
  void notDeleted(Schedule schedule, Job deletion) {
    Job added = jobs.added(schedule);
    Outcome outcome = deletion.outcome();
    Failed failed = new Failed("", outcome == null ? null : outcome.headline(), deletion.id());
    voice.say(
        added.place(),
        added.requester().id(),
        List.of(
            Text.of(
                "schedule.not-deleted",
                Arg.person(added.requester().id()),
                Arg.text(deletion.title()),
                Arg.text(
                    Objects.requireNonNullElse(failed.why(), Text.of("schedule.failed.unknown"))),
                Arg.code(deletion.id()))),
        small(schedule),
        deletion.id());
  }
}
