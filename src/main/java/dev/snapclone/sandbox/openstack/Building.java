package dev.snapclone.sandbox.openstack;

import dev.snapclone.sandbox.openstack.ComputeState.Action;
import dev.snapclone.sandbox.openstack.ComputeState.Attachment;
import dev.snapclone.sandbox.openstack.ComputeState.Instance;
import dev.snapclone.sandbox.openstack.IdentityState.Project;
import dev.snapclone.sandbox.openstack.Knobs.Time;
import dev.snapclone.sandbox.openstack.Knobs.Trouble;
import dev.snapclone.sandbox.openstack.NetworkState.Port;
import dev.snapclone.sandbox.openstack.StorageState.Attached;
import dev.snapclone.sandbox.openstack.StorageState.Volume;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds an instance after Nova's 202: scheduling, networking, block devices, spawning; ends in
 * ACTIVE or ERROR. Many invalid requests fail only here. Called under the world's lock.
 */
final class Building {
  /** nova.exception.NoValidHost, in the scheduler's words. */
  private static final String NO_VALID_HOST =
      "No valid host was found. There are not enough hosts available.";

  private static final String EXHAUSTED =
      "Exceeded maximum number of retries. Exhausted all hosts available for retrying build"
          + " failures for instance %s.";

  private final CloudWorld world;
  private final InstanceLifecycle instances;
  private final VolumeLifecycle volumes;
  private final VolumeRequests requests;
  private final SandboxNetworking networking;

  Building(
      CloudWorld world,
      InstanceLifecycle instances,
      VolumeLifecycle volumes,
      VolumeRequests requests,
      SandboxNetworking networking) {
    this.world = world;
    this.instances = instances;
    this.volumes = volumes;
    this.requests = requests;
    this.networking = networking;
  }

  /**
   * A disk to attach.
   *
   * @param source volume, snapshot, image or blank
   * @param id of the source, null for blank
   * @param size GiB, null for the source's
   * @param device the wanted path, null for the next
   */
  record Disk(
      String source,
      @Nullable String id,
      @Nullable Integer size,
      @Nullable String device,
      boolean deleteOnTermination) {}

  /** A requested network interface, with a wanted address or an existing port. */
  record Nic(String networkId, @Nullable String ip, @Nullable String portId) {}

  /** The complete request. */
  record Plan(
      Instance instance,
      Project project,
      List<Disk> disks,
      List<Nic> nics,
      List<String> groupIds,
      String zone,
      Action action) {}

  void start(Plan plan) {
    Instance instance = plan.instance();
    int flow = instances.begin(instance);
    plan.disks().stream()
        .filter(disk -> disk.source().equals("volume"))
        .forEach(disk -> instance.reserved.add(String.valueOf(disk.id())));
    Duration time = world.knobs.get(Time.SPAWN);
    instances.then(
        instance,
        flow,
        percent(time, 15),
        () -> {
          if (world.knobs.fails(Trouble.SCHEDULE, instance.name) || noHostApart(instance)) {
            fail(plan, NO_VALID_HOST);
          } else {
            instances.task(instance, null);
          }
        });
    instances.then(
        instance,
        flow,
        percent(time, 35),
        () -> {
          if (join(plan)) {
            instances.task(
                instance, plan.disks().isEmpty() ? "networking" : "block_device_mapping");
            connect(plan, flow, 0);
          }
        });
  }

  /** Whether every host has another member of the instance's anti-affinity group. */
  private boolean noHostApart(Instance instance) {
    return world.compute.serverGroups.values().stream()
        .filter(g -> g.policy().equals("anti-affinity") && g.members().contains(instance.id))
        .anyMatch(
            g ->
                g.members().stream()
                        .map(world.compute.instances::get)
                        .filter(i -> i != null && !i.gone && !i.id.equals(instance.id))
                        .count()
                    >= world.compute.hosts);
  }

  private static Duration percent(Duration time, int percent) {
    return time.multipliedBy(percent).dividedBy(100);
  }

  private boolean join(Plan plan) {
    String id = plan.instance().id;
    try {
      for (Nic nic : plan.nics()) {
        String portId = nic.portId();
        Port made = portId == null ? null : world.network.ports.get(portId);
        if (portId == null) {
          if (!networking.portSecurity(nic.networkId()) && !plan.groupIds().isEmpty()) {
            // SecurityGroupCannotBeApplied on every host.
            fail(plan, EXHAUSTED.formatted(id));
            return false;
          }
          Port port =
              networking.port(
                  plan.project().id,
                  networking.subnet(nic.networkId()),
                  nic.ip(),
                  groups(plan, nic));
          networking.bind(port, id, true);
        } else if (made == null || !made.deviceId.isEmpty()) {
          if (made != null) {
            networking.unplug(made); // the clean-up of the loser removes the port of the winner
          }
          fail(
              plan, "Build of instance %s aborted: Port %s is still in use.".formatted(id, portId));
          return false;
        } else {
          networking.bind(made, id, false);
        }
      }
      return true;
    } catch (ApiError e) {
      fail(plan, "Build of instance %s aborted: %s".formatted(id, e.text()));
      return false;
    }
  }

  private List<String> groups(Plan plan, Nic nic) {
    boolean none = !plan.groupIds().isEmpty() || !networking.portSecurity(nic.networkId());
    return none ? plan.groupIds() : List.of(networking.defaultGroup(plan.project().id).id);
  }

  /** Attaches the disks one after the other, and first creates volumes that Nova has to create. */
  private void connect(Plan plan, int flow, int index) {
    Instance instance = plan.instance();
    if (index == plan.disks().size()) {
      spawn(plan, flow);
      return;
    }
    Disk disk = plan.disks().get(index);
    if (disk.source().equals("volume")) {
      Volume volume = world.storage.volumes.get(String.valueOf(disk.id()));
      if (volume == null) {
        abort(plan, "Volume %s could not be found.".formatted(disk.id()));
        return;
      }
      attach(plan, flow, index, volume);
      return;
    }
    try {
      Volume volume =
          requests.forBoot(plan.project(), instance.userId, disk.source(), disk.id(), disk.size());
      Duration patience = world.knobs.get(Time.VOLUME_PATIENCE);
      instances.then(
          instance,
          flow,
          patience,
          () -> {
            if (volume.status.equals("creating")) {
              volumeTimedOut(plan, volume);
            }
          });
      volumes.create(
          volume,
          () -> {
            if (instance.flow != flow || instance.gone) {
              return;
            }
            if (volume.status.equals("available")) {
              attach(plan, flow, index, volume);
            } else {
              volumeTimedOut(plan, volume);
            }
          });
    } catch (ApiError e) {
      abort(plan, e.text());
    }
  }

  /** A volume that Nova created did not become available in time. */
  private void volumeTimedOut(Plan plan, Volume volume) {
    Duration patience = world.knobs.get(Time.VOLUME_PATIENCE);
    abort(
        plan,
        ("Volume %s did not finish being created even after we waited %d seconds or %d attempts."
                + " And its status is %s.")
            .formatted(
                volume.id,
                patience.toSeconds(),
                Math.max(3, patience.toSeconds() / 3 - 1),
                volume.status));
  }

  private void attach(Plan plan, int flow, int index, Volume volume) {
    Instance instance = plan.instance();
    instances.then(
        instance,
        flow,
        world.knobs.get(Time.ATTACH),
        () -> {
          Disk disk = plan.disks().get(index);
          if (world.knobs.fails(Trouble.ATTACH, volume.shownName())) {
            volumes.detach(volume);
            abort(plan, "Volume %s could not be attached.".formatted(volume.id));
            return;
          }
          connectNow(instance, volume, disk.device(), disk.deleteOnTermination());
          connect(plan, flow, index + 1);
        });
  }

  /** Attaches a volume at the wanted device, or the next. */
  Attachment connectNow(
      Instance instance, Volume volume, @Nullable String wanted, boolean deleteOnTermination) {
    String device = wanted == null ? InstanceLifecycle.device(instance) : wanted;
    Attachment attachment =
        new Attachment(volume.id, device, deleteOnTermination, world.uuid(), world.uuid());
    instance.attachments.add(attachment);
    volumes.attach(
        volume, new Attached(instance.id, device, attachment.attachmentId(), world.now()));
    return attachment;
  }

  private void spawn(Plan plan, int flow) {
    Instance instance = plan.instance();
    instances.task(instance, "spawning");
    instances.then(
        instance,
        flow,
        percent(world.knobs.get(Time.SPAWN), 65),
        () -> {
          if (world.knobs.fails(Trouble.SPAWN, instance.name)) {
            fail(plan, EXHAUSTED.formatted(instance.id));
            return;
          }
          running(instance, plan.zone());
          instances.finish(plan.action(), "compute__do_build_and_run_instance", true);
        });
  }

  /** Sets the instance to ACTIVE, on a host. */
  void running(Instance instance, String zone) {
    instance.launched = world.now();
    instance.zone = zone;
    instance.hostId = "135824b3cbc969f7c873004a5c47ed12e185043465f2d6ca2f1e5b9f";
    instances.state(instance, "ACTIVE", "active", null, 1);
  }

  private void abort(Plan plan, String reason) {
    fail(plan, "Build of instance %s aborted: %s".formatted(plan.instance().id, reason));
  }

  private void fail(Plan plan, String message) {
    for (Disk disk : plan.disks()) {
      Volume volume = world.storage.volumes.get(String.valueOf(disk.id()));
      if (volume != null && volume.status.equals("reserved")) {
        volumes.detach(volume);
      }
    }
    instances.begin(plan.instance());
    instances.error(plan.instance(), message);
    instances.finish(plan.action(), "compute__do_build_and_run_instance", false);
  }
}
