package dev.snapclone.cloud;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes instances for tests, which say only what they are about. */
public final class InstanceBuilder {
  private String id;
  private String name;
  private Instance.State state = new Instance.State("ACTIVE", "active", null, false, null);
  private Instance.Launched launched;
  private List<Address> addresses = List.of();
  private List<String> volumes = List.of();
  private Map<String, String> metadata = Map.of();
  private List<String> tags = List.of();

  private InstanceBuilder(String id, Instance.Launched launched) {
    this.id = id;
    this.name = id;
    this.launched = launched;
  }

  /** An active instance of an image, called as its id. */
  public static InstanceBuilder anInstance(String id, Instant created) {
    return new InstanceBuilder(
        id, new Instance.Launched("image", "flavor", null, null, false, created, null));
  }

  /** An instance as it is, to be changed. */
  public static InstanceBuilder like(Instance instance) {
    InstanceBuilder same = new InstanceBuilder(instance.id(), instance.launched());
    same.name = instance.name();
    same.state = instance.state();
    same.addresses = instance.addresses();
    same.volumes = instance.volumeIds();
    same.metadata = instance.metadata();
    same.tags = instance.tags();
    return same;
  }

  public InstanceBuilder id(String value) {
    id = value;
    return this;
  }

  public InstanceBuilder name(String value) {
    name = value;
    return this;
  }

  /** In another state; locked and in fault as before. */
  public InstanceBuilder state(String status, String vmState, @Nullable String taskState) {
    state = new Instance.State(status, vmState, taskState, state.locked(), state.fault());
    return this;
  }

  public InstanceBuilder failed(Instance.Fault fault) {
    state = new Instance.State("ERROR", "error", null, false, fault);
    return this;
  }

  public InstanceBuilder image(@Nullable String imageId) {
    return launched(imageId, launched.flavorId(), launched.keypair(), launched.created());
  }

  public InstanceBuilder flavor(String value) {
    return launched(launched.imageId(), value, launched.keypair(), launched.created());
  }

  public InstanceBuilder keypair(@Nullable String value) {
    return launched(launched.imageId(), launched.flavorId(), value, launched.created());
  }

  public InstanceBuilder created(Instant value) {
    return launched(launched.imageId(), launched.flavorId(), launched.keypair(), value);
  }

  private InstanceBuilder launched(
      @Nullable String imageId, String flavorId, @Nullable String keypair, Instant created) {
    launched =
        new Instance.Launched(
            imageId,
            flavorId,
            keypair,
            launched.availabilityZone(),
            launched.configDrive(),
            created,
            launched.userId());
    return this;
  }

  InstanceBuilder metadata(Map<String, String> all) {
    metadata = all;
    return this;
  }

  public InstanceBuilder addresses(List<Address> value) {
    addresses = value;
    return this;
  }

  public InstanceBuilder volumes(List<String> ids) {
    volumes = ids;
    return this;
  }

  public Instance build() {
    return new Instance(id, name, state, launched, addresses, volumes, metadata, tags);
  }
}
