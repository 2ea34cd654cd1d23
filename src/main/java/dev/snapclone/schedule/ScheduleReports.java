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
   * An instance that was not snapshotted or is off since, or whose snapshot is not known to boot.
   *
   * @param name untrusted
   * @param why a sentence; null when nothing is known
   * @param job the job that failed, null when none was begun
   * @param told the key of the message where there is only this one
   */
  record Failed(String name, @Nullable Text why, @Nullable String job, String told) {
    static final String NOT_TAKEN = "schedule.failed.one";
    static final String NOT_SEEN_TO_BOOT = "schedule.failed.unproven";
    static final String LEFT_OFF = "schedule.failed.off";

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
      for (Failed its : failed) {
        lines.add(Text.of(its.told(), person, Arg.text(its.words("schedule.failed.line"))));
      }
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
    Text why = outcome == null ? null : outcome.headline();
    voice.say(
        added.place(),
        added.requester().id(),
        List.of(
            Text.of(
                "schedule.not-deleted",
                Arg.person(added.requester().id()),
                Arg.text(deletion.title()),
                Arg.text(Objects.requireNonNullElse(why, Text.of("schedule.failed.unknown"))),
                Arg.code(deletion.id()))),
        small(schedule),
        deletion.id());
  }
}
