package dev.snapclone.cloud;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One project of one OpenStack cloud, as the bot's user sees it. Every method may throw {@link
 * CloudException}; nothing is retried here. A GET that finds nothing answers with an empty
 * Optional, never with null; a list has all pages.
 *
 * <p>A list completes what a broken resource lacks: an unknown creation time is {@link
 * java.time.Instant#EPOCH}, an unknown status {@code UNKNOWN}. A GET of such a resource fails with
 * {@code MALFORMED}.
 *
 * <p>Metadata filters of the real services lie (Nova ignores {@code metadata}, Cinder below 3.22
 * too), so callers that look for marks list everything and compare on their side.
 */
public interface Cloud {
  /** The bot's name for this cloud, from the configuration. */
  String name();

  /** The same cloud for the steps of a job, so that their changes are recorded for the job. */
  Cloud forJob(String jobId);

  /** The account of the bot's user; signs in if necessary. */
  Account account();

  /**
   * What the services of this cloud can do, by their versions, which are read at most once an hour.
   * A service that does not report its version is assumed to lack nothing.
   */
  Abilities abilities();

  /**
   * The roles of the bot's user and what it may not do, found by calls that cannot create anything.
   * What a project has no resources of cannot be checked.
   */
  Rights rights();

  // ---- Compute ---------------------------------------------------------------------------------

  /** All instances of the project, in full. */
  List<Instance> instances();

  /** One instance, or empty when there is none with that id in this project. */
  Optional<Instance> instance(String id);

  /** The volumes attached to an instance, with their devices. */
  List<VolumeAttachment> attachments(String instanceId);

  /**
   * What was done to an instance, newest first, each with its events; empty when the instance is
   * gone.
   */
  List<InstanceAction> actions(String instanceId);

  /**
   * Nova's createImage. Of an image-booted instance the image is {@code queued} and becomes {@code
   * active}, or vanishes (404) when it fails; of a volume-booted one it is an empty image with
   * snapshots of all volumes.
   *
   * @param properties written to the image; ASCII values of at most 255 characters
   * @return the image's id
   */
  String createImage(String instanceId, String name, Map<String, String> properties);

  /**
   * Launches an instance.
   *
   * @return the new instance's id; it is building and may still go to ERROR
   */
  String createInstance(NewInstance instance);

  /**
   * Deletes an instance.
   *
   * @return false when it was gone already
   */
  boolean deleteInstance(String id);

  /** Sets or replaces metadata of an instance, leaving the rest alone. */
  void setInstanceMetadata(String id, Map<String, String> metadata);

  /**
   * Asks the guest of a running instance to shut down; after a while (the image's {@code
   * os_shutdown_timeout}, else the cloud's setting, 60 s by default) Nova switches it off. It is
   * {@code powering-off}, then SHUTOFF. Refused (409) unless it is ACTIVE without a task.
   *
   * @return the request id by which {@link #actions} knows it
   */
  String stopInstance(String id);

  /**
   * Switches an instance on: it is {@code powering-on}, then ACTIVE. Refused (409) unless it is
   * SHUTOFF without a task.
   */
  void startInstance(String id);

  /**
   * Creates a link to the instance's console. It is a secret: anyone who has it can use the
   * console, for about ten minutes.
   */
  ConsoleLink consoleLink(String instanceId);

  /**
   * The end of what an instance wrote to its serial console. Untrusted, and may hold secrets.
   *
   * @param lines so many at most
   * @return empty while it wrote nothing, and where the cloud keeps no log of it
   */
  String consoleOutput(String instanceId, int lines);

  /** All flavors that the project may use, public and granted ones. */
  List<Flavor> flavors();

  /** One flavor, or empty; also finds flavors that are not listed any more. */
  Optional<Flavor> flavor(String id);

  /** The keypairs of the bot's own user: other members' keypairs are invisible and unusable. */
  List<Keypair> keypairs();

  /**
   * The names of the available compute availability zones; empty when the cloud does not report
   * them.
   */
  List<String> availabilityZones();

  /** The project's server groups; empty when the cloud does not show them. */
  List<ServerGroup> serverGroups();

  // ---- Image -----------------------------------------------------------------------------------

  /** All images that the project may boot: its own, shared and public ones. */
  List<Image> images();

  /** One image, or empty. While waiting for createImage, empty means that it failed. */
  Optional<Image> image(String id);

  /** Sets or replaces properties of an image, {@code name} among them, leaving the others alone. */
  void setImageProperties(String id, Map<String, String> properties);

  /**
   * Deletes an image; the volume snapshots behind a zero-byte image stay.
   *
   * @return false when it was gone already
   */
  boolean deleteImage(String id);

  // ---- Block storage ---------------------------------------------------------------------------

  /** All volumes of the project. */
  List<Volume> volumes();

  /** One volume, or empty. */
  Optional<Volume> volume(String id);

  /**
   * Makes a volume, from a snapshot when one is named. It is {@code creating}, then {@code
   * available} or {@code error}.
   *
   * @return the volume's id
   */
  String createVolume(NewVolume volume);

  /** Sets or replaces metadata of a volume, leaving the rest alone. */
  void setVolumeMetadata(String id, Map<String, String> metadata);

  /**
   * Deletes a volume. Refused by Cinder (400) while attached or while it has snapshots.
   *
   * @return false when it was gone already
   */
  boolean deleteVolume(String id);

  /** The volume types that the project may use; empty when the cloud does not show them. */
  List<VolumeType> volumeTypes();

  /** All volume snapshots of the project, with progress. */
  List<VolumeSnapshot> volumeSnapshots();

  /** One volume snapshot, with progress, or empty. */
  Optional<VolumeSnapshot> volumeSnapshot(String id);

  /**
   * Snapshots a volume, in use or not.
   *
   * @return the snapshot's id; it is {@code creating}, then {@code available} or {@code error}
   */
  String createVolumeSnapshot(String volumeId, String name, Map<String, String> metadata);

  /** Sets or replaces metadata of a volume snapshot, leaving the rest alone. */
  void setVolumeSnapshotMetadata(String id, Map<String, String> metadata);

  /**
   * Deletes a volume snapshot. Accepted while volumes depend on it on some backends; it is then
   * {@code available} again soon and {@link #messages} says why.
   *
   * @return false when it was gone already
   */
  boolean deleteVolumeSnapshot(String id);

  /** Cinder's messages to users about one resource, newest first. */
  List<CloudMessage> messages(String resourceId);

  // ---- Network ---------------------------------------------------------------------------------

  /** The networks that the project may use. */
  List<Network> networks();

  /** The project's ports, of instances or not. */
  List<Port> allPorts();

  /** The ports of one instance, in no particular order. */
  List<Port> ports(String instanceId);

  /** One port, or empty. */
  Optional<Port> port(String id);

  /**
   * Creates a port. It outlives the instance that uses it, since Nova deletes only ports that it
   * created itself.
   *
   * @return the port's id
   */
  String createPort(NewPort port);

  /**
   * Deletes a port, even if an instance uses it.
   *
   * @return false when it was gone already
   */
  boolean deletePort(String id);

  /** The project's security groups with their rules. */
  List<SecurityGroup> securityGroups();

  /** One security group, or empty. */
  Optional<SecurityGroup> securityGroup(String id);

  /**
   * Creates a security group. Neutron adds rules that allow all egress.
   *
   * @param description at most 255 characters
   * @return the group's id
   */
  String createSecurityGroup(String name, String description);

  /**
   * Sets exactly these rules for a security group: adds missing ones and removes others.
   * Idempotent.
   */
  void setSecurityGroupRules(String id, List<SecurityGroup.Rule> rules);

  /**
   * Deletes a security group. Refused by Neutron (409) while a port uses it.
   *
   * @return false when it was gone already
   */
  boolean deleteSecurityGroup(String id);

  /** Gives a port exactly these security groups. */
  void setPortSecurityGroups(String portId, List<String> groupIds);

  // ---- Quota -----------------------------------------------------------------------------------

  /**
   * Limits and usage of the given items; only the services that count them are called. Items that a
   * service does not report, or not credibly, are left out; that is no failure.
   *
   * @param items what a plan uses
   */
  Quota quota(Set<Quota.Item> items);
}
