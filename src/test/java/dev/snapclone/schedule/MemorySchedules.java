package dev.snapclone.schedule;

import dev.snapclone.schedule.Schedule.Run;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Schedules in memory. */
public final class MemorySchedules implements ScheduleStore {
  private final Map<String, Schedule> schedules = new LinkedHashMap<>();
  private final Map<String, Map<Instant, Run>> runs = new LinkedHashMap<>();
  private final Map<String, List<Attempt>> attempts = new LinkedHashMap<>();
  private final Map<String, Attempt> byJob = new LinkedHashMap<>();
  private final Set<Attempt> gone = new HashSet<>();

  @Override
  public synchronized void add(Schedule schedule) {
    schedules.putIfAbsent(schedule.id(), schedule);
  }

  @Override
  public synchronized Optional<Schedule> find(String id) {
    return Optional.ofNullable(schedules.get(id));
  }

  @Override
  public synchronized List<Schedule> all(@Nullable String guild) {
    return schedules.values().stream()
        .filter(it -> it.state() != Schedule.State.REMOVED)
        .filter(it -> guild == null || it.guild().equals(guild))
        .toList();
  }

  private void change(
      Schedule of, Schedule.State state, @Nullable Instant next, @Nullable Instant told) {
    schedules.put(
        of.id(), new Schedule(of.id(), of.guild(), of.plan(), state, of.created(), next, told));
  }

  @Override
  public synchronized boolean set(String id, Schedule.State state, @Nullable Instant next) {
    Schedule there = schedules.get(id);
    if (there == null || there.state() == Schedule.State.REMOVED) {
      return false;
    }
    change(there, state, next, there.told());
    return true;
  }

  @Override
  public synchronized void move(String id, @Nullable Instant from, @Nullable Instant to) {
    Schedule there = schedules.get(id);
    if (there.state() == Schedule.State.ACTIVE && Objects.equals(there.next(), from)) {
      change(there, there.state(), to, there.told());
    }
  }

  @Override
  public synchronized void begin(String id, Instant slot, Instant now, @Nullable Instant next) {
    runs.computeIfAbsent(id, i -> new LinkedHashMap<>())
        .putIfAbsent(slot, new Run(id, slot, now, false, null));
    move(id, slot, next);
  }

  @Override
  public synchronized Optional<Run> run(String id, Instant slot) {
    return Optional.ofNullable(runs.getOrDefault(id, Map.of()).get(slot));
  }

  @Override
  public synchronized List<Run> runsSince(String id, Instant since) {
    return runs.getOrDefault(id, Map.of()).values().stream()
        .filter(run -> !run.started().isBefore(since))
        .sorted(Comparator.comparing(Run::slot).reversed())
        .toList();
  }

  @Override
  public synchronized void begun(String id, Instant slot) {
    Run run = runs.get(id).get(slot);
    runs.get(id).put(slot, new Run(id, slot, run.started(), true, run.ended()));
  }

  @Override
  public synchronized void end(String id, Instant slot, Instant now, @Nullable Instant told) {
    Run run = runs.get(id).get(slot);
    runs.get(id).put(slot, new Run(id, slot, run.started(), run.begun(), now));
    Schedule there = schedules.get(id);
    change(there, there.state(), there.next(), told);
  }

  @Override
  public synchronized void record(Attempt attempt) {
    boolean there =
        attempts(attempt.schedule(), attempt.slot()).stream()
            .anyMatch(it -> it.instance().equals(attempt.instance()));
    if (!there) {
      attempts.computeIfAbsent(attempt.schedule(), s -> new ArrayList<>()).add(attempt);
      if (attempt.job() != null) {
        byJob.put(attempt.job(), attempt);
      }
    }
  }

  @Override
  public synchronized List<Attempt> attempts(String id, Instant slot) {
    List<Attempt> all = attempts.getOrDefault(id, List.of());
    List<Attempt> found = new ArrayList<>();
    // Those of one run are together, and mostly it is the last one.
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).slot().equals(slot)) {
        found.add(all.get(i));
      }
    }
    return found;
  }

  @Override
  public synchronized Optional<Attempt> ofJob(String job) {
    return Optional.ofNullable(byJob.get(job));
  }

  @Override
  public synchronized List<Attempt> kept(String id) {
    return attempts.getOrDefault(id, List.of()).stream()
        .filter(it -> it.job() != null && !gone.contains(it))
        .sorted(Comparator.comparing(Attempt::slot).reversed())
        .toList();
  }

  @Override
  public synchronized void gone(Attempt attempt) {
    gone.add(attempt);
  }
}
