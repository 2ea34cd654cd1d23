package dev.snapclone.app;

import dev.snapclone.cloud.Abilities;
import dev.snapclone.cloud.Account;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.CloudMessage;
import dev.snapclone.cloud.ConsoleLink;
import dev.snapclone.cloud.Flavor;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.InstanceAction;
import dev.snapclone.cloud.InstanceBuilder;
import dev.snapclone.cloud.Keypair;
import dev.snapclone.cloud.Network;
import dev.snapclone.cloud.NewInstance;
import dev.snapclone.cloud.NewPort;
import dev.snapclone.cloud.NewVolume;
import dev.snapclone.cloud.Port;
import dev.snapclone.cloud.Quota;
import dev.snapclone.cloud.Rights;
import dev.snapclone.cloud.SecurityGroup;
import dev.snapclone.cloud.ServerGroup;
import dev.snapclone.cloud.Volume;
import dev.snapclone.cloud.VolumeAttachment;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.cloud.VolumeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A cloud that may be read only: whoever makes or deletes something fails the test. */
final class QuietCloud implements Cloud {
  final List<Instance> instances = new ArrayList<>();
  final List<Keypair> keypairs = new ArrayList<>();
  final Map<Rights.Right, String> refused = new HashMap<>();
  final Set<Abilities.Ability> lacking = new HashSet<>();
  final Map<Quota.Item, Quota.Usage> quota = new HashMap<>();
  private final Map<String, CloudException> failures = new HashMap<>();
  private final String name;

  QuietCloud(String name) {
    this.name = name;
    for (Quota.Item item : Quota.Item.values()) {
      quota.put(item, new Quota.Usage(10, 3));
    }
  }

  /** From now on these reads fail. */
  void fail(CloudException.Kind kind, String said, int status, String... reads) {
    for (String read : reads) {
      failures.put(read, new CloudException(kind, name, "compute", status, said, "req-1", null));
    }
  }

  void instance(String instanceName, @Nullable String keypair) {
    instances.add(
        InstanceBuilder.anInstance("id-" + instanceName, Instant.EPOCH)
            .name(instanceName)
            .keypair(keypair)
            .build());
  }

  private <T> T read(String what, T value) {
    CloudException failure = failures.get(what);
    if (failure != null) {
      throw failure;
    }
    return value;
  }

  private static AssertionError changed() {
    return new AssertionError("a check changes nothing");
  }

  @Override
  public Cloud forJob(String jobId) {
    return this;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Rights rights() {
    return read("rights", new Rights(List.of("member", "reader"), refused));
  }

  @Override
  public Abilities abilities() {
    return new Abilities(
        Map.of("compute", "2.1 to 2.93", "block-storage", "3.0 to 3.70"), Set.copyOf(lacking));
  }

  @Override
  public Account account() {
    return read("account", new Account("u", "bot", "p", "demo"));
  }

  @Override
  public List<Instance> instances() {
    return read("instances", instances);
  }

  @Override
  public Optional<Instance> instance(String id) {
    return instances.stream().filter(i -> i.id().equals(id)).findFirst();
  }

  @Override
  public List<VolumeAttachment> attachments(String instanceId) {
    return List.of();
  }

  @Override
  public List<InstanceAction> actions(String instanceId) {
    return List.of();
  }

  @Override
  public String createImage(String instanceId, String newName, Map<String, String> properties) {
    throw changed();
  }

  @Override
  public String createInstance(NewInstance instance) {
    throw changed();
  }

  @Override
  public boolean deleteInstance(String id) {
    throw changed();
  }

  @Override
  public String stopInstance(String id) {
    throw changed();
  }

  @Override
  public void startInstance(String id) {
    throw changed();
  }

  @Override
  public ConsoleLink consoleLink(String instanceId) {
    throw changed();
  }

  @Override
  public String consoleOutput(String instanceId, int lines) {
    throw changed();
  }

  @Override
  public List<Flavor> flavors() {
    return read("flavors", List.of());
  }

  @Override
  public Optional<Flavor> flavor(String id) {
    return Optional.empty();
  }

  @Override
  public List<Keypair> keypairs() {
    return read("keypairs", keypairs);
  }

  @Override
  public List<ServerGroup> serverGroups() {
    return List.of();
  }

  @Override
  public List<VolumeType> volumeTypes() {
    return List.of();
  }

  @Override
  public List<String> availabilityZones() {
    return List.of();
  }

  @Override
  public List<Image> images() {
    return read("images", List.of());
  }

  @Override
  public Optional<Image> image(String id) {
    return Optional.empty();
  }

  @Override
  public void setImageProperties(String id, Map<String, String> properties) {
    throw changed();
  }

  @Override
  public boolean deleteImage(String id) {
    throw changed();
  }

  @Override
  public List<Volume> volumes() {
    return read("volumes", List.of());
  }

  @Override
  public Optional<Volume> volume(String id) {
    return Optional.empty();
  }

  @Override
  public String createVolume(NewVolume volume) {
    throw changed();
  }

  @Override
  public void setInstanceMetadata(String id, Map<String, String> metadata) {
    throw changed();
  }

  @Override
  public void setVolumeMetadata(String id, Map<String, String> metadata) {
    throw changed();
  }

  @Override
  public boolean deleteVolume(String id) {
    throw changed();
  }

  @Override
  public List<VolumeSnapshot> volumeSnapshots() {
    return read("volumeSnapshots", List.of());
  }

  @Override
  public Optional<VolumeSnapshot> volumeSnapshot(String id) {
    return Optional.empty();
  }

  @Override
  public String createVolumeSnapshot(
      String volumeId, String newName, Map<String, String> metadata) {
    throw changed();
  }

  @Override
  public void setVolumeSnapshotMetadata(String id, Map<String, String> metadata) {
    throw changed();
  }

  @Override
  public boolean deleteVolumeSnapshot(String id) {
    throw changed();
  }

  @Override
  public List<CloudMessage> messages(String resourceId) {
    return List.of();
  }

  @Override
  public List<Network> networks() {
    return read("networks", List.of());
  }

  @Override
  public List<Port> allPorts() {
    return List.of();
  }

  @Override
  public Optional<Port> port(String id) {
    return Optional.empty();
  }

  @Override
  public String createPort(NewPort port) {
    throw changed();
  }

  @Override
  public boolean deletePort(String id) {
    throw changed();
  }

  @Override
  public List<Port> ports(String instanceId) {
    return List.of();
  }

  @Override
  public List<SecurityGroup> securityGroups() {
    return read("securityGroups", List.of());
  }

  @Override
  public Optional<SecurityGroup> securityGroup(String id) {
    return read("securityGroup", Optional.empty());
  }

  @Override
  public String createSecurityGroup(String newName, String description) {
    throw changed();
  }

  @Override
  public void setSecurityGroupRules(String id, List<SecurityGroup.Rule> rules) {
    throw changed();
  }

  @Override
  public boolean deleteSecurityGroup(String id) {
    throw changed();
  }

  @Override
  public void setPortSecurityGroups(String portId, List<String> groupIds) {
    throw changed();
  }

  @Override
  public Quota quota(Set<Quota.Item> items) {
    Map<Quota.Item, Quota.Usage> asked = new HashMap<>(quota);
    asked.keySet().retainAll(items);
    return read("quota", new Quota(asked, Map.of()));
  }
}
