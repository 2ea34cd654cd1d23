package dev.snapclone.sandbox.openstack;

import dev.snapclone.sandbox.openstack.ComputeState.Action;
import dev.snapclone.sandbox.openstack.ComputeState.Attachment;
import dev.snapclone.sandbox.openstack.ComputeState.Fault;
import dev.snapclone.sandbox.openstack.ComputeState.Instance;
import dev.snapclone.sandbox.openstack.Knobs.Time;
import dev.snapclone.sandbox.openstack.StorageState.Volume;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * State changes of instances over time, except for builds ({@link Building}) and snapshots ({@link
 * ImageSnapshots}). Called under the world's lock.
 */
final class InstanceLifecycle {
  private final CloudWorld world;
  private final VolumeLifecycle volumes;
  private final SandboxNetworking networking;

  InstanceLifecycle(CloudWorld world, VolumeLifecycle volumes, SandboxNetworking networking) {
    this.world = world;
    this.volumes = volumes;
    this.networking = networking;
  }

  /** Begins a new sequence of states, which stops an older one. */
  int begin(Instance instance) {
    return ++instance.flow;
  }

  /**
   * Schedules a step of a sequence, which runs unless another sequence has begun or the instance is
   * gone.
   */
  void then(Instance instance, int flow, Duration wait, Runnable step) {
    world.later(
        wait,
        () -> {
          if (instance.flow == flow && !instance.gone) {
            step.run();
          }
        });
  }

  void task(Instance instance, @Nullable String task) {
    instance.taskState = task;
    touch(instance);
  }

  void state(Instance instance, String status, String vmState, @Nullable String task, int power) {
    instance.status = status;
    instance.vmState = vmState;
    instance.taskState = task;
    instance.powerState = power;
    touch(instance);
  }

  private void touch(Instance instance) {
    instance.updated = world.now();
    world.changed(
        "instance",
        instance.id,
        instance.taskState == null ? instance.status : instance.status + " " + instance.taskState);
  }

  Action action(Instance instance, String name, String requestId, String userId) {
    Action action = new Action(name, requestId, userId, world.now());
    instance.actions.add(0, action);
    return action;
  }

  void finish(Action action, String event, boolean right) {
    action.event = event;
    action.result = right ? "Success" : "Error";
    action.message = right ? null : "Error";
    action.updated = world.now();
  }

  /** Changes the power state through a task, as start and stop do. */
  void power(Instance instance, String task, String status, String vmState, int power) {
    int flow = begin(instance);
    task(instance, task);
    then(
        instance,
        flow,
        world.knobs.get(Time.POWER),
        () -> state(instance, status, vmState, null, power));
  }

  /** Sets the instance to ERROR with a fault, and releases its resources. */
  void error(Instance instance, String message) {
    release(instance);
    networking.release(instance.id);
    instance.hostId = "";
    instance.zone = "";
    instance.fault =
        new Fault(500, message.substring(0, Math.min(message.length(), 255)), world.now());
    state(instance, "ERROR", "error", null, 0);
  }

  /** deleting, DELETED for a moment, then gone. */
  void delete(Instance instance, Action action) {
    int flow = begin(instance);
    task(instance, "deleting");
    Duration time = world.knobs.get(Time.INSTANCE_DELETE);
    then(
        instance,
        flow,
        time.multipliedBy(6).dividedBy(10),
        () -> {
          release(instance);
          networking.release(instance.id);
          state(instance, "DELETED", "deleted", null, 0);
        });
    then(
        instance,
        flow,
        time,
        () -> {
          finish(action, "compute_terminate_instance", true);
          vanish(instance);
        });
  }

  /** Removes the instance at once; its actions are kept. */
  void vanish(Instance instance) {
    release(instance);
    networking.release(instance.id);
    instance.gone = true;
    world.changed("instance", instance.id, "gone");
  }

  private void release(Instance instance) {
    // An instance deleted before it was built releases its reserved volumes
    // (nova/compute/api.py, _local_cleanup_bdm_volumes).
    for (String id : instance.reserved) {
      Volume volume = world.storage.volumes.get(id);
      if (volume != null && volume.status.equals("reserved")) {
        volumes.detach(volume);
      }
    }
    instance.reserved.clear();
    for (Attachment attachment : List.copyOf(instance.attachments)) {
      Volume volume = world.storage.volumes.get(attachment.volumeId());
      if (volume == null) {
        continue;
      }
      volumes.detach(volume);
      if (attachment.deleteOnTermination()) {
        volumes.delete(volume);
      }
    }
    instance.attachments.clear();
  }

  /** The next free device name. */
  static String device(Instance instance) {
    for (char c = 'a'; c <= 'z'; c++) {
      String device = "/dev/vd" + c;
      boolean rootOfImage = c == 'a' && !instance.volumeBooted();
      if (!rootOfImage && instance.attachments.stream().noneMatch(a -> a.device().equals(device))) {
        return device;
      }
    }
    throw ApiError.forbidden("Maximum number of volumes exceeded");
  }
}
