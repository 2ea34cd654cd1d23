package dev.snapclone.schedule;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Role;
import dev.snapclone.command.Command;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.OptionSpec;
import dev.snapclone.command.Reply;
import dev.snapclone.command.Suggestion;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.inventory.Lookup;
import dev.snapclone.inventory.Typed;
import dev.snapclone.job.Job;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code /schedule pause}, {@code resume} and {@code remove}: whoever added it may, and approvers.
 * None of them deletes a snapshot.
 */
final class ChangeScheduleCommand implements Command {
  private static final String ID = "schedule-id";

  private final Change change;
  private final ScheduleStore store;
  private final ScheduleTimers timers;
  private final ScheduleJobs jobs;
  private final AccessPolicy access;
  private final InstantSource clock;

  /** What is done to a schedule. */
  enum Change {
    PAUSE(Schedule.State.PAUSED),
    RESUME(Schedule.State.ACTIVE),
    REMOVE(Schedule.State.REMOVED);

    private final Schedule.State state;

    Change(Schedule.State state) {
      this.state = state;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  ChangeScheduleCommand(
      Change change,
      ScheduleStore store,
      ScheduleTimers timers,
      ScheduleJobs jobs,
      AccessPolicy access,
      InstantSource clock) {
    this.change = change;
    this.store = store;
    this.timers = timers;
    this.jobs = jobs;
    this.access = access;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "schedule " + change.word();
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(OptionSpec.required(ID));
  }

  @Override
  public boolean makesJob() {
    return false;
  }

  @Override
  public Reply run(Invocation invocation) {
    Schedule schedule = find(invocation);
    requireMayChange(invocation, schedule);
    if (schedule.state() == change.state) {
      return Reply.of(
          Reply.Tone.INFO,
          Text.of("schedule." + change.word() + ".already", words(schedule)),
          Text.of("schedule.list.next"));
    }
    Instant next =
        change == Change.RESUME ? timers.after(schedule, clock.instant()).orElse(null) : null;
    store.set(schedule.id(), change.state, next);
    timers.lookAgain();
    return Reply.of(
        Reply.Tone.SUCCESS,
        Text.of("schedule." + change.word() + ".done", words(schedule)),
        next == null
            ? Text.of(
                "schedule." + change.word() + ".stays",
                Arg.number(store.kept(schedule.id()).size()))
            : Text.of("schedule.state.next", Arg.date(next)));
  }

  private static Arg words(Schedule schedule) {
    return Arg.text(schedule.plan().target().words());
  }

  private Schedule find(Invocation invocation) {
    String id = invocation.option(ID).orElse("");
    return store
        .find(id)
        .filter(it -> it.guild().equals(invocation.place().guild()))
        .filter(it -> it.state() != Schedule.State.REMOVED)
        .filter(it -> role(invocation, it).covers(role()))
        .orElseThrow(
            () ->
                new ExplainedFailure(
                    Text.of("schedule.unknown", Arg.name(id)), Text.of("schedule.unknown.next")));
  }

  private Role role(Invocation invocation, Schedule schedule) {
    return access.roleOf(invocation.actor(), invocation.place(), schedule.plan().cloud());
  }

  private void requireMayChange(Invocation invocation, Schedule schedule) {
    Job added = jobs.added(schedule);
    if (!added.requester().id().equals(invocation.actor().id())
        && !role(invocation, schedule).covers(Role.APPROVER)) {
      throw new ExplainedFailure(
          Text.of("schedule.not-yours", Arg.person(added.requester().id())),
          Text.of("schedule.not-yours.next"));
    }
  }

  @Override
  public List<Suggestion> suggest(Invocation invocation, String option, String typed) {
    return timers.known(invocation.place().guild()).stream()
        .filter(it -> it.state() != change.state && role(invocation, it).covers(role()))
        .filter(it -> Typed.in(it.id(), typed) || Typed.in(it.plan().target().name(), typed))
        .limit(Lookup.MOST)
        .map(it -> new Suggestion(it.id(), label(it)))
        .toList();
  }

  private static String label(Schedule schedule) {
    Timetable when = schedule.plan().when();
    return Optional.of(schedule.plan().target().name()).filter(n -> n.length() <= 50).orElse("…")
        + " · "
        + when.cron()
        + " · "
        + schedule.id();
  }
}
