package dev.snapclone.openstack;

import dev.snapclone.cloud.Abilities;
import dev.snapclone.cloud.Abilities.Ability;
import dev.snapclone.cloud.Account;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudMessage;
import dev.snapclone.cloud.ConsoleLink;
import dev.snapclone.cloud.EffectListener;
import dev.snapclone.cloud.Flavor;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.InstanceAction;
import dev.snapclone.cloud.Keypair;
import dev.snapclone.cloud.Network;
import dev.snapclone.cloud.NewInstance;
import dev.snapclone.cloud.NewPort;
import dev.snapclone.cloud.NewVolume;
import dev.snapclone.cloud.Port;
import dev.snapclone.cloud.Quota;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.cloud.Rights;
import dev.snapclone.cloud.SecurityGroup;
import dev.snapclone.cloud.ServerGroup;
import dev.snapclone.cloud.Volume;
import dev.snapclone.cloud.VolumeAttachment;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.cloud.VolumeType;
import dev.snapclone.config.CloudSettings;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openstack4j.model.identity.v3.Project;
import org.openstack4j.model.identity.v3.User;
import org.openstack4j.openstack.identity.v3.domain.KeystoneToken;

/**
 * A project of an OpenStack cloud. Thread-safe; makes no request before the first call. Reads are
 * passed on to one class per service: a port of five services would save these lines, but every
 * call would name its service, and every cloud of the tests would come in five parts.
 */
public final class OpenStackCloud implements Cloud {
  private final Changes changes;
  private final Calls calls;
  private final Compute compute;
  private final Images images;
  private final BlockStorage blockStorage;
  private final Networking networking;
  private final Quotas quotas;

  private OpenStackCloud(Changes changes) {
    this.changes = changes;
    this.calls = changes.calls();
    this.compute = new Compute(calls);
    this.images = new Images(calls);
    this.blockStorage = new BlockStorage(calls);
    this.networking = new Networking(calls);
    this.quotas = new Quotas(calls);
  }

  /** A cloud without a listener for its changes. */
  static OpenStackCloud open(
      CloudSettings settings, HttpClients http, OpenStackTimings timings, InstantSource clock) {
    Failures failures = new Failures(settings.name(), clock);
    Wire wire = new Wire(new LazyClient(settings, http, failures)::get, failures);
    Tokens tokens = new Tokens(new SignIn(settings, wire, clock), failures, clock);
    Calls calls = new Calls(settings, wire, tokens, clock, timings.call());
    return new OpenStackCloud(new Changes(settings.name(), calls, new EffectListener() {}, null));
  }

  OpenStackCloud withListener(EffectListener listener) {
    return new OpenStackCloud(changes.withListener(listener));
  }

  @Override
  public Cloud forJob(String jobId) {
    return new OpenStackCloud(changes.by(jobId));
  }

  @Override
  public String name() {
    return changes.cloud();
  }

  @Override
  public Account account() {
    KeystoneToken token = calls.signedIn().token();
    User user = token.getUser();
    Project project = token.getProject();
    return new Account(
        text(user.getId()), text(user.getName()), text(project.getId()), text(project.getName()));
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  @Override
  public Rights rights() {
    return new RightsProbe(calls).rights();
  }

  @Override
  public Abilities abilities() {
    Map<String, String> versions = new HashMap<>();
    Set<Ability> missing = EnumSet.noneOf(Ability.class);
    calls
        .range(Service.COMPUTE)
        .ifPresent(
            range -> {
              versions.put(Service.COMPUTE.label(), range.toString());
              addLack(missing, range, Compute.BOOT.minor(), Ability.BOOT_FROM_MULTIATTACH);
              addLack(missing, range, Compute.ACTION_EVENTS.minor(), Ability.ACTION_EVENTS);
              addLack(missing, range, Compute.ATTACHMENTS.minor(), Ability.DELETE_ON_TERMINATION);
              addLack(missing, range, Compute.FIRST_LOCKED, Ability.LOCKED);
              addLack(missing, range, Compute.FIRST_WITHOUT_NETWORK, Ability.NO_NETWORK);
            });
    calls
        .range(Service.BLOCK_STORAGE)
        .ifPresent(
            range -> {
              versions.put(Service.BLOCK_STORAGE.label(), range.toString());
              addLack(missing, range, BlockStorage.FIRST_MESSAGES, Ability.VOLUME_MESSAGES);
            });
    return new Abilities(versions, missing);
  }

  private static void addLack(
      Set<Ability> missing, Versions.Range range, int first, Ability ability) {
    if (range.max() < first) {
      missing.add(ability);
    }
  }

  @Override
  public List<Instance> instances() {
    return compute.instances();
  }

  @Override
  public Optional<Instance> instance(String id) {
    return compute.instance(id);
  }

  @Override
  public List<VolumeAttachment> attachments(String instanceId) {
    return compute.attachments(instanceId);
  }

  @Override
  public List<InstanceAction> actions(String instanceId) {
    return compute.actions(instanceId);
  }

  @Override
  public String createImage(String instanceId, String imageName, Map<String, String> properties) {
    return changes.created(
        ResourceKind.IMAGE,
        imageName,
        with -> new Compute(with).createImage(instanceId, imageName, properties));
  }

  @Override
  public String createInstance(NewInstance instance) {
    return changes.created(
        ResourceKind.INSTANCE, instance.name(), with -> new Compute(with).createInstance(instance));
  }

  @Override
  public boolean deleteInstance(String id) {
    return changes.deleted(ResourceKind.INSTANCE, id, with -> new Compute(with).deleteInstance(id));
  }

  @Override
  public void setInstanceMetadata(String id, Map<String, String> metadata) {
    changes.set(ResourceKind.INSTANCE, id, with -> new Compute(with).setMetadata(id, metadata));
  }

  @Override
  public String stopInstance(String id) {
    return changes.told(ResourceKind.INSTANCE, id, with -> new Compute(with).stopInstance(id));
  }

  @Override
  public void startInstance(String id) {
    changes.set(ResourceKind.INSTANCE, id, with -> new Compute(with).startInstance(id));
  }

  @Override
  public ConsoleLink consoleLink(String instanceId) {
    return compute.consoleLink(instanceId);
  }

  @Override
  public String consoleOutput(String instanceId, int lines) {
    return compute.consoleOutput(instanceId, lines);
  }

  @Override
  public List<Flavor> flavors() {
    return compute.flavors();
  }

  @Override
  public Optional<Flavor> flavor(String id) {
    return compute.flavor(id);
  }

  @Override
  public List<Keypair> keypairs() {
    return compute.keypairs();
  }

  @Override
  public List<String> availabilityZones() {
    return compute.availabilityZones();
  }

  @Override
  public List<ServerGroup> serverGroups() {
    return compute.serverGroups();
  }

  @Override
  public List<Image> images() {
    return images.images();
  }

  @Override
  public Optional<Image> image(String id) {
    return images.image(id);
  }

  @Override
  public void setImageProperties(String id, Map<String, String> properties) {
    changes.set(ResourceKind.IMAGE, id, with -> new Images(with).setProperties(id, properties));
  }

  @Override
  public boolean deleteImage(String id) {
    return changes.deleted(ResourceKind.IMAGE, id, with -> new Images(with).delete(id));
  }

  @Override
  public List<Volume> volumes() {
    return blockStorage.volumes();
  }

  @Override
  public Optional<Volume> volume(String id) {
    return blockStorage.volume(id);
  }

  @Override
  public String createVolume(NewVolume volume) {
    return changes.created(
        ResourceKind.VOLUME, volume.name(), with -> new BlockStorage(with).createVolume(volume));
  }

  @Override
  public void setVolumeMetadata(String id, Map<String, String> metadata) {
    changes.set(
        ResourceKind.VOLUME, id, with -> new BlockStorage(with).setVolumeMetadata(id, metadata));
  }

  @Override
  public boolean deleteVolume(String id) {
    return changes.deleted(
        ResourceKind.VOLUME, id, with -> new BlockStorage(with).deleteVolume(id));
  }

  @Override
  public List<VolumeType> volumeTypes() {
    return blockStorage.volumeTypes();
  }

  @Override
  public List<VolumeSnapshot> volumeSnapshots() {
    return blockStorage.snapshots();
  }

  @Override
  public Optional<VolumeSnapshot> volumeSnapshot(String id) {
    return blockStorage.snapshot(id);
  }

  @Override
  public String createVolumeSnapshot(
      String volumeId, String snapshotName, Map<String, String> metadata) {
    return changes.created(
        ResourceKind.VOLUME_SNAPSHOT,
        snapshotName,
        with -> new BlockStorage(with).createSnapshot(volumeId, snapshotName, metadata));
  }

  @Override
  public void setVolumeSnapshotMetadata(String id, Map<String, String> metadata) {
    changes.set(
        ResourceKind.VOLUME_SNAPSHOT,
        id,
        with -> new BlockStorage(with).setSnapshotMetadata(id, metadata));
  }

  @Override
  public boolean deleteVolumeSnapshot(String id) {
    return changes.deleted(
        ResourceKind.VOLUME_SNAPSHOT, id, with -> new BlockStorage(with).deleteSnapshot(id));
  }

  @Override
  public List<CloudMessage> messages(String resourceId) {
    return blockStorage.messages(resourceId);
  }

  @Override
  public List<Network> networks() {
    return networking.networks();
  }

  @Override
  public List<Port> allPorts() {
    return networking.allPorts();
  }

  @Override
  public Optional<Port> port(String id) {
    return networking.port(id);
  }

  @Override
  public String createPort(NewPort port) {
    return changes.created(
        ResourceKind.PORT, port.name(), with -> new Networking(with).createPort(port));
  }

  @Override
  public boolean deletePort(String id) {
    return changes.deleted(ResourceKind.PORT, id, with -> new Networking(with).deletePort(id));
  }

  @Override
  public List<Port> ports(String instanceId) {
    return networking.ports(instanceId);
  }

  @Override
  public List<SecurityGroup> securityGroups() {
    return networking.securityGroups();
  }

  @Override
  public Optional<SecurityGroup> securityGroup(String id) {
    return networking.securityGroup(id);
  }

  @Override
  public String createSecurityGroup(String groupName, String description) {
    return changes.created(
        ResourceKind.SECURITY_GROUP,
        groupName,
        with -> new Networking(with).createSecurityGroup(groupName, description));
  }

  @Override
  public void setSecurityGroupRules(String id, List<SecurityGroup.Rule> rules) {
    changes.set(ResourceKind.SECURITY_GROUP, id, with -> new Networking(with).setRules(id, rules));
  }

  @Override
  public boolean deleteSecurityGroup(String id) {
    return changes.deleted(
        ResourceKind.SECURITY_GROUP, id, with -> new Networking(with).deleteSecurityGroup(id));
  }

  @Override
  public void setPortSecurityGroups(String portId, List<String> groupIds) {
    changes.set(
        ResourceKind.PORT, portId, with -> new Networking(with).setGroups(portId, groupIds));
  }

  @Override
  public Quota quota(Set<Quota.Item> items) {
    return quotas.quota(items);
  }
}
