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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds in the cloud what an ended job left: what its journal names, and what bears the exact mark
 * of a step whose outcome stayed unknown.
 */
public final class Leftovers {
  /** Clocks differ. What is older than the job by more than this has a forged mark. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(10);

  private static final String INSTANCE_UUID = "instance_uuid";

  private final Cloud cloud;
  private final String job;

  /**
   * @param cloud where to look
   * @param job the job that ended
   */
  public Leftovers(Cloud cloud, String job) {
    this.cloud = cloud;
    this.job = job;
  }

  /**
   * Something that is still there. Survives JSON.
   *
   * @param created when it was made, which tells in which order things go
   */
  public record Found(ResourceRef resource, Instant created) {}

  /** A list of what is still there. Survives JSON. */
  record FoundResources(List<Found> there) {
    FoundResources {
      there = List.copyOf(there);
    }
  }

  /** Something that the journal names, if it is still there; whatever mark it bears now. */
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
      // What Neutron has goes after the rest, a port before the group that it has.
      case PORT -> cloud.port(id).map(p -> found(left, p.label().name(), Instant.EPOCH));
      case SECURITY_GROUP -> cloud.securityGroup(id).map(g -> found(left, g.name(), Instant.EPOCH));
    };
  }

  private static Found found(ResourceRef left, String name, Instant created) {
    return new Found(new ResourceRef(left.kind(), left.id(), name), created);
  }

  /**
   * What bears the exact mark of a step, compared on our side.
   *
   * @param since when the job was asked: what is older bears a forged mark
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
   * Whether an image has the mark from the image that its instance was made from: it then tells
   * that one's id as its own, or is of another instance than its mark says.
   */
  private static boolean inherited(Image image) {
    Map<String, String> properties = image.properties();
    String self = properties.getOrDefault(Marks.SELF, Marks.NONE);
    String original = properties.getOrDefault(Marks.ORIGINAL, Marks.NONE);
    return !(self.equals(Marks.NONE) || self.equals(image.id()))
        || !properties.getOrDefault(INSTANCE_UUID, original).equals(original);
  }
}
