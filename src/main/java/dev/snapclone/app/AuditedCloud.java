package dev.snapclone.app;

import dev.snapclone.cloud.Abilities;
import dev.snapclone.cloud.Account;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudMessage;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.ConsoleLink;
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
import dev.snapclone.cloud.Rights;
import dev.snapclone.cloud.SecurityGroup;
import dev.snapclone.cloud.Volume;
import dev.snapclone.cloud.VolumeAttachment;
import dev.snapclone.cloud.VolumeSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A cloud whose changes are written into the audit. Written out verb by verb, so that a new one
 * does not compile until somebody has decided whether it changes anything. A console link is
 * audited where it is asked for, with the person.
 */
final class AuditedCloud implements Cloud {
  private static final String INSTANCE = "instance";
  private static final String IMAGE = "image";
  private static final String VOLUME = "volume";
  private static final String SNAPSHOT = "volume-snapshot";
  private static final String GROUP = "security-group";
  private static final String PORT = "port";

  private final Cloud cloud;
  private final EffectAudit effects;

  private AuditedCloud(Cloud cloud, EffectAudit effects) {
    this.cloud = cloud;
    this.effects = effects;
  }

  /** All of them, audited. */
  static Clouds all(Clouds clouds, EffectAudit effects) {
    return new Clouds(clouds.all().stream().map(c -> new AuditedCloud(c, effects)).toList());
  }

  @Override
  public String createImage(String instanceId, String name, Map<String, String> properties) {
    return effects.created(
        name(), IMAGE, name, () -> cloud.createImage(instanceId, name, properties));
  }

  @Override
  public String createInstance(NewInstance instance) {
    return effects.created(name(), INSTANCE, instance.name(), () -> cloud.createInstance(instance));
  }

  @Override
  public boolean deleteInstance(String id) {
    return effects.deleted(name(), INSTANCE, id, () -> cloud.deleteInstance(id));
  }

  @Override
  public void setImageProperties(String id, Map<String, String> properties) {
    effects.set(name(), IMAGE, id, () -> cloud.setImageProperties(id, properties));
  }

  @Override
  public boolean deleteImage(String id) {
    return effects.deleted(name(), IMAGE, id, () -> cloud.deleteImage(id));
  }

  @Override
  public String createVolume(NewVolume volume) {
    return effects.created(name(), VOLUME, volume.name(), () -> cloud.createVolume(volume));
  }

  @Override
  public void setVolumeMetadata(String id, Map<String, String> metadata) {
    effects.set(name(), VOLUME, id, () -> cloud.setVolumeMetadata(id, metadata));
  }

  @Override
  public boolean deleteVolume(String id) {
    return effects.deleted(name(), VOLUME, id, () -> cloud.deleteVolume(id));
  }

  @Override
  public String createVolumeSnapshot(String volumeId, String name, Map<String, String> metadata) {
    return effects.created(
        name(), SNAPSHOT, name, () -> cloud.createVolumeSnapshot(volumeId, name, metadata));
  }

  @Override
  public void setVolumeSnapshotMetadata(String id, Map<String, String> metadata) {
    effects.set(name(), SNAPSHOT, id, () -> cloud.setVolumeSnapshotMetadata(id, metadata));
  }

  @Override
  public boolean deleteVolumeSnapshot(String id) {
    return effects.deleted(name(), SNAPSHOT, id, () -> cloud.deleteVolumeSnapshot(id));
  }

  @Override
  public String createSecurityGroup(String name, String description) {
    return effects.created(name(), GROUP, name, () -> cloud.createSecurityGroup(name, description));
  }

  @Override
  public void setSecurityGroupRules(String id, List<SecurityGroup.Rule> rules) {
    effects.set(name(), GROUP, id, () -> cloud.setSecurityGroupRules(id, rules));
  }

  @Override
  public boolean deleteSecurityGroup(String id) {
    return effects.deleted(name(), GROUP, id, () -> cloud.deleteSecurityGroup(id));
  }

  @Override
  public String createPort(NewPort port) {
    return effects.created(name(), PORT, port.name(), () -> cloud.createPort(port));
  }

  @Override
  public boolean deletePort(String id) {
    return effects.deleted(name(), PORT, id, () -> cloud.deletePort(id));
  }

  @Override
  public void setPortSecurityGroups(String portId, List<String> groupIds) {
    effects.set(name(), PORT, portId, () -> cloud.setPortSecurityGroups(portId, groupIds));
  }

  @Override
  public String name() {
    return cloud.name();
  }

  @Override
  public Rights rights() {
    return cloud.rights();
  }

  @Override
  public Abilities abilities() {
    return cloud.abilities();
  }

  @Override
  public Account account() {
    return cloud.account();
  }

  @Override
  public List<Instance> instances() {
    return cloud.instances();
  }

  @Override
  public Optional<Instance> instance(String id) {
    return cloud.instance(id);
  }

  @Override
  public List<VolumeAttachment> attachments(String instanceId) {
    return cloud.attachments(instanceId);
  }

  @Override
  public List<InstanceAction> actions(String instanceId) {
    return cloud.actions(instanceId);
  }

  @Override
  public ConsoleLink consoleLink(String instanceId) {
    return cloud.consoleLink(instanceId);
  }

  @Override
  public List<Flavor> flavors() {
    return cloud.flavors();
  }

  @Override
  public Optional<Flavor> flavor(String id) {
    return cloud.flavor(id);
  }

  @Override
  public List<Keypair> keypairs() {
    return cloud.keypairs();
  }

  @Override
  public List<String> availabilityZones() {
    return cloud.availabilityZones();
  }

  @Override
  public List<Image> images() {
    return cloud.images();
  }

  @Override
  public Optional<Image> image(String id) {
    return cloud.image(id);
  }

  @Override
  public List<Volume> volumes() {
    return cloud.volumes();
  }

  @Override
  public Optional<Volume> volume(String id) {
    return cloud.volume(id);
  }

  @Override
  public List<VolumeSnapshot> volumeSnapshots() {
    return cloud.volumeSnapshots();
  }

  @Override
  public Optional<VolumeSnapshot> volumeSnapshot(String id) {
    return cloud.volumeSnapshot(id);
  }

  @Override
  public List<CloudMessage> messages(String resourceId) {
    return cloud.messages(resourceId);
  }

  @Override
  public List<Network> networks() {
    return cloud.networks();
  }

  @Override
  public List<Port> allPorts() {
    return cloud.allPorts();
  }

  @Override
  public Optional<Port> port(String id) {
    return cloud.port(id);
  }

  @Override
  public List<Port> ports(String instanceId) {
    return cloud.ports(instanceId);
  }

  @Override
  public List<SecurityGroup> securityGroups() {
    return cloud.securityGroups();
  }

  @Override
  public Optional<SecurityGroup> securityGroup(String id) {
    return cloud.securityGroup(id);
  }

  @Override
  public Quota quota(Set<Quota.Item> items) {
    return cloud.quota(items);
  }
}
