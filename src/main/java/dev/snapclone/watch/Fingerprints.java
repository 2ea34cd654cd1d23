package dev.snapclone.watch;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Port;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.cloud.SecurityGroup;
import dev.snapclone.cloud.Volume;
import dev.snapclone.cloud.VolumeSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads fingerprints of resources: equal fingerprints mean that a waiting job would see nothing
 * new.
 */
final class Fingerprints {
  /** The fingerprint of a resource that does not exist. */
  static final String ABSENT = "absent";

  private Fingerprints() {}

  /** The fingerprint of one resource, read by GET. */
  static String one(Cloud cloud, ResourceKind kind, String id) {
    return switch (kind) {
      case INSTANCE -> cloud.instance(id).map(Fingerprints::of).orElse(ABSENT);
      case IMAGE -> cloud.image(id).map(Fingerprints::of).orElse(ABSENT);
      case VOLUME -> cloud.volume(id).map(Fingerprints::of).orElse(ABSENT);
      case VOLUME_SNAPSHOT -> cloud.volumeSnapshot(id).map(Fingerprints::of).orElse(ABSENT);
      case PORT -> cloud.port(id).map(Fingerprints::of).orElse(ABSENT);
      case SECURITY_GROUP -> cloud.securityGroup(id).map(Fingerprints::of).orElse(ABSENT);
    };
  }

  /** The fingerprints of all resources of a kind by id, read by a list. */
  static Map<String, String> all(Cloud cloud, ResourceKind kind) {
    return switch (kind) {
      case INSTANCE -> index(cloud.instances(), Instance::id, Fingerprints::of);
      case IMAGE -> index(cloud.images(), Image::id, Fingerprints::of);
      case VOLUME -> index(cloud.volumes(), Volume::id, Fingerprints::of);
      case VOLUME_SNAPSHOT -> index(cloud.volumeSnapshots(), VolumeSnapshot::id, Fingerprints::of);
      case PORT -> index(cloud.allPorts(), Port::id, Fingerprints::of);
      case SECURITY_GROUP -> index(cloud.securityGroups(), SecurityGroup::id, Fingerprints::of);
    };
  }

  private static <T> Map<String, String> index(
      List<T> all, Function<T, String> id, Function<T, String> fingerprint) {
    Map<String, String> index = new HashMap<>();
    for (T one : all) {
      index.put(id.apply(one), fingerprint.apply(one));
    }
    return index;
  }

  private static String of(Instance instance) {
    return instance.state().status()
        + '/'
        + instance.state().taskState()
        + '/'
        + instance.addresses().size();
  }

  private static String of(Image image) {
    return image.status() + '/' + image.sizeBytes();
  }

  private static String of(Port port) {
    return port.instanceId();
  }

  private static String of(SecurityGroup group) {
    return Integer.toString(group.rules().size());
  }

  private static String of(Volume volume) {
    return volume.status() + '/' + volume.attachments().size();
  }

  private static String of(VolumeSnapshot snapshot) {
    return snapshot.status() + '/' + snapshot.progressPercent();
  }
}
