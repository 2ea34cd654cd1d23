package dev.snapclone.removal;

import dev.snapclone.access.VisibleClouds;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.Port;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.cloud.SecurityGroup;
import dev.snapclone.cloud.Volume;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobQuery;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.DescriptionMark;
import dev.snapclone.procedure.SetDisk;
import dev.snapclone.procedure.SnapshotMade;
import dev.snapclone.procedure.SnapshotRemoval;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds what ended jobs of a guild made and nobody can use any more, by fresh reads. Only what its
 * job has recorded, or what has the exact mark of a step with unknown outcome; marks alone are
 * inherited and can be forged. What belongs to something that is still there is none.
 */
final class Orphans {
  /** So many jobs with something left are looked at. */
  private static final int MOST_JOBS = 200;

  /** A job's id at the end of a name. */
  private static final Pattern NAMED_AFTER = Pattern.compile(" \\(([a-z0-9]{1,20})\\)$");

  private final Cloud cloud;
  private final Jobs jobs;
  private final String guild;
  private final Dependents there;
  private final Instant settled;
  private final Map<String, Optional<Job>> ended = new HashMap<>();
  private final Map<String, Orphan> found = new LinkedHashMap<>();

  private Orphans(Cloud cloud, Jobs jobs, String guild, Instant settled) {
    this.cloud = cloud;
    this.jobs = jobs;
    this.guild = guild;
    this.there = new Dependents(cloud);
    this.settled = settled;
  }

  /**
   * The orphans of one cloud, the newest first; last those of unknown age.
   *
   * @param guild whose jobs count
   * @param settleTime how late a cloud may show what a job made, or hide it
   */
  static List<Orphan> of(
      Cloud cloud, Jobs jobs, String guild, Duration settleTime, InstantSource clock) {
    Orphans search = new Orphans(cloud, jobs, guild, clock.instant().minus(settleTime));
    search.compute();
    search.storage();
    search.network();
    search.stayed();
    List<Orphan> all = new ArrayList<>(search.found.values());
    all.sort(Comparator.comparing(Orphan::created).reversed().thenComparing(Orphan::key));
    return all;
  }

  private void compute() {
    for (Instance it : there.instances()) {
      Job job = maker(it.id(), it.metadata());
      if (job != null && !stands(job, it.id()) && !it.state().status().contains("DELETED")) {
        add(ResourceKind.INSTANCE, it.id(), it.name(), job, it.launched().created(), 0, false);
      }
    }
    for (Image it : there.images()) {
      Job job = maker(it.id(), it.properties());
      if (job == null) {
        continue;
      }
      if (abandoned(job, it.id())) {
        add(ResourceKind.IMAGE, it.id(), it.name(), job, it.created(), gb(it), done(job));
      } else if (SetDisk.of(it).stream().anyMatch(disk -> lost(disk.snapshotId()))) {
        found.put(
            it.id(),
            new Orphan(
                ref(ResourceKind.IMAGE, it.id(), it.name()),
                job,
                it.created(),
                0,
                Orphan.Why.HOLLOW));
      }
    }
  }

  private void storage() {
    for (VolumeSnapshot it : there.snapshots()) {
      Job job = it.metadata().containsKey(Marks.JOB) ? maker(it.id(), it.metadata()) : byName(it);
      boolean needed = !there.imagesOver(it.id()).isEmpty();
      if (job != null && !needed && abandoned(job, it.id())) {
        add(
            ResourceKind.VOLUME_SNAPSHOT,
            it.id(),
            it.name(),
            job,
            it.created(),
            it.sizeGb(),
            done(job));
      }
    }
    for (Volume it : there.volumes()) {
      Job job = maker(it.id(), it.metadata());
      if (job != null && unused(it) && (alone(job) || left(job, it.id()))) {
        add(ResourceKind.VOLUME, it.id(), it.name(), job, it.created(), it.sizeGb(), done(job));
      }
    }
  }

  private void network() {
    for (Port it : cloud.allPorts()) {
      Job job = maker(it.id(), DescriptionMark.read(it.label().description()));
      if (job != null && unused(it.instanceId()) && (alone(job) || left(job, it.id()))) {
        Instant created = Objects.requireNonNullElse(it.label().created(), Instant.EPOCH);
        add(ResourceKind.PORT, it.id(), it.label().name(), job, created, 0, done(job));
      }
    }
    for (SecurityGroup it : cloud.securityGroups()) {
      Job job = maker(it.id(), DescriptionMark.read(it.description()));
      if (job != null && alone(job)) {
        add(ResourceKind.SECURITY_GROUP, it.id(), it.name(), job, Instant.EPOCH, 0, done(job));
      }
    }
  }

  /** What a deletion of several could not delete, and nobody since. */
  private void stayed() {
    JobQuery query =
        new JobQuery(
            guild,
            VisibleClouds.ALL,
            Set.of(JobState.NEEDS_ATTENTION),
            null,
            null,
            null,
            MOST_JOBS);
    for (Job job : jobs.recent(query)) {
      if (!DeleteManyWorkflow.KIND.includes(job) || !job.cloud().equals(cloud.name())) {
        continue;
      }
      for (ResourceRef left : Objects.requireNonNull(job.outcome()).left()) {
        Optional<Instant> created = there.created(left.id());
        Job maker = jobs.maker(cloud.name(), left.id()).orElse(null);
        if (created.isPresent() && maker != null && maker.place().guild().equals(guild)) {
          found.putIfAbsent(
              left.id(), new Orphan(left, maker, created.get(), 0, Orphan.Why.STAYED));
        }
      }
    }
  }

  private void add(
      ResourceKind kind, String id, String name, Job job, Instant created, int gb, boolean half) {
    found.put(
        id,
        new Orphan(
            ref(kind, id, name), job, created, gb, half ? Orphan.Why.HALF : Orphan.Why.LEFT));
  }

  private static ResourceRef ref(ResourceKind kind, String id, String name) {
    return new ResourceRef(kind.name(), id, name);
  }

  private static int gb(Image image) {
    Long bytes = image.sizeBytes();
    return bytes == null || bytes == 0 ? 0 : (int) Math.max(1, bytes >> 30);
  }

  /**
   * The ended job of the guild that made it; null when it is of others, runs, or has just ended.
   */
  private @Nullable Job maker(String id, Map<String, String> marks) {
    String mark = marks.get(Marks.JOB);
    if (mark == null || mark.equals(Marks.NONE)) {
      return null;
    }
    return ended
        .computeIfAbsent(mark, this::ended)
        .filter(job -> recorded(job, id) || unresolved(job, id, marks))
        .orElse(null);
  }

  /** The job for whose image Nova took a volume snapshot that nobody marked since. */
  private @Nullable Job byName(VolumeSnapshot snapshot) {
    Matcher named = NAMED_AFTER.matcher(snapshot.name());
    return named.find()
        ? ended
            .computeIfAbsent(named.group(1), this::ended)
            .filter(job -> SnapshotRemoval.isUnmarkedOf(snapshot, job.id()))
            .orElse(null)
        : null;
  }

  private Optional<Job> ended(String id) {
    return jobs.find(id)
        .filter(job -> job.cloud().equals(cloud.name()) && job.place().guild().equals(guild))
        .filter(
            job ->
                job.state().terminal()
                    && job.outcome() != null
                    && Objects.requireNonNullElse(job.progress().ended(), Instant.MAX)
                        .isBefore(settled));
  }

  private boolean recorded(Job job, String id) {
    return jobs.maker(cloud.name(), id).filter(maker -> maker.id().equals(job.id())).isPresent();
  }

  /** A step may have made it, although the answer was lost. */
  private static boolean unresolved(Job job, String id, Map<String, String> marks) {
    String self = marks.getOrDefault(Marks.SELF, Marks.NONE);
    return Objects.requireNonNull(job.outcome())
            .unresolved()
            .contains(marks.getOrDefault(Marks.STEP, ""))
        && (self.equals(Marks.NONE) || self.equals(id));
  }

  /** Whether an instance is what its job was for: of several clones one may have failed. */
  private static boolean stands(Job job, String instance) {
    return CloneMade.several(job)
        ? CloneMade.all(job).stream().anyMatch(clone -> clone.copy().id().equals(instance))
        : done(job);
  }

  /** Whether its job could not remove it, and told so. */
  private static boolean left(Job job, String id) {
    return Objects.requireNonNull(job.outcome()).left().stream().anyMatch(it -> it.id().equals(id));
  }

  /** Whether its job made something that stays. */
  private static boolean done(Job job) {
    return job.state() == JobState.DONE || CloneMade.several(job);
  }

  /** Whether a snapshot, or a part of one, is what its job left, or the rest is gone. */
  private boolean abandoned(Job job, String id) {
    String head = head(job);
    boolean whole =
        (head == null || head.equals(id))
            && Objects.requireNonNull(job.outcome()).made().stream()
                .anyMatch(it -> it.id().equals(id));
    return !done(job) || (!whole && gone(head));
  }

  /** The snapshot that a job ended with; null for none. */
  private static @Nullable String head(Job job) {
    return SnapshotMade.of(job)
        .map(SnapshotMade::id)
        .or(() -> CloneMade.snapshot(job))
        .orElse(null);
  }

  private boolean gone(@Nullable String snapshot) {
    return snapshot == null || lost(snapshot);
  }

  private boolean lost(@Nullable String snapshot) {
    return snapshot != null
        && there.image(snapshot).isEmpty()
        && there.snapshot(snapshot).isEmpty();
  }

  /** Whether no instance of a job is there, so that nothing uses what was made for one. */
  private boolean alone(Job job) {
    Set<String> instances =
        CloneMade.all(job).stream().map(clone -> clone.copy().id()).collect(Collectors.toSet());
    return there.instances().stream()
        .filter(i -> job.id().equals(i.metadata().get(Marks.JOB)) || instances.contains(i.id()))
        .allMatch(i -> found.containsKey(i.id()));
  }

  private boolean unused(Volume volume) {
    return volume.attachments().stream().allMatch(at -> unused(at.instanceId()));
  }

  private boolean unused(String instance) {
    return found.containsKey(instance)
        || there.instances().stream().noneMatch(i -> i.id().equals(instance));
  }
}
