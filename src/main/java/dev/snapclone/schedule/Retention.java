package dev.snapclone.schedule;

import dev.snapclone.cloud.BlockDevice;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.job.Job;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.LockKey;
import dev.snapclone.procedure.BootSource;
import dev.snapclone.procedure.SnapshotMade;
import dev.snapclone.procedure.SnapshotRemoval;
import dev.snapclone.procedure.Verified;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what a schedule keeps no longer: only what it made itself, as its jobs know, and what
 * bears its mark, as the cloud says. Never the last good one, never what is needed or protected.
 */
public final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  /** A snapshot that is not to be found so long after it was taken is gone. */
  private static final Duration GONE = Duration.ofDays(1);

  private final ScheduleStore store;
  private final ScheduleJobs jobs;
  private final Clouds clouds;
  private final InstantSource clock;

  public Retention(ScheduleStore store, ScheduleJobs jobs, Clouds clouds, InstantSource clock) {
    this.store = store;
    this.jobs = jobs;
    this.clouds = clouds;
    this.clock = clock;
  }

  /**
   * A good snapshot of a schedule.
   *
   * @param created when, by the cloud's clock
   * @param gb its size; 0 when unknown
   * @param isProtected whether somebody protected it
   * @param parts the volume snapshots that it consists of
   */
  record Standing(
      Attempt attempt,
      Job taken,
      SnapshotMade made,
      Instant created,
      long gb,
      boolean isProtected,
      List<String> parts) {
    /** Whether a copy of it was seen to boot, as the job that took it knows. */
    boolean booted() {
      return Optional.ofNullable(taken.outcome())
          .flatMap(Verified::of)
          .filter(it -> it.verdict() != Verified.Verdict.NOT_SEEN)
          .isPresent();
    }
  }

  /**
   * Begins the deletions that are due after a new snapshot of an instance.
   *
   * @param slot the run that took it
   * @throws dev.snapclone.cloud.CloudException when the cloud failed
   */
  void apply(Schedule schedule, String instance, Instant slot) {
    Cloud cloud = clouds.named(schedule.plan().cloud()).orElse(null);
    if (cloud == null) {
      return;
    }
    List<Standing> standing =
        standing(
            schedule,
            cloud,
            store.kept(schedule.id()).stream()
                .filter(attempt -> attempt.instance().equals(instance))
                .toList());
    for (Standing one : due(schedule.plan(), standing)) {
      if (!needed(cloud, one)) {
        delete(schedule, cloud, one, slot);
      }
    }
  }

  /**
   * The snapshots of an instance that are not kept any more. Where they are verified, never the
   * last one that is known to boot: newer ones may not.
   *
   * @param newestFirst those that stand
   */
  static List<Standing> due(SchedulePlan plan, List<Standing> newestFirst) {
    Standing proven =
        plan.verify()
            ? newestFirst.stream().filter(Standing::booted).findFirst().orElse(null)
            : null;
    return plan.keep().beyond(newestFirst.stream().map(Standing::created).toList()).stream()
        .map(newestFirst::get)
        .filter(one -> !one.equals(proven))
        .toList();
  }

  /** Whether something needs it, or somebody wants it to stay. */
  boolean needed(Cloud cloud, Standing one) {
    SnapshotRemoval removal = new SnapshotRemoval(cloud);
    String id = one.made().id();
    return one.isProtected()
        || jobs.submission().holder(new LockKey(cloud.name(), id)).isPresent()
        || (one.made().kind() == BootSource.Kind.IMAGE && !removal.bootedFrom(id).isEmpty())
        || one.parts().stream().anyMatch(part -> !removal.madeFrom(part).isEmpty());
  }

  private void delete(Schedule schedule, Cloud cloud, Standing one, Instant slot) {
    try {
      jobs.begin(
          schedule,
          "delete:" + one.taken().id() + ":" + slot.getEpochSecond(),
          () -> jobs.work().deletion(cloud, one.taken(), one.made()));
    } catch (Jobs.LockedException | ExplainedFailure e) {
      // Needed by a job at the moment, or by rules of today. The next run tries again, and the
      // digest counts what stays.
      LOG.info("schedule {}: {} stays for now: {}", schedule.id(), one.made().id(), e.toString());
    }
  }

  /** The snapshots among attempts that are there and good, the newest first. */
  List<Standing> standing(Schedule schedule, Cloud cloud, List<Attempt> attempts) {
    List<Standing> standing = new ArrayList<>();
    for (Attempt attempt : attempts) {
      Job taken = attempt.job() == null ? null : jobs.jobs().find(attempt.job()).orElse(null);
      if (taken != null && taken.state().terminal()) {
        look(schedule, cloud, attempt, taken).ifPresent(standing::add);
      }
    }
    standing.sort(Comparator.comparing(Standing::created).reversed());
    return standing;
  }

  private Optional<Standing> look(Schedule schedule, Cloud cloud, Attempt attempt, Job taken) {
    SnapshotMade made = SnapshotMade.standing(taken).orElse(null);
    if (made == null) {
      store.gone(attempt);
      return Optional.empty();
    }
    if (made.kind() == BootSource.Kind.IMAGE) {
      Optional<Image> image = cloud.image(made.id());
      rememberGone(image.isEmpty(), attempt, taken);
      return image
          .filter(
              it -> it.status().equals("active") && ours(schedule, taken, it.properties(), it.id()))
          .map(
              it ->
                  new Standing(
                      attempt,
                      taken,
                      made,
                      it.created(),
                      gb(it),
                      it.access().isProtected(),
                      parts(it, made)));
    }
    Optional<VolumeSnapshot> snapshot = cloud.volumeSnapshot(made.id());
    rememberGone(snapshot.isEmpty(), attempt, taken);
    return snapshot
        .filter(
            it -> it.status().equals("available") && ours(schedule, taken, it.metadata(), it.id()))
        .map(
            it ->
                new Standing(
                    attempt, taken, made, it.created(), it.sizeGb(), false, List.of(it.id())));
  }

  /** The volume snapshots behind an image, and those of a set. */
  private static List<String> parts(Image image, SnapshotMade made) {
    List<String> parts = new ArrayList<>(made.disks());
    image.blockDevices().stream()
        .map(BlockDevice::snapshotId)
        .filter(Objects::nonNull)
        .forEach(parts::add);
    return parts;
  }

  private static long gb(Image image) {
    Long bytes = image.sizeBytes();
    return bytes == null ? 0 : (bytes + (1L << 30) - 1) >> 30;
  }

  private void rememberGone(boolean absent, Attempt attempt, Job taken) {
    Instant ended = taken.progress().ended();
    if (absent && ended != null && clock.instant().isAfter(ended.plus(GONE))) {
      store.gone(attempt);
    }
  }

  private static boolean ours(Schedule schedule, Job taken, Map<String, String> marks, String id) {
    return schedule.id().equals(marks.get(Marks.SCHEDULE))
        && taken.id().equals(marks.get(Marks.JOB))
        && id.equals(marks.get(Marks.SELF));
  }
}
