package dev.snapclone.schedule;

import dev.snapclone.access.Place;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.command.PlaceVoice;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.ErrandHandler;
import dev.snapclone.job.Errands;
import dev.snapclone.job.JobState;
import dev.snapclone.procedure.Bill;
import dev.snapclone.procedure.BootSource;
import dev.snapclone.procedure.Costs;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Once a week one message in each channel with schedules: what was taken, what is kept, and what
 * stays although it is old.
 */
public final class ScheduleDigest implements ErrandHandler {
  private static final String DIGEST = "digest/";
  private static final Duration WEEK = Duration.ofDays(7);
  private static final LocalTime AT = LocalTime.of(8, 0);
  private static final int SHOWN = 12;

  private final ScheduleStore store;
  private final ScheduleJobs jobs;
  private final Retention retention;
  private final Clouds clouds;
  private final PlaceVoice voice;
  private final Errands errands;
  private final When when;

  /**
   * When it comes: on Mondays at eight.
   *
   * @param zone whose Monday
   */
  public record When(InstantSource clock, ZoneId zone) {
    private Instant next() {
      ZonedDateTime now = clock.instant().atZone(zone);
      ZonedDateTime monday = now.with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY)).with(AT);
      return (monday.isAfter(now) ? monday : monday.plusWeeks(1)).toInstant();
    }
  }

  public ScheduleDigest(
      ScheduleStore store,
      ScheduleJobs jobs,
      Retention retention,
      Clouds clouds,
      PlaceVoice voice,
      Errands errands,
      When when) {
    this.store = store;
    this.jobs = jobs;
    this.retention = retention;
    this.clouds = clouds;
    this.voice = voice;
    this.errands = errands;
    this.when = when;
  }

  /** Whether an errand is a digest. */
  public static boolean is(String id) {
    return id.startsWith(DIGEST);
  }

  /** Sets the timer of each channel that lacks one. */
  public void lookAgain() {
    places(null).keySet().forEach(this::set);
  }

  private void set(Where where) {
    Instant next = when.next();
    errands.offer(
        Errands.Kind.SCHEDULE,
        DIGEST + where.guild() + "/" + where.channel() + "/" + next.getEpochSecond(),
        "",
        next);
  }

  private record Where(String guild, String channel) {}

  /** The schedules that were not removed, by channel. */
  private Map<Where, List<Schedule>> places(@Nullable String guild) {
    return store.all(guild).stream()
        .collect(
            Collectors.groupingBy(
                schedule -> new Where(schedule.guild(), place(schedule).channel()),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  private Place place(Schedule schedule) {
    return jobs.added(schedule).place();
  }

  @Override
  public boolean carryOut(String id, String payload, int attempt) {
    String[] parts = id.split("/", 4);
    Where where = new Where(parts[1], parts[2]);
    List<Schedule> here = places(where.guild()).getOrDefault(where, List.of());
    if (here.isEmpty()) {
      return true;
    }
    try {
      say(here, parts[3]);
    } catch (CloudException e) {
      return false;
    }
    set(where);
    return true;
  }

  private void say(List<Schedule> here, String week) {
    List<Line> lines = new ArrayList<>();
    for (Schedule schedule : here) {
      lines.add(line(schedule));
    }
    lines.sort(Comparator.comparingInt(Line::failed).thenComparingLong(Line::stay).reversed());
    List<Text> said = new ArrayList<>();
    said.add(
        Text.of(
            "schedule.digest",
            Arg.number(here.size()),
            Arg.number(lines.stream().mapToInt(Line::taken).sum()),
            Arg.gigabytes(lines.stream().mapToLong(Line::gb).sum())));
    lines.stream().limit(SHOWN).map(Line::words).forEach(said::add);
    if (lines.size() > SHOWN) {
      said.add(Text.of("schedule.more", Arg.number(lines.size() - SHOWN)));
    }
    Place place = place(here.get(0));
    voice.say(place, null, said, Text.of("schedule.digest.small"), "w" + week + place.channel());
  }

  /**
   * One schedule's week.
   *
   * @param booted how many of them were seen to boot
   * @param kept how many snapshots it has
   * @param stay how many of them it would delete, but they are needed or protected
   * @param orphans how many are of instances that are gone
   * @param cost of what it keeps, a month
   */
  private record Line(
      Schedule schedule,
      int taken,
      int booted,
      int failed,
      int kept,
      long gb,
      long stay,
      long orphans,
      Optional<Text> cost) {
    Text words() {
      Text line =
          Text.of(
              "schedule.digest.line",
              Arg.text(schedule.plan().target().words()),
              Arg.number(taken),
              Arg.number(kept),
              Arg.gigabytes(gb));
      if (cost.isPresent()) {
        line = Text.of("schedule.digest.cost", Arg.text(line), Arg.text(cost.get()));
      }
      line =
          schedule.plan().verify()
              ? Text.of("schedule.digest.booted", Arg.text(line), Arg.number(booted))
              : line;
      line =
          failed == 0
              ? line
              : Text.of("schedule.digest.failed", Arg.text(line), Arg.number(failed));
      line = stay == 0 ? line : Text.of("schedule.digest.stay", Arg.text(line), Arg.number(stay));
      line =
          orphans == 0
              ? line
              : Text.of("schedule.digest.orphans", Arg.text(line), Arg.number(orphans));
      return schedule.next() != null
          ? line
          : Text.of("schedule.digest.paused", Arg.text(line), Arg.code(schedule.id()));
    }
  }

  private Line line(Schedule schedule) {
    int taken = 0;
    int booted = 0;
    int failed = 0;
    for (Schedule.Run run : store.runsSince(schedule.id(), when.clock().instant().minus(WEEK))) {
      for (Attempt attempt : store.attempts(schedule.id(), run.slot())) {
        String job = attempt.job();
        boolean done =
            job != null
                && jobs.jobs().find(job).filter(it -> it.state() == JobState.DONE).isPresent();
        taken += done && !attempt.verifies() ? 1 : 0;
        booted += done && attempt.verifies() ? 1 : 0;
        failed += done ? 0 : 1;
      }
    }
    Cloud cloud = clouds.named(schedule.plan().cloud()).orElse(null);
    List<Retention.Standing> kept =
        cloud == null ? List.of() : retention.standing(schedule, cloud, store.kept(schedule.id()));
    Set<String> there =
        cloud == null
            ? Set.of()
            : cloud.instances().stream().map(Instance::id).collect(Collectors.toSet());
    return new Line(
        schedule,
        taken,
        booted,
        failed,
        kept.size(),
        kept.stream().mapToLong(Retention.Standing::gb).sum(),
        stay(schedule, kept),
        kept.stream().filter(one -> !there.contains(one.attempt().instance())).count(),
        cloud == null ? Optional.empty() : cost(cloud, kept));
  }

  /** What the kept snapshots cost a month; empty where nothing has a price. */
  private Optional<Text> cost(Cloud cloud, List<Retention.Standing> kept) {
    Set<String> parts =
        kept.stream().flatMap(one -> one.parts().stream()).collect(Collectors.toSet());
    Bill bill = Bill.NOTHING;
    for (Retention.Standing one : kept) {
      boolean emptyImage = one.gb() == 0 && !one.parts().isEmpty();
      if (one.made().kind() == BootSource.Kind.IMAGE && !emptyImage) {
        bill = bill.imageSnapshot(one.gb());
      }
    }
    List<VolumeSnapshot> all = parts.isEmpty() ? List.of() : cloud.volumeSnapshots();
    for (VolumeSnapshot snapshot : all) {
      bill = parts.contains(snapshot.id()) ? bill.volumeSnapshot(snapshot.sizeGb()) : bill;
    }
    return jobs.submission().costs(cloud.name(), bill, 1).map(Costs::small);
  }

  private static long stay(Schedule schedule, List<Retention.Standing> kept) {
    Collection<List<Retention.Standing>> byInstance =
        kept.stream().collect(Collectors.groupingBy(one -> one.attempt().instance())).values();
    return byInstance.stream()
        .mapToLong(
            some ->
                schedule
                    .plan()
                    .keep()
                    .beyond(some.stream().map(Retention.Standing::created).toList())
                    .size())
        .sum();
  }
}
