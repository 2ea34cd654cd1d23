package dev.snapclone.removal;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.job.Steps;
import dev.snapclone.procedure.SnapshotRemoval;

/** The steps that remove one thing of any kind, only while it has its job's mark. */
final class MarkedRemoval {
  private MarkedRemoval() {}

  /**
   * Removes it, and waits until it is gone.
   *
   * @param key prefix of the step keys
   * @param madeBy the job whose mark it must have
   * @throws dev.snapclone.i18n.ExplainedFailure when it lacks the mark, or cannot be removed
   */
  static void remove(Cloud cloud, String key, ResourceRef resource, String madeBy, Steps steps) {
    String id = resource.id();
    switch (ResourceKind.valueOf(resource.kind())) {
      case INSTANCE -> new CloneRemoval(cloud).instance(key, id, madeBy, steps);
      case VOLUME -> new CloneRemoval(cloud).volume(key, id, madeBy, steps);
      case IMAGE -> new SnapshotRemoval(cloud).image(key, id, madeBy, steps);
      case PORT -> new CloneRemoval(cloud).port(key, id, madeBy, steps);
      case SECURITY_GROUP -> new CloneRemoval(cloud).group(key, id, madeBy, steps);
      case VOLUME_SNAPSHOT -> new SnapshotRemoval(cloud).volumeSnapshot(key, id, madeBy, steps);
    }
  }
}
