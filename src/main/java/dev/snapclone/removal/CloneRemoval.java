package dev.snapclone.removal;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.Port;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.cloud.SecurityGroup;
import dev.snapclone.cloud.Volume;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Observation;
import dev.snapclone.job.Steps;
import dev.snapclone.job.Subject;
import dev.snapclone.procedure.ConfirmedLookup;
import dev.snapclone.procedure.DescriptionMark;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The steps that remove the parts of a clone: the instance first, then its volumes. The ids come
 * from a journal, and each part must still have the mark of the job that made it. A mark alone is
 * not enough, since any member of the project can write marks.
 */
public final class CloneRemoval {
  private static final Set<String> DELETABLE =
      Set.of("available", "error", "error_restoring", "error_extending");

  private static final String ASKED = "asked";
  private static final String ABSENT = "absent";

  private final Cloud cloud;
  private final ConfirmedLookup lookup;

  /**
   * @param cloud the cloud of the clone
   */
  public CloneRemoval(Cloud cloud) {
    this.cloud = cloud;
    this.lookup = new ConfirmedLookup(cloud);
  }

  /**
   * Checks that a whole clone can be removed, before any part is.
   *
   * @param madeBy the job whose mark the parts must have
   * @throws ExplainedFailure when a part does not have the mark, or a volume has snapshots
   */
  public void requireRemovable(String madeBy, String instanceId, List<String> volumeIds) {
    cloud
        .instance(instanceId)
        .ifPresent(i -> requireOurs(madeBy.equals(i.metadata().get(Marks.JOB)), i.id()));
    for (String id : volumeIds) {
      requireFree(id, madeBy);
    }
  }

  private void requireFree(String volumeId, String madeBy) {
    Optional<Volume> volume = lookup.volume(volumeId);
    if (volume.isPresent()) {
      requireOurs(madeBy.equals(volume.get().metadata().get(Marks.JOB)), volumeId);
      requireNoSnapshots(cloud.volumeSnapshots(), volumeId);
    }
  }

  /**
   * Deletes an instance and waits until it is gone.
   *
   * @param key prefix of the step keys
   * @param madeBy the job whose mark it must have
   * @throws ExplainedFailure when it does not have the mark any more, or cannot be deleted
   */
  public void instance(String key, String id, String madeBy, Steps steps) {
    steps.perform(
        key + "-delete",
        () -> {
          Optional<Instance> instance = lookup.instance(id);
          if (instance.isPresent()) {
            requireOurs(madeBy.equals(instance.get().metadata().get(Marks.JOB)), id);
            cloud.deleteInstance(id);
          }
        });
    steps.await(
        key + "-gone",
        String.class,
        new Subject(cloud.name(), ResourceKind.INSTANCE.name(), id),
        () -> {
          Optional<Instance> instance = cloud.instance(id);
          if (instance.isEmpty() || instance.get().state().status().contains("DELETED")) {
            return Observation.done("gone");
          }
          String task = instance.get().state().taskState();
          if (task == null) {
            // Nova failed to delete it, or the first deletion wrongly got a 404: again
            cloud.deleteInstance(id);
          }
          return Observation.waiting(task == null ? instance.get().state().status() : task, null);
        });
  }

  /**
   * Deletes a volume and waits until it is gone. Cinder refuses (400) while the volume is being
   * detached, so each look repeats the request until it is accepted.
   *
   * @param key prefix of the step keys
   * @param madeBy the job whose mark it must have
   * @throws ExplainedFailure when it does not have the mark any more, has snapshots, or cannot be
   *     deleted
   */
  public void volume(String key, String id, String madeBy, Steps steps) {
    steps.once(
        key + "-check",
        String.class,
        () -> {
          requireFree(id, madeBy);
          return "ours";
        });
    Subject subject = new Subject(cloud.name(), ResourceKind.VOLUME.name(), id);
    steps.await(key + "-delete", String.class, subject, () -> lookAndDelete(id, madeBy));
    steps.await(key + "-gone", String.class, subject, () -> checkGone(id));
  }

  /**
   * Deletes the security group that isolated a clone. Neutron refuses (409) while a port uses it,
   * so each look repeats the request until it is accepted.
   *
   * @param key prefix of the step keys
   * @param madeBy the job whose mark it must have
   * @throws ExplainedFailure when it is not that job's
   */
  public void group(String key, String id, String madeBy, Steps steps) {
    steps.await(
        key + "-gone",
        String.class,
        new Subject(cloud.name(), ResourceKind.SECURITY_GROUP.name(), id),
        () -> {
          Optional<SecurityGroup> group = cloud.securityGroup(id);
          if (group.isEmpty()) {
            return Observation.done("gone");
          }
          requireOurs(DescriptionMark.isOf(group.get().description(), madeBy), id);
          try {
            cloud.deleteSecurityGroup(id);
            return Observation.done("gone");
          } catch (CloudException refused) {
            if (refused.kind() != CloudException.Kind.CONFLICT) {
              throw refused;
            }
            return Observation.waiting("in use", null);
          }
        });
  }

  /**
   * Deletes a port that was made for a clone. Nova keeps it when the instance is deleted.
   *
   * @param key prefix of the step keys
   * @param madeBy the job whose mark it must have
   * @throws ExplainedFailure when it does not have the mark, or an existing instance uses it
   */
  public void port(String key, String id, String madeBy, Steps steps) {
    steps.perform(
        key + "-gone",
        () -> {
          Optional<Port> port = cloud.port(id);
          if (port.isPresent()) {
            requirePortFree(port.get(), madeBy);
            cloud.deletePort(id);
          }
        });
  }

  /** Neutron would delete it even while an instance uses it. */
  private void requirePortFree(Port port, String madeBy) {
    requireOurs(DescriptionMark.isOf(port.label().description(), madeBy), port.id());
    Optional<Instance> holder =
        port.instanceId().isEmpty() ? Optional.empty() : cloud.instance(port.instanceId());
    if (holder.filter(i -> !i.state().status().contains("DELETED")).isPresent()) {
      throw new ExplainedFailure(
          Text.of(
              "clone.removal.port-attached",
              Arg.code(port.id()),
              Arg.name(holder.get().name()),
              Arg.code(holder.get().id())),
          Text.of("clone.removal.by-hand"));
    }
  }

  /** Done once Cinder has accepted the deletion, or the volume does not exist. */
  private Observation<String> lookAndDelete(String id, String madeBy) {
    Optional<Volume> volume = lookup.volume(id);
    if (volume.isEmpty()) {
      return Observation.done(ABSENT);
    }
    String status = volume.get().status();
    if (status.equals("deleting")) {
      return Observation.done(ASKED);
    }
    requireNotStuck(id, status);
    if (status.equals("in-use")) {
      holder(id).ifPresent(holder -> refuseAttached(id, holder, madeBy));
    }
    if (!DELETABLE.contains(status)) {
      return Observation.waiting(status, null);
    }
    return delete(id) ? Observation.done(ASKED) : Observation.waiting(status, null);
  }

  /** Whether Cinder accepted the deletion, or the volume does not exist. */
  private boolean delete(String id) {
    try {
      cloud.deleteVolume(id);
      return true;
    } catch (CloudException refused) {
      if (refused.kind() != CloudException.Kind.BAD_REQUEST
          && refused.kind() != CloudException.Kind.CONFLICT) {
        throw refused;
      }
      requireNoSnapshots(cloud.volumeSnapshots(), id);
      return false;
    }
  }

  private Observation<String> checkGone(String id) {
    String status = cloud.volume(id).map(Volume::status).orElse("gone");
    if (status.equals("gone")) {
      return Observation.done(status);
    }
    requireNotStuck(id, status);
    // It can still be deleted: the accepted deletion had no effect, or the 404 was wrong.
    boolean again = DELETABLE.contains(status) && delete(id);
    return Observation.waiting(again ? "deleting" : status, null);
  }

  private static void requireNotStuck(String id, String status) {
    if (status.equals("error_deleting")) {
      throw new ExplainedFailure(
          Text.of("clone.removal.volume-stuck", Arg.code(id), Arg.code(status)),
          Text.of("clone.removal.by-hand"));
    }
  }

  /** The existing instance that the volume is attached to, if any. */
  private Optional<Instance> holder(String id) {
    return cloud.volume(id).stream()
        .flatMap(v -> v.attachments().stream())
        .flatMap(a -> cloud.instance(a.instanceId()).stream())
        .filter(
            i ->
                !"deleting".equals(i.state().taskState())
                    && !i.state().status().contains("DELETED"))
        .findFirst();
  }

  /**
   * Fails: the volume is attached to its own clone, which could not be removed, or to another
   * instance.
   */
  private static void refuseAttached(String id, Instance holder, String madeBy) {
    if (madeBy.equals(holder.metadata().get(Marks.JOB))) {
      throw new ExplainedFailure(
          Text.of(
              "clone.removal.volume-of-clone",
              Arg.code(id),
              Arg.name(holder.name()),
              Arg.code(holder.id())),
          Text.of("clone.removal.volume-of-clone-next"));
    }
    throw new ExplainedFailure(
        Text.of("clone.removal.volume-attached", Arg.code(id)), Text.of("clone.removal.by-hand"));
  }

  /**
   * Checks that a volume has no snapshots, which would prevent its deletion.
   *
   * @param snapshots all snapshots of the cloud
   * @throws ExplainedFailure when it has one
   */
  public static void requireNoSnapshots(List<VolumeSnapshot> snapshots, String volumeId) {
    for (VolumeSnapshot snapshot : snapshots) {
      if (snapshot.volumeId().equals(volumeId)) {
        throw new ExplainedFailure(
            Text.of("clone.removal.has-snapshot", Arg.code(volumeId), Arg.code(snapshot.id())),
            Text.of("clone.removal.has-snapshot-next"));
      }
    }
  }

  /**
   * Checks that a part is still what the job made.
   *
   * @param ours whether it has the job's mark
   * @throws ExplainedFailure when it does not
   */
  public static void requireOurs(boolean ours, String id) {
    if (!ours) {
      throw new ExplainedFailure(
          Text.of("clone.removal.not-ours", Arg.code(id)), Text.of("clone.removal.by-hand"));
    }
  }
}
