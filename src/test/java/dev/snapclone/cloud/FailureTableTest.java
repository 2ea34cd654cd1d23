package dev.snapclone.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.request.Asking;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What clouds said, word for word, and what a person reads. */
class FailureTableTest {
  private static final String ID = "6f135c4c-2190-438d-9adf-3136e226219f";

  /** Where it was seen: a row of the known failures, or an answer of a real Zed release. */
  private static Arguments row(String where, String said, String name, String read) {
    return Arguments.of(where, said, name, read);
  }

  static Stream<Arguments> said() {
    return Stream.of(
        row(
            "failure 1: Nova gave up on a volume",
            "Build of instance "
                + ID
                + " aborted: Volume 950982f2-f06a-484b-bb53-91d1972f267c did not finish being"
                + " created even after we waited 187 seconds or 61 attempts. And its status is"
                + " creating.",
            "volume-slow",
            "gave up on the volume after 187 seconds"),
        row(
            "failure 4: createImage with a full snapshot quota, 403",
            "Quota exceeded for resources: snapshots",
            "quota",
            "A quota of lab is full: Quota exceeded for resources: snapshots"),
        row(
            "failure 4: Cinder's own answer, 413",
            "SnapshotLimitExceeded: Maximum number of snapshots allowed (6) exceeded",
            "quota-limit",
            "The quota of lab is full: all 6 snapshots are used."),
        row(
            "failure 5: an in-use volume without force, 400",
            "Invalid volume: Volume "
                + ID
                + " status must be available, but current status is: in-use.",
            "volume-state",
            "The volume is in-use"),
        row(
            "failure 7: os_require_quiesce without an agent",
            "Quiescing is not supported in instance " + ID + ": QEMU guest agent is not enabled",
            "freeze",
            "The guest could not be held still"),
        row(
            "failure 10: the image vanished, 404",
            "No image found with ID 658f902b-a54d-4c54-856b-89c6d08ab7ee<br /><br />\n\n\n",
            "image-gone",
            "The image is gone: No image found with ID 658f902b-a54d-4c54-856b-89c6d08ab7ee"),
        row(
            "lab 1: the part of a failed createImage, in the instance's actions",
            "compute_snapshot_instance",
            "image-snapshot",
            "The compute host could not make the image"),
        row(
            "failure 12: a second createImage, 409",
            "Cannot 'createImage' instance " + ID + " while it is in task_state image_snapshot",
            "instance-busy",
            "Something else goes on with the instance (task image_snapshot)."),
        row(
            "failure 12: a shelved instance, 409",
            "Cannot 'createImage' instance " + ID + " while it is in vm_state shelved_offloaded",
            "instance-state",
            "The instance is shelved_offloaded, and that forbids it."),
        row(
            "failure 14: min_disk, 400",
            "Flavor's disk is smaller than the minimum size specified in image metadata. Flavor"
                + " disk is 21474836480 bytes, minimum size is 85899345920 bytes.",
            "disk-small",
            "it has 20 GB, and 80 GB are needed"),
        row(
            "failure 14: a flavor without a disk, 403",
            "Only volume-backed servers are allowed for flavors with zero disk.",
            "disk-none",
            "The flavor has no disk of its own"),
        row(
            "failure 15: the image is larger than its min_disk says",
            "Flavor's disk is too small for requested image. Flavor disk is 1073741824 bytes, image"
                + " is 2147483648 bytes.",
            "disk-small",
            "The flavor's disk is too small"),
        row(
            "failure 16: a volume smaller than its snapshot, 400",
            "Invalid input received: Volume size '1'GB cannot be smaller than the snapshot size"
                + " 2GB. They must be >= original snapshot size.",
            "volume-small",
            "The volume would have 1 GB, and its snapshot has 2 GB."),
        row(
            "failure 16: the same in Nova's fault, cut off at 255",
            "Build of instance "
                + ID
                + " aborted: Invalid input received: Invalid input received: Volume size '1'GB"
                + " cannot be smaller than the snapshot size 2GB. They must be >= original snapshot"
                + " size. (HTTP 400) (Request-ID: req-9a751657-88",
            "volume-small",
            "The volume would have 1 GB, and its snapshot has 2 GB."),
        row(
            "failure 17: a volume with snapshots, 400",
            "Invalid volume: Volume status must be available or error or error_restoring or"
                + " error_extending or error_managing and must not be migrating, attached, belong"
                + " to a group, have snapshots, awaiting a transfer, or be disassociated from"
                + " snapshots after volume transfer.",
            "volume-has",
            "it is attached, has snapshots, or something goes on with it"),
        row(
            "failure 17: a busy snapshot, Cinder's message",
            "delete snapshot:Snapshot is busy.",
            "snapshot-busy",
            "something that was made from it needs it"),
        row(
            "failure 18: MismatchVolumeAZException, 409",
            "The availability zone between the server and its attached volumes don't match: Server"
                + " and volumes are not in the same AZ. Server is in: az1. Volume is in: az2",
            "zone-mismatch",
            "different availability zones"),
        row(
            "failure 18: cross_az_attach=false, 400",
            "Instance a and volume b are not in the same availability_zone. Instance is in az1."
                + " Volume is in az2",
            "zone-mismatch",
            "different availability zones"),
        row(
            "a server group with all the members that the quota allows, 403",
            "Quota exceeded, too many servers in group",
            "server-group-full",
            "as many members as the quota allows"),
        row(
            "lab: a boot into a server group that was deleted, 400",
            "Instance group 00000000-0000-0000-0000-000000000000 could not be found.",
            "server-group-gone",
            "The server group is gone"),
        row(
            "lab: a volume of a type on another back end, 400",
            "Invalid input received: Invalid volume_type provided: "
                + ID
                + " (requested type is not compatible; recommend omitting the type argument).",
            "volume-type-other",
            "lab cannot make a volume of that type from this snapshot"),
        row(
            "failure 19: the source volume is gone, 400",
            "Block Device Mapping is Invalid: failed to get volume " + ID + ".",
            "volume-gone",
            "The volume is gone"),
        row(
            "failure 20: the key of an encrypted volume",
            "Key manager error: Barbican is away",
            "key-manager",
            "The key of the encrypted volume could not be had"),
        row(
            "failure 20: a multiattach volume below 2.60",
            "Multiattach volumes are only supported starting with compute API version 2.60.",
            "multiattach",
            "too old for volumes that can be attached more than once"),
        row(
            "failure 21: a microversion too new, 406",
            "Version 2.999 is not supported by the API. Minimum is 2.1 and maximum is 2.93.",
            "version",
            "it does not know version 2.999 of its interface"),
        row(
            "failure 22: an unknown property, 400",
            "Additional properties are not allowed ('display_description' was unexpected)",
            "schema",
            "lab does not understand what the bot asked for"),
        row(
            "failure 31: a backup of a volume-booted instance",
            "Backup is not supported for volume-backed instances.",
            "backup",
            "makes no backup of an instance that starts from a volume"),
        row(
            "failure 32: PortLimitExceeded, 403",
            "Maximum number of ports exceeded",
            "quota-ports",
            "The quota for network ports of lab is full"),
        row(
            "failure 32: Neutron's own words",
            "Quota exceeded for resources: ['port'].",
            "quota-ports",
            "The quota for network ports of lab is full"),
        row(
            "failure 32: Neutron's own words, an isolated clone",
            "Quota exceeded for resources: ['security_group'].",
            "quota-groups",
            "The quota for security groups of lab is full"),
        row(
            "failure 32: NoMoreFixedIps",
            "No fixed IP addresses available for network: " + ID,
            "no-addresses",
            "The network has no free address left in lab"),
        row(
            "failure 32: Neutron's IpAddressGenerationFailure",
            "No more IP addresses available on network " + ID + ".",
            "no-addresses",
            "The network has no free address left in lab"),
        row(
            "lab 3: no host, in the fault",
            "No valid host was found. There are not enough hosts available.",
            "no-host",
            "No host of lab has room for this instance now: No valid host was found."),
        row(
            "lab 3: every host tried, in the fault",
            "Exceeded maximum number of retries. Exhausted all hosts available for retrying build"
                + " failures for instance "
                + ID
                + ".",
            "no-host",
            "No host of lab has room"),
        row(
            "lab 3: the network, in the fault",
            "Build of instance "
                + ID
                + " aborted: Failed to allocate the network(s), not"
                + " rescheduling.",
            "network",
            "could not give the instance its network"),
        row(
            "lab 3: an image still queued, 400",
            "Image 416f0bda-95ce-4091-ab68-62a9a6211f82 is not active.",
            "image-young",
            "The image is not active yet"),
        row(
            "lab 3: an unknown image, 400",
            "Can not find requested image",
            "image-gone",
            "The image is gone"),
        row(
            "lab 3: an address given twice, 400",
            "Fixed IP address 10.0.0.230 is already in use on instance " + ID + ".",
            "address-used",
            "The address 10.0.0.230 is in use by another instance."),
        row(
            "lab 3: the console of a building instance, 409",
            "Instance " + ID + " is not ready",
            "instance-young",
            "The instance is not ready yet."),
        row(
            "lab 4: a volume still creating, 400",
            "Invalid volume: Invalid input received: Invalid volume: Volume "
                + ID
                + " status must be available or downloading to reserve, but the current status is"
                + " creating. (HTTP 400) (Request-ID: req-1cb3bf5e-453d-43e3-83c5-eb13a478f26e)",
            "volume-taken",
            "The volume is creating, so no instance can boot from it now."),
        row(
            "lab 4: a volume that failed, in the fault",
            "Build of instance "
                + ID
                + " aborted: Volume 950982f2-f06a-484b-bb53-91d1972f267c did not finish being"
                + " created even after we waited 6 seconds or 3 attempts. And its status is error.",
            "volume-error",
            "could not make the volume: it went to error"),
        row(
            "lab 4: a snapshot still creating, 400",
            "Invalid snapshot: Originating snapshot status must be one of 'available' values",
            "snapshot-young",
            "The volume snapshot is not ready yet"),
        row(
            "lab 2: deleting a snapshot that is creating, 400",
            "Invalid snapshot: Snapshot status must be available or error and must not be part of a"
                + " group.",
            "snapshot-state",
            "cannot be deleted while something goes on with it"),
        row(
            "lab 2: a snapshot that failed, Cinder's message",
            "create snapshot:Snapshot failed to create.",
            "snapshot-failed",
            "could not make the volume snapshot"),
        row(
            "lab 6: instances, 403",
            "Quota exceeded for instances: Requested 1, but already used 11 of 11 instances",
            "quota-counted",
            "The quota of lab is full: instances, 11 of 11 used, 1 more needed."),
        row(
            "lab 6: memory, 403",
            "Quota exceeded for ram: Requested 2048, but already used 34816 of 34817 ram",
            "quota-counted",
            "ram, 34816 of 34817 used, 2048 more needed"),
        row(
            "lab 6: gigabytes, 413",
            "VolumeSizeExceedsAvailableQuota: Requested volume or snapshot exceeds allowed"
                + " gigabytes quota. Requested 2G, quota is 23G and 22G has been consumed.",
            "quota-gigabytes",
            "22 GB of 23 GB used, 2 GB more needed"),
        row(
            "lab 6: volumes, in the fault of a boot",
            "Build of instance "
                + ID
                + " aborted: VolumeLimitExceeded: Maximum number of volumes allowed (5) exceeded"
                + " for quota 'volumes'.",
            "quota-limit",
            "all 5 volumes are used"),
        row(
            "lab 7: no such instance, 404",
            "Instance 00000000-0000-4000-8000-000000000000 could not be found.",
            "instance-gone",
            "The instance is gone, or belongs to another project"),
        row(
            "lab 7: no such volume, 404",
            "Volume 00000000-0000-4000-8000-000000000000 could not be found.",
            "volume-gone",
            "The volume is gone"),
        row(
            "lab 7: a snapshot deleted twice, 404",
            "Snapshot 38579dc9-9af6-4b64-b090-691c37ad8e46 could not be found.",
            "snapshot-gone",
            "The volume snapshot is gone"),
        row(
            "lab 7: a snapshot of a volume in error, 400",
            "Invalid volume: The snapshot cannot be created when the volume is in error status.",
            "volume-bad",
            "The volume is in error, so it cannot be snapshotted."),
        row(
            "lab 7: a locked instance, 409",
            "Instance " + ID + " is locked",
            "instance-locked",
            "The instance is locked."),
        row(
            "lab 7: an image of somebody else, 403",
            "You do not own this image<br /><br />\n\n\n",
            "image-foreign",
            "The image belongs to another project."),
        row(
            "lab 7: a name with a line break, 400",
            "An invalid 'name' value was provided. The name must be: printable characters. Can not"
                + " start or end with whitespace.",
            "name",
            "lab does not take this name"),
        row(
            "lab 7: a value of the wrong type, 400",
            "Invalid input for field/attribute a. Value: 1. 1 is not of type 'string'",
            "schema",
            "does not understand what the bot asked for"),
        row(
            "race F: a value that is too long, 413",
            "Invalid metadata size: Metadata property value greater than 255 characters",
            "metadata",
            "refused what the bot writes on it"),
        row(
            "race G: somebody else's keypair, 400",
            "Invalid key_name provided.",
            "keypair",
            "The bot's user has no such keypair"),
        row(
            "race H: two groups of one name, 409",
            "Multiple security_group matches found for name 'web', use an ID to be more specific.",
            "group-twice",
            "Several security groups have one name"),
        row(
            "race H: no such group, 400",
            "Security group web not found for project 5b2fd4c9181640f1a3ff30f4d35ed50b.",
            "group-gone",
            "A security group is gone"),
        row(
            "race K: a protected image, 403",
            "Image " + ID + " is protected and cannot be deleted.",
            "image-protected",
            "The image is protected"),
        row(
            "an image that its store keeps, 409",
            "Image "
                + ID
                + " could not be deleted because it is in use: The image cannot be deleted"
                + " because it has snapshot(s).",
            "image-used",
            "The image is in use, so lab keeps it"),
        row(
            "storage without room, Cinder's message",
            "schedule allocate volume:Could not find any available weighted backend.",
            "backend",
            "has no room or no backend"),
        row("no such flavor, 404", "Flavor f1 could not be found.", "flavor-gone", "The flavor"),
        row("no such network, 400", "Network n1 could not be found.", "network-gone", "network is"),
        row(
            "no such type, 404",
            "Volume type with name fast could not be found.",
            "volume-type",
            "The volume type is gone"),
        row(
            "no such zone, 400",
            "The requested availability zone is not available",
            "zone",
            "The availability zone is not to be had"),
        row(
            "memory, 400",
            "Flavor's memory is too small for requested image.",
            "memory-small",
            "too little memory"),
        row(
            "an image that cannot be used, 400",
            "Image " + ID + " is unacceptable: Image not in a supported format",
            "image-unusable",
            "cannot use this image"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("said")
  void whatACloudSaysBecomesASentenceAndANextStep(
      String where, String said, String name, String read) {
    Explained explained = FailureTable.explain("lab", said).orElseThrow();
    assertEquals("cloud.failure." + name, explained.what().key(), where);
    String what = Asking.read(explained.what());
    assertTrue(what.contains(read), what);
    String both = what + "\n" + Asking.read(explained.next());
    assertFalse(both.contains("Build of instance") || both.contains("Request-ID"), both);
    assertFalse(both.contains("<br") || both.matches("(?s).*\\{\\d.*"), both);
  }

  @Test
  void eachCauseHasBeenSeen() {
    Set<String> seen =
        said().map(row -> (String) row.get()[2]).collect(Collectors.toCollection(TreeSet::new));
    Set<String> rows =
        FailureTable.ROWS.stream()
            .map(FailureTable.Row::name)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(rows, seen);
  }

  private static CloudException refused(CloudException.Kind kind, int status, String said) {
    return new CloudException(kind, "lab", "compute", status, said, "req-1", null);
  }

  @Test
  void aKnownRefusalIsToldByItsWords() {
    Explained explained =
        CloudErrors.explain(
            refused(CloudException.Kind.BAD_REQUEST, 400, "Invalid key_name provided."));
    assertEquals("cloud.failure.keypair", explained.what().key());
  }

  @Test
  void anUnknownRefusalIsToldByItsKindCleaned() {
    Explained explained =
        CloudErrors.explain(
            refused(
                CloudException.Kind.BAD_REQUEST,
                400,
                "Invalid input received: the <b>moon</b>\nis\u0007 full (HTTP 400) (Request-ID:"
                    + " req-1cb3bf5e-453d-43e3-83c5-eb13a478f26e)"));
    assertEquals(
        "lab refused the request (compute): the moon is full", Asking.read(explained.what()));
  }

  @Test
  void whatIsWrongWithTheCloudItselfIsNotReadAsAWordAboutTheRequest() {
    Explained explained =
        CloudErrors.explain(
            refused(CloudException.Kind.SERVER_ERROR, 500, "Quota exceeded for instances"));
    assertEquals("cloud.error.server-error", explained.what().key());
  }

  @Test
  void wordsThatNobodyKnowsHaveNoRow() {
    assertEquals(Optional.empty(), FailureTable.explain("lab", "the moon is full"));
  }

  @Test
  void theRequestIdsOfOtherServicesAreFoundInTheWords() {
    assertEquals(
        Set.of("req-1cb3bf5e-453d-43e3-83c5-eb13a478f26e"),
        CloudWords.requestIds(
            "no (HTTP 400) (Request-ID: req-1cb3bf5e-453d-43e3-83c5-eb13a478f26e) (Request-ID:"
                + " req-9a751657-88"));
  }
}
