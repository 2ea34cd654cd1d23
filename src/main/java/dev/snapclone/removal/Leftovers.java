package dev.snapclone.removal;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.Port;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.cloud.SecurityGroup;
import dev.snapclone.cloud.Volume;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.procedure.ConfirmedLookup;
import dev.snapclone.procedure.DescriptionMark;
import dev.snapclone.procedure.SnapshotRemoval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what an ended job left in the cloud: what its journal names, and what has the exact mark of
 * a step with unknown outcome.
 */
public final class Leftovers {
  /**
   * Allowed clock difference. A mark on anything that is older than the job by more than this is
   * forged.
   */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);

  private static final String INSTANCE_UUID = "instance_uuid";

  private final Cloud cloud;
  private final String job;

  /**
   * @param cloud the job's cloud
   * @param job the id of the ended job
   */
  public Leftovers(Cloud cloud, String job) {
    this.cloud = cloud;
    this.job = job;
  }

  /**
   * Something that still exists. Stored as JSON.
   *
   * @param created when it was created, which decides the order of removal
   */
  public record Found(ResourceRef resource, Instant created) {}

  /** What still exists. Stored as JSON. */
  record FoundResources(List<Found> there) {
    FoundResources {
      there = List.copyOf(there);
    }
  }

  /** A resource that the journal names, if it still exists; its mark is not checked. */
  public Optional<Found> find(ResourceRef left) {
    String id = left.id();
    ConfirmedLookup lookup = new ConfirmedLookup(cloud);
    return switch (ResourceKind.valueOf(left.kind())) {
      case INSTANCE ->
          lookup
              .instance(id)
              .filter(i -> !i.state().status().contains("DELETED"))
              .map(i -> found(left, i.name(), i.launched().created()));
      case IMAGE ->
          lookup
              .image(id)
              .filter(i -> !i.status().equals("deleted") && !i.status().equals("pending_delete"))
              .map(i -> found(left, i.name(), i.created()));
      case VOLUME -> lookup.volume(id).map(v -> found(left, v.name(), v.created()));
      case VOLUME_SNAPSHOT ->
          lookup.volumeSnapshot(id).map(s -> found(left, s.name(), s.created()));
      // Neutron's resources are removed last, a port before its group.
      case PORT -> cloud.port(id).map(p -> found(left, p.label().name(), Instant.EPOCH));
      case SECURITY_GROUP -> cloud.securityGroup(id).map(g -> found(left, g.name(), Instant.EPOCH));
    };
  }

  /** The volume snapshots that Nova took for a set of the job, which the job could not mark. */
  List<Found> unmarked() {
    List<Found> all = new ArrayList<>();
    for (VolumeSnapshot s : cloud.volumeSnapshots()) {
      if (SnapshotRemoval.isUnmarkedOf(s, job)) {
        add(all, ResourceKind.VOLUME_SNAPSHOT, s.id(), s.name(), s.created());
      }
    }
    return all;
  }

  private static Found found(ResourceRef left, String name, Instant created) {
    return new Found(new ResourceRef(left.kind(), left.id(), name), created);
  }

  /**
   * What has the exact mark of a step. The marks are compared here, not by the services.
   *
   * @param since when the job was requested; marks on anything older are forged
   */
  List<Found> marked(String step, Instant since) {
    Instant oldest = since.minus(CLOCK_SKEW);
    List<Found> all = new ArrayList<>();
    for (Instance i : cloud.instances()) {
      if (hasMark(i.metadata(), step)) {
        add(all, ResourceKind.INSTANCE, i.id(), i.name(), i.launched().created());
      }
    }
    for (Volume v : cloud.volumes()) {
      if (hasMark(v.metadata(), step)) {
        add(all, ResourceKind.VOLUME, v.id(), v.name(), v.created());
      }
    }
    for (VolumeSnapshot s : cloud.volumeSnapshots()) {
      if (hasMark(s.metadata(), step)) {
        add(all, ResourceKind.VOLUME_SNAPSHOT, s.id(), s.name(), s.created());
      }
    }
    for (Image i : cloud.images()) {
      if (hasMark(i.properties(), step) && !inherited(i)) {
        add(all, ResourceKind.IMAGE, i.id(), i.name(), i.created());
      }
    }
    // A list may lack the time. Then a GET decides, which fails if it lacks it too.
    all.replaceAll(
        found ->
            found.created().equals(Instant.EPOCH) ? find(found.resource()).orElse(found) : found);
    all.removeIf(found -> found.created().isBefore(oldest));
    for (Port p : cloud.allPorts()) {
      if (p.label().description().equals(DescriptionMark.of(job, step))) {
        add(all, ResourceKind.PORT, p.id(), p.label().name(), Instant.EPOCH);
      }
    }
    for (SecurityGroup g : cloud.securityGroups()) {
      if (g.description().equals(DescriptionMark.of(job, step))) {
        add(all, ResourceKind.SECURITY_GROUP, g.id(), g.name(), Instant.EPOCH);
      }
    }
    return all;
  }

  private static void add(
      List<Found> all, ResourceKind kind, String id, String name, Instant created) {
    all.add(new Found(new ResourceRef(kind.name(), id, name), created));
  }

  private boolean hasMark(Map<String, String> marks, String step) {
    return job.equals(marks.get(Marks.JOB)) && step.equals(marks.get(Marks.STEP));
  }

  /**
   * Whether an image inherited its mark from the image that its instance was made from. Then the
   * mark names another image or another instance.
   */
  private static boolean inherited(Image image) {
    Map<String, String> properties = image.properties();
    String self = properties.getOrDefault(Marks.SELF, Marks.NONE);
    String original = properties.getOrDefault(Marks.ORIGINAL, Marks.NONE);
    return !(self.equals(Marks.NONE) || self.equals(image.id()))
        || !properties.getOrDefault(INSTANCE_UUID, original).equals(original);
  }
}
