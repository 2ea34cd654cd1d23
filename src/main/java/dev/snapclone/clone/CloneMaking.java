package dev.snapclone.clone;

import dev.snapclone.cloud.Address;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.MarkedName;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.NewInstance;
import dev.snapclone.cloud.NewVolume;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.cloud.Volume;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Creation;
import dev.snapclone.job.Mark;
import dev.snapclone.job.Observation;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.job.Steps;
import dev.snapclone.job.Subject;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.ConfirmedLookup;
import dev.snapclone.procedure.FailureReasons;
import dev.snapclone.procedure.LeftOut;
import dev.snapclone.procedure.Os;
import dev.snapclone.removal.CloneRemoval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The steps that create a clone, for the clone and copy workflows: volumes from volume snapshots,
 * and an instance from an image or from volumes. Each registers its undo.
 */
final class CloneMaking {
  /**
   * Only the job's own instance attaches the job's own volume. If the database lost that, the step
   * that creates the instance finds it again.
   */
  private static final Set<String> HAS_BEEN_AVAILABLE =
      Set.of("available", "reserved", "attaching", "in-use");

  /** Where Nova takes the image's disk to be, whatever its bus (nova/compute/api.py). */
  private static final String OF_IMAGE = "/dev/vda";

  private final Cloud cloud;
  private final LaunchPlan launch;
  private final CloneRemoval removal;

  CloneMaking(Cloud cloud, LaunchPlan launch) {
    this.cloud = cloud;
    this.launch = launch;
    this.removal = new CloneRemoval(cloud);
  }

  /**
   * A running clone.
   *
   * @param id of the instance
   */
  record Ready(String id, List<String> fixedIps, List<String> floatingIps) {
    Ready {
      fixedIps = List.copyOf(fixedIps);
      floatingIps = List.copyOf(floatingIps);
    }
  }

  record Made(Ready ready, List<String> volumes, NetworkParts network) {
    /** Everything besides the instance; a null snapshot is gone. */
    CloneMade.Parts parts(LaunchPlan launch, @Nullable String snapshot) {
      String group = network.groupId();
      return new CloneMade.Parts(
          volumes,
          network.portIds(),
          snapshot,
          group,
          group == null ? "" : LiftPlanner.groups(launch));
    }
  }

  /** Key of the step that creates a volume, and prefix of its further steps. */
  static String volumeKey(int index) {
    return "volume-" + (index + 1);
  }

  /** Creates a clone: volumes, security group and ports, the instance. */
  Made make(@Nullable String imageId, List<PlannedVolume> planned, LeftOut leftOut, Steps steps) {
    List<String> volumes = new ArrayList<>();
    for (PlannedVolume volume : planned) {
      volumes.add(volume(volumeKey(volumes.size()), volume, steps));
    }
    NetworkMaking networking = new NetworkMaking(cloud, launch);
    NetworkParts network = networking.make(steps);
    Text launching = LeftOut.step(Text.of("clone.step.instance"), leftOut.volumes());
    String id =
        instance(imageId, disks(imageId, volumes, planned), network, steps.shown(launching));
    Ready ready = awaitReady(id, steps.shown(Text.of("clone.step.instance-ready")));
    networking.check(id, network, steps);
    return new Made(ready, volumes, network);
  }

  /**
   * The volumes at the devices of the original. The cloud chooses for all of them where two want
   * one device, or one wants that which Nova keeps for the image's disk.
   */
  private static List<NewInstance.BootVolume> disks(
      @Nullable String imageId, List<String> volumes, List<PlannedVolume> planned) {
    List<String> devices =
        planned.stream().map(PlannedVolume::device).filter(Objects::nonNull).toList();
    boolean possible =
        Set.copyOf(devices).size() == devices.size()
            && (imageId == null || !devices.contains(OF_IMAGE));
    List<NewInstance.BootVolume> disks = new ArrayList<>();
    for (int i = 0; i < volumes.size(); i++) {
      String device = possible ? planned.get(i).device() : null;
      disks.add(new NewInstance.BootVolume(volumes.get(i), device, false));
    }
    return disks;
  }

  /** Waits for the volume snapshots, which may lag behind their zero-byte image. */
  void awaitVolumeSnapshots(List<PlannedVolume> volumes, Steps steps) {
    for (int i = 0; i < volumes.size(); i++) {
      Text waiting = Text.of("clone.step.snapshot", Arg.number(i + 1L), Arg.number(volumes.size()));
      awaitVolumeSnapshot("source-" + (i + 1), volumes.get(i).snapshotId(), steps.shown(waiting));
    }
  }

  private void awaitVolumeSnapshot(String key, String snapshotId, Steps steps) {
    steps.await(
        key,
        subject(ResourceKind.VOLUME_SNAPSHOT, snapshotId),
        () -> {
          VolumeSnapshot snapshot =
              cloud
                  .volumeSnapshot(snapshotId)
                  .orElseThrow(
                      () ->
                          new ExplainedFailure(
                              Text.of("clone.changed.snapshot-gone", Arg.code(snapshotId)),
                              Text.of("clone.changed.other-snapshot")));
          return switch (snapshot.status()) {
            case "available" -> Observation.done(snapshotId);
            case "creating", "backing-up" ->
                Observation.waiting(snapshot.status(), snapshot.progressPercent());
            default ->
                throw FailureReasons.failedStorage(
                    cloud,
                    snapshotId,
                    "clone.failed.snapshot",
                    Arg.code(snapshotId),
                    snapshot.status());
          };
        });
  }

  /** Creates a volume from a volume snapshot and waits for it; returns its id. */
  private String volume(String key, PlannedVolume volume, Steps steps) {
    Arg size = Arg.gigabytes(volume.sizeGb());
    String id =
        steps
            .shown(Text.of("clone.step.volume", size))
            .create(
                key,
                String.class,
                new VolumeCreation(volume),
                (made, undo) -> removal.volume(key, made, undo.jobId(), undo));
    steps
        .shown(Text.of("clone.step.volume-ready", size))
        .await(
            key + "-ready",
            subject(ResourceKind.VOLUME, id),
            () -> {
              String status =
                  new ConfirmedLookup(cloud).volume(id).map(Volume::status).orElse("gone");
              if (HAS_BEEN_AVAILABLE.contains(status)) {
                return Observation.done(id);
              }
              if (status.equals("gone") || status.startsWith("error")) {
                throw FailureReasons.failedStorage(
                    cloud, id, "clone.failed.volume", Arg.name(volume.name()), status);
              }
              return Observation.waiting(status, null);
            });
    steps.perform(key + "-mark", () -> cloud.setVolumeMetadata(id, Map.of(Marks.SELF, id)));
    return id;
  }

  /** Launches the instance and returns its id. */
  private String instance(
      @Nullable String imageId,
      List<NewInstance.BootVolume> disks,
      NetworkParts network,
      Steps steps) {
    return steps.create(
        "instance",
        String.class,
        new InstanceCreation(imageId, disks, network),
        (made, undo) -> removal.instance("instance", made, undo.jobId(), undo));
  }

  /** Waits until the instance runs and has its addresses. */
  private Ready awaitReady(String id, Steps steps) {
    return steps.await(
        "instance-ready", Ready.class, subject(ResourceKind.INSTANCE, id), () -> look(id));
  }

  private Observation<Ready> look(String id) {
    Optional<Instance> found = new ConfirmedLookup(cloud).instance(id);
    if (found.isEmpty() || found.get().state().status().contains("DELETED")) {
      throw new ExplainedFailure(
          Text.of("clone.failed.instance-gone", Arg.name(launch.name())),
          Text.of("clone.failed.next"));
    }
    Instance instance = found.get();
    if (instance.state().status().equals("ERROR")) {
      throw FailureReasons.failedInstance(cloud, instance, launch.name());
    }
    if (instance.state().status().equals("BUILD")) {
      String task = instance.state().taskState();
      return Observation.waiting(task == null ? "BUILD" : "BUILD, " + task, null);
    }
    List<String> fixed = ips(instance, false);
    if (!instance.state().status().equals("ACTIVE")
        && !instance.state().status().equals("SHUTOFF")) {
      return Observation.waiting(instance.state().status(), null);
    }
    // Nova's own list of addresses may be out of date
    return fixed.isEmpty() && !launch.networking().nics().isEmpty()
        ? Observation.waiting(instance.state().status() + ", no address yet", null)
        : Observation.done(new Ready(id, fixed, ips(instance, true)));
  }

  private static List<String> ips(Instance instance, boolean floating) {
    return instance.addresses().stream()
        .filter(a -> a.floating() == floating)
        .map(Address::ip)
        .toList();
  }

  private Subject subject(ResourceKind kind, String id) {
    return new Subject(cloud.name(), kind.name(), id);
  }

  private Map<String, String> marks(Mark mark) {
    Map<String, String> marks = new TreeMap<>();
    marks.put(Marks.JOB, mark.job());
    marks.put(Marks.STEP, mark.step());
    String original = launch.original().id();
    marks.put(Marks.ORIGINAL, original == null ? Marks.NONE : original);
    marks.put(Marks.ORIGINAL_NAME, MarkedName.write(launch.original().name()));
    marks.put(
        Marks.OS, launch.guest().os() == Os.UNKNOWN ? Marks.NONE : launch.guest().os().word());
    return marks;
  }

  private static boolean hasMark(Map<String, String> metadata, Mark mark) {
    return mark.job().equals(metadata.get(Marks.JOB))
        && mark.step().equals(metadata.get(Marks.STEP));
  }

  private final class VolumeCreation implements Creation<String> {
    private final PlannedVolume volume;

    VolumeCreation(PlannedVolume volume) {
      this.volume = volume;
    }

    @Override
    public String make(Mark mark) {
      Map<String, String> marks = new TreeMap<>(marks(mark));
      marks.put(Marks.SELF, Marks.NONE);
      return cloud.createVolume(
          new NewVolume(
              volume.name(),
              volume.sizeGb(),
              volume.snapshotId(),
              volume.volumeType(),
              null,
              marks));
    }

    @Override
    public List<String> find(Mark mark) {
      return cloud.volumes().stream()
          .filter(v -> hasMark(v.metadata(), mark) && !v.status().equals("deleting"))
          .sorted(Comparator.comparing(Volume::created).thenComparing(Volume::id))
          .map(Volume::id)
          .toList();
    }

    @Override
    public void discard(String twin) {
      cloud.deleteVolume(twin);
    }

    @Override
    public ResourceRef describe(String made) {
      return new ResourceRef(ResourceKind.VOLUME.name(), made, volume.name());
    }
  }

  private final class InstanceCreation implements Creation<String> {
    private final @Nullable String imageId;
    private final List<NewInstance.BootVolume> disks;
    private final NetworkParts network;

    InstanceCreation(
        @Nullable String imageId, List<NewInstance.BootVolume> disks, NetworkParts network) {
      this.imageId = imageId;
      this.disks = disks;
      this.network = network;
    }

    /** Nova gives all ports the same groups; the default where none are requested. */
    private List<String> groupIds() {
      return network.groupId() != null
          ? List.of(network.groupId())
          : launch.networking().nics().stream()
              .flatMap(n -> n.groupIds().stream())
              .distinct()
              .toList();
    }

    private NewInstance.Placement placement() {
      LaunchPlan.Named group = launch.placement().serverGroup();
      return new NewInstance.Placement(
          launch.placement().availabilityZone(), group == null ? null : group.id());
    }

    private NewInstance.Networks networks() {
      List<LaunchPlan.PlannedNic> nics = launch.networking().nics();
      if (nics.isEmpty()) {
        return NewInstance.Networks.NONE;
      }
      return network.portIds().isEmpty()
          ? new NewInstance.Networks(
              nics.stream().map(n -> n.network().id()).toList(), List.of(), groupIds())
          : new NewInstance.Networks(List.of(), network.portIds(), List.of());
    }

    @Override
    public String make(Mark mark) {
      return cloud.createInstance(
          new NewInstance(
              launch.name(),
              launch.flavor().id(),
              placement(),
              new NewInstance.Source(imageId, disks),
              networks(),
              new NewInstance.Configuration(
                  launch.keypair(),
                  launch.configDrive() || launch.networking().automatic() ? Boolean.TRUE : null,
                  launch.networking().automatic() ? DhcpScript.text() : null),
              marks(mark),
              List.of("snapclone-job-" + mark.job())));
    }

    @Override
    public List<String> find(Mark mark) {
      return cloud.instances().stream()
          .filter(i -> hasMark(i.metadata(), mark) && !"deleting".equals(i.state().taskState()))
          .sorted(
              Comparator.comparing((Instance i) -> i.launched().created())
                  .thenComparing(Instance::id))
          .map(Instance::id)
          .toList();
    }

    @Override
    public void discard(String twin) {
      cloud.deleteInstance(twin);
    }

    @Override
    public ResourceRef describe(String made) {
      return new ResourceRef(ResourceKind.INSTANCE.name(), made, launch.name());
    }
  }
}
