package dev.snapclone.cloud;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A cloud in memory, as stale, inheriting and lying as a real one: resources go through their
 * states while they are looked at, fresh ones are missing from lists, createImage copies marks, a
 * POST of unknown outcome takes effect late, deletions are accepted and then refused. Thread-safe.
 *
 * <p>{@link #seeded} has what tests usually need; {@link #knobs()} makes things go wrong.
 */
public final class InMemoryCloud implements Cloud {
  private final CloudState state;
  private final InMemoryLaunch launch;
  private final ImageMaking imageMaking;
  private final InMemoryKnobs knobs;

  /** An empty cloud. */
  public InMemoryCloud(String name) {
    state = new CloudState(name);
    launch = new InMemoryLaunch(state);
    imageMaking = new ImageMaking(state);
    knobs = new InMemoryKnobs(this, state);
  }

  /** A cloud with the instances, volumes, images, flavors and networks of {@link InMemorySeed}. */
  public static InMemoryCloud seeded(String name) {
    InMemoryCloud cloud = new InMemoryCloud(name);
    new InMemorySeed(cloud.state).sow();
    return cloud;
  }

  /** What makes this cloud late, wrong or full. */
  public InMemoryKnobs knobs() {
    return knobs;
  }

  /** Moves every resource one state on; whether anything moved. */
  public synchronized boolean advance() {
    knobs.effectsArrive();
    boolean moved = state.instances.advanceAll();
    moved |= state.images.advanceAll();
    moved |= state.volumes.advanceAll();
    moved |= state.snapshots.advanceAll();
    return moved;
  }

  /** Moves on until nothing moves any more. */
  public synchronized void settle() {
    while (advance()) {
      // the next state may hold another
    }
  }

  /**
   * Ends all lateness so far: what was hidden shows in lists, and effects of unknown outcome have
   * taken place. For tests that measure lateness in time instead of looks.
   */
  public synchronized void catchUp() {
    knobs.allEffectsArrive();
    state.instances.showAll();
    state.images.showAll();
    state.volumes.showAll();
    state.snapshots.showAll();
  }

  /** Calls that change something, in order, such as {@code CREATE_VOLUME root of x}. */
  public synchronized List<String> calls() {
    return List.copyOf(knobs.calls);
  }

  /**
   * How many resources exist now that a job made, by step: counted by the marks given at creation,
   * whatever was inherited. Exactly one for each is what a crash must not change.
   */
  public synchronized Map<String, Integer> made(String job) {
    Map<String, Integer> counts = new TreeMap<>();
    for (CloudState.Birth birth : state.births) {
      if (job.equals(birth.job()) && birth.step() != null && exists(birth)) {
        counts.merge(birth.step(), 1, Integer::sum);
      }
    }
    return counts;
  }

  /** What was asked to be launched, in order. */
  public synchronized List<NewInstance> launched() {
    return List.copyOf(state.launched);
  }

  /** How many resources of each kind exist. */
  public synchronized Map<ResourceKind, Integer> census() {
    Map<ResourceKind, Integer> counts = new EnumMap<>(ResourceKind.class);
    counts.put(ResourceKind.INSTANCE, state.instances.peekAll().size());
    counts.put(ResourceKind.IMAGE, state.images.peekAll().size());
    counts.put(ResourceKind.VOLUME, state.volumes.peekAll().size());
    counts.put(ResourceKind.VOLUME_SNAPSHOT, state.snapshots.peekAll().size());
    counts.put(ResourceKind.PORT, state.ports.size());
    return counts;
  }

  private boolean exists(CloudState.Birth birth) {
    return switch (birth.kind()) {
      case INSTANCE -> state.instances.peek(birth.id()).isPresent();
      case IMAGE -> state.images.peek(birth.id()).isPresent();
      case VOLUME -> state.volumes.peek(birth.id()).isPresent();
      case VOLUME_SNAPSHOT -> state.snapshots.peek(birth.id()).isPresent();
      case PORT -> state.ports.stream().anyMatch(p -> p.id().equals(birth.id()));
      case SECURITY_GROUP -> state.groups.stream().anyMatch(g -> g.id().equals(birth.id()));
    };
  }

  /** The id of the only instance with that name, without a look. */
  public synchronized String idOf(String instanceName) {
    List<String> ids =
        state.instances.peekAll().stream()
            .filter(i -> i.name().equals(instanceName))
            .map(Instance::id)
            .toList();
    if (ids.size() != 1) {
      throw new AssertionError(ids.size() + " instances are called " + instanceName);
    }
    return ids.get(0);
  }

  /** The id of the root volume of a volume-booted instance. */
  public synchronized String rootVolumeOf(String instanceName) {
    return state.attachments.getOrDefault(idOf(instanceName), List.of()).get(0).volumeId();
  }

  /** Reads and changes the state directly: for fixtures that the knobs do not have. */
  synchronized void rig(Consumer<CloudState> how) {
    how.accept(state);
  }

  // ---- Calls -----------------------------------------------------------------------------------

  private synchronized <T> T read(Supplier<T> what) {
    knobs.effectsArrive();
    knobs.enter(Verb.READ, "");
    return what.get();
  }

  private synchronized <T> T change(Verb verb, String about, Supplier<T> effect) {
    knobs.enter(verb, about);
    Runnable late =
        () -> {
          T unheard = effect.get();
          knobs.calls.add("late " + verb + " " + unheard);
        };
    if (knobs.late(verb, late)) {
      throw state.error(CloudException.Kind.NO_ANSWER, "any", 0, "connection reset");
    }
    T result = effect.get();
    knobs.leave(verb);
    return result;
  }

  @Override
  public Cloud forJob(String jobId) {
    return this;
  }

  @Override
  public String name() {
    return state.cloudName;
  }

  @Override
  public Rights rights() {
    return read(() -> new Rights(List.of("member", "reader"), Map.of()));
  }

  @Override
  public Abilities abilities() {
    return new Abilities(Map.of(), Set.copyOf(state.lacking));
  }

  @Override
  public Account account() {
    return read(() -> state.account);
  }

  @Override
  public List<Instance> instances() {
    return read(() -> state.instances.list(knobs.looksPerState));
  }

  @Override
  public Optional<Instance> instance(String id) {
    return read(() -> state.instances.look(id, knobs.looksPerState));
  }

  @Override
  public List<VolumeAttachment> attachments(String instanceId) {
    return read(
        () -> {
          if (state.instances.peek(instanceId).isEmpty()) {
            throw state.missing("compute", "Instance " + instanceId + " could not be found.");
          }
          return List.copyOf(state.attachments.getOrDefault(instanceId, List.of()));
        });
  }

  @Override
  public List<InstanceAction> actions(String instanceId) {
    return read(
        () ->
            state.instances.peek(instanceId).isEmpty()
                ? List.of()
                : List.copyOf(state.actions.getOrDefault(instanceId, List.of())));
  }

  @Override
  public String createImage(String instanceId, String name, Map<String, String> properties) {
    return change(
        Verb.CREATE_IMAGE,
        instanceId + " " + name,
        () -> imageMaking.make(instanceId, name, properties));
  }

  @Override
  public String createInstance(NewInstance instance) {
    return change(Verb.CREATE_INSTANCE, instance.name(), () -> launch.launch(instance));
  }

  @Override
  public boolean deleteInstance(String id) {
    return change(
        Verb.DELETE_INSTANCE,
        id,
        () -> {
          boolean there = state.instances.peek(id).isPresent();
          launch.delete(id);
          return there;
        });
  }

  @Override
  public void setInstanceMetadata(String id, Map<String, String> metadata) {
    state.checkMetadata(metadata, "compute");
    changeOf(
        Verb.SET_INSTANCE,
        id,
        state.instances,
        () -> state.instances.change(id, i -> Altered.metadata(i, metadata)));
  }

  @Override
  public String stopInstance(String id) {
    return change(Verb.STOP_INSTANCE, id, () -> new Power(state).stop(id));
  }

  @Override
  public void startInstance(String id) {
    change(Verb.START_INSTANCE, id, () -> new Power(state).start(id));
  }

  @Override
  public ConsoleLink consoleLink(String instanceId) {
    return change(
        Verb.CONSOLE,
        instanceId,
        () -> {
          Instance instance =
              state
                  .instances
                  .peek(instanceId)
                  .orElseThrow(() -> state.missing("compute", "Instance could not be found."));
          if (instance.state().vmState().equals("building")) {
            throw state.conflict("compute", "Instance " + instanceId + " is not ready");
          }
          return new ConsoleLink(
              "http://127.0.0.1:6080/vnc_lite.html?path=%3Ftoken%3D" + state.newId(), "novnc");
        });
  }

  @Override
  public String consoleOutput(String instanceId, int lines) {
    return read(
        () -> {
          Instance instance =
              state
                  .instances
                  .peek(instanceId)
                  .orElseThrow(() -> state.missing("compute", "Instance could not be found."));
          boolean mute =
              !instance.state().vmState().equals("active")
                  || "windows".equals(instance.metadata().get(Marks.OS));
          return mute
              ? ""
              : Objects.requireNonNullElse(
                  state.console, "booting\n" + instance.name() + " login: ");
        });
  }

  @Override
  public List<Flavor> flavors() {
    return read(
        () -> state.flavors.values().stream().sorted(Comparator.comparing(Flavor::name)).toList());
  }

  @Override
  public Optional<Flavor> flavor(String id) {
    return read(() -> state.flavor(id));
  }

  @Override
  public List<Keypair> keypairs() {
    return read(() -> List.copyOf(state.keypairs));
  }

  @Override
  public List<String> availabilityZones() {
    return read(() -> List.copyOf(state.zones));
  }

  @Override
  public List<ServerGroup> serverGroups() {
    return read(() -> new ServerGroups(state).all());
  }

  @Override
  public List<VolumeType> volumeTypes() {
    return read(() -> List.copyOf(state.volumeTypes));
  }

  @Override
  public List<Image> images() {
    return read(() -> state.images.list(knobs.looksPerState));
  }

  @Override
  public Optional<Image> image(String id) {
    return read(() -> state.images.look(id, knobs.looksPerState));
  }

  @Override
  public void setImageProperties(String id, Map<String, String> properties) {
    state.checkMetadata(properties, "image");
    changeOf(
        Verb.SET_IMAGE,
        id,
        state.images,
        () -> state.images.change(id, i -> Altered.properties(i, properties)));
  }

  @Override
  public boolean deleteImage(String id) {
    return change(
        Verb.DELETE_IMAGE,
        id,
        () -> {
          Optional<Image> image = state.images.peek(id);
          if (image.isPresent() && image.get().access().isProtected()) {
            throw state.error(
                CloudException.Kind.FORBIDDEN, "image", 403, "Image " + id + " is protected");
          }
          state.images.remove(id);
          return image.isPresent();
        });
  }

  @Override
  public List<Volume> volumes() {
    return read(() -> state.volumes.list(knobs.looksPerState));
  }

  @Override
  public Optional<Volume> volume(String id) {
    return read(() -> state.volumes.look(id, knobs.looksPerState));
  }

  @Override
  public String createVolume(NewVolume volume) {
    return change(Verb.CREATE_VOLUME, volume.name(), () -> new Storage(state).create(volume));
  }

  @Override
  public void setVolumeMetadata(String id, Map<String, String> metadata) {
    state.checkMetadata(metadata, "block-storage");
    changeOf(
        Verb.SET_VOLUME,
        id,
        state.volumes,
        () -> state.volumes.change(id, v -> Altered.metadata(v, metadata)));
  }

  @Override
  public boolean deleteVolume(String id) {
    return change(Verb.DELETE_VOLUME, id, () -> new Storage(state).deleteVolume(id));
  }

  @Override
  public List<VolumeSnapshot> volumeSnapshots() {
    return read(() -> state.snapshots.list(knobs.looksPerState));
  }

  @Override
  public Optional<VolumeSnapshot> volumeSnapshot(String id) {
    return read(() -> state.snapshots.look(id, knobs.looksPerState));
  }

  @Override
  public String createVolumeSnapshot(String volumeId, String name, Map<String, String> metadata) {
    return change(
        Verb.CREATE_VOLUME_SNAPSHOT,
        volumeId + " " + name,
        () -> new Storage(state).snapshot(imageMaking, volumeId, name, metadata));
  }

  @Override
  public void setVolumeSnapshotMetadata(String id, Map<String, String> metadata) {
    state.checkMetadata(metadata, "block-storage");
    changeOf(
        Verb.SET_VOLUME_SNAPSHOT,
        id,
        state.snapshots,
        () -> {
          if (metadata.containsKey(Marks.STEP)) {
            state.adopted(ResourceKind.VOLUME_SNAPSHOT, id, metadata);
          }
          state.snapshots.change(id, s -> Altered.metadata(s, metadata));
        });
  }

  @Override
  public boolean deleteVolumeSnapshot(String id) {
    return change(Verb.DELETE_VOLUME_SNAPSHOT, id, () -> new Storage(state).deleteSnapshot(id));
  }

  private void changeOf(Verb verb, String id, Shelf<?> shelf, Runnable effect) {
    change(
        verb,
        id,
        () -> {
          if (shelf.peek(id).isEmpty()) {
            throw state.missing("any", "No resource with id " + id);
          }
          effect.run();
          return true;
        });
  }

  @Override
  public List<CloudMessage> messages(String resourceId) {
    return read(() -> List.copyOf(state.messages.getOrDefault(resourceId, List.of())));
  }

  @Override
  public List<Network> networks() {
    return read(() -> List.copyOf(state.networks));
  }

  @Override
  public List<Port> allPorts() {
    return read(() -> List.copyOf(state.ports));
  }

  @Override
  public Optional<Port> port(String id) {
    return read(() -> state.ports.stream().filter(p -> p.id().equals(id)).findFirst());
  }

  @Override
  public String createPort(NewPort port) {
    return change(Verb.CREATE_PORT, port.name(), () -> new Ports(state).create(port));
  }

  @Override
  public boolean deletePort(String id) {
    return change(Verb.DELETE_PORT, id, () -> new Ports(state).delete(id));
  }

  @Override
  public List<Port> ports(String instanceId) {
    return read(
        () -> state.portsOf(instanceId).stream().sorted(Comparator.comparing(Port::id)).toList());
  }

  @Override
  public List<SecurityGroup> securityGroups() {
    return read(() -> List.copyOf(state.groups));
  }

  @Override
  public Optional<SecurityGroup> securityGroup(String id) {
    return read(() -> state.groups.stream().filter(g -> g.id().equals(id)).findFirst());
  }

  @Override
  public String createSecurityGroup(String name, String description) {
    return change(
        Verb.CREATE_SECURITY_GROUP, name, () -> new Groups(state).create(name, description));
  }

  @Override
  public void setSecurityGroupRules(String id, List<SecurityGroup.Rule> rules) {
    change(Verb.SET_SECURITY_GROUP, id, () -> new Groups(state).rules(id, rules));
  }

  @Override
  public boolean deleteSecurityGroup(String id) {
    return change(Verb.DELETE_SECURITY_GROUP, id, () -> new Groups(state).delete(id));
  }

  @Override
  public void setPortSecurityGroups(String portId, List<String> groupIds) {
    change(Verb.SET_PORT, portId, () -> new Ports(state).give(portId, groupIds));
  }

  @Override
  public Quota quota(Set<Quota.Item> items) {
    return read(() -> state.quota(items));
  }
}
