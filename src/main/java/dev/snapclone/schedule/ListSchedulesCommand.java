package dev.snapclone.schedule;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.VisibleClouds;
import dev.snapclone.command.Command;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.OptionSpec;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.inventory.Typed;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import java.util.ArrayList;
import java.util.List;

/** {@code /schedule list [text]}: the schedules of this guild, those that fail first. */
final class ListSchedulesCommand implements Command {
  private static final String TEXT = "text";
  private static final int SHOWN = 12;

  private final ScheduleStore store;
  private final ScheduleJobs jobs;
  private final AccessPolicy access;

  /**
   * @param access who sees what
   */
  ListSchedulesCommand(ScheduleStore store, ScheduleJobs jobs, AccessPolicy access) {
    this.store = store;
    this.jobs = jobs;
    this.access = access;
  }

  @Override
  public String name() {
    return "schedule list";
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(OptionSpec.text(TEXT));
  }

  @Override
  public boolean makesJob() {
    return false;
  }

  @Override
  public Reply run(Invocation invocation) {
    VisibleClouds seen = access.visible(invocation.actor(), invocation.place(), role());
    String typed = invocation.option(TEXT).orElse("");
    List<Schedule> fitting = new ArrayList<>();
    for (Schedule schedule : store.all(invocation.place().guild())) {
      if (seen.include(schedule.plan().cloud()) && fits(schedule, typed)) {
        fitting.add(schedule.told() == null ? fitting.size() : 0, schedule);
      }
    }
    if (fitting.isEmpty()) {
      String none = typed.isEmpty() ? "schedule.list.none" : "schedule.list.none-fits";
      return Reply.of(Reply.Tone.INFO, Text.of(none), Text.of(none + ".next"));
    }
    List<Text> lines = new ArrayList<>(fitting.stream().limit(SHOWN).map(this::line).toList());
    if (fitting.size() > SHOWN) {
      lines.add(Text.of("schedule.list.more", Arg.number(fitting.size() - SHOWN)));
    }
    lines.add(Text.of("schedule.list.next"));
    return Reply.of(
        Reply.Tone.INFO,
        Text.of("schedule.list", Arg.number(fitting.size())),
        lines.toArray(Text[]::new));
  }

  private static boolean fits(Schedule schedule, String typed) {
    return typed.isEmpty()
        || Typed.in(schedule.id(), typed)
        || Typed.in(schedule.plan().target().name(), typed)
        || Typed.in(schedule.plan().cloud(), typed);
  }

  private Text line(Schedule schedule) {
    SchedulePlan plan = schedule.plan();
    return Text.of(
        "schedule.list.line",
        Arg.code(schedule.id()),
        Arg.text(plan.target().words()),
        Arg.text(plan.words()),
        Arg.text(plan.keep().words()),
        Arg.number(taken(schedule)),
        Arg.text(state(schedule)));
  }

  private static Text state(Schedule schedule) {
    if (schedule.next() == null) {
      return Text.of("schedule.state.paused");
    }
    return Text.of(
        schedule.told() == null ? "schedule.state.next" : "schedule.state.fails",
        Arg.date(schedule.next()));
  }

  /** How many of its snapshots there are, as far as its jobs know. */
  private long taken(Schedule schedule) {
    return store.kept(schedule.id()).stream()
        .filter(
            attempt ->
                attempt.job() != null
                    && !attempt.verifies()
                    && jobs.jobs()
                        .find(attempt.job())
                        .filter(ListSchedulesCommand::took)
                        .isPresent())
        .count();
  }

  private static boolean took(Job job) {
    return job.state() == JobState.DONE;
  }
}
