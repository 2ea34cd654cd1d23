package dev.snapclone.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Glance's and Cinder's part of the state. Guarded by the {@link CloudWorld}'s lock. */
final class StorageState {
  static final String DEFAULT_TYPE = "__DEFAULT__";

  final Map<String, Image> images = new LinkedHashMap<>();
  final Map<String, Volume> volumes = new LinkedHashMap<>();
  final Map<String, VolumeSnapshot> snapshots = new LinkedHashMap<>();
  final List<Message> messages = new ArrayList<>();
  final Map<String, String> typeIds = new LinkedHashMap<>();

  /** Types of another back end than the others. */
  final Set<String> foreignTypes = new LinkedHashSet<>();

  final Set<String> zones = new LinkedHashSet<>(List.of("nova"));

  record Message(
      String id,
      String projectId,
      String event,
      String text,
      String type,
      String resourceId,
      String requestId,
      Instant created) {}

  static final class Image {
    final String id;
    String name;
    final String ownerId;
    final Instant created;
    Instant updated;
    Instant listedFrom;
    String status = "queued";
    String visibility = "private";
    String diskFormat = "raw";
    @Nullable Long size;
    @Nullable String checksum;
    @Nullable String hash;
    int minDisk;
    int minRam;
    boolean guarded;
    final Set<String> tags = new LinkedHashSet<>();

    /** All additional properties; values are strings. */
    final Map<String, String> properties = new LinkedHashMap<>();

    /** Properties that are not strings, as in some real clouds; listed unchanged. */
    final Map<String, JsonNode> nonStringProperties = new LinkedHashMap<>();

    Image(String id, String name, String ownerId, Instant now) {
      this.id = id;
      this.name = name;
      this.ownerId = ownerId;
      this.created = now;
      this.updated = now;
      this.listedFrom = now;
    }
  }

  static final class Volume {
    final String id;
    @Nullable String name;
    @Nullable String description;
    final String projectId;
    final String userId;
    final int size;
    final Instant created;
    Instant updated;
    Instant listedFrom;
    String status = "creating";
    String type = DEFAULT_TYPE;
    String zone = "nova";
    boolean bootable;
    boolean encrypted;
    boolean multiattach;
    @Nullable String snapshotId;
    @Nullable String sourceVolumeId;

    /** volume_image_metadata; empty when it was not made from an image. */
    final Map<String, String> imageMetadata = new LinkedHashMap<>();

    final Map<String, String> metadata = new LinkedHashMap<>();

    /** The instance that it is attached to; null for none. */
    @Nullable Attached attached;

    Volume(String id, String projectId, String userId, int size, Instant now) {
      this.id = id;
      this.projectId = projectId;
      this.userId = userId;
      this.size = size;
      this.created = now;
      this.updated = now;
      this.listedFrom = now;
    }

    String shownName() {
      return name == null ? "" : name;
    }
  }

  record Attached(String instanceId, String device, String attachmentId, Instant at) {}

  static final class VolumeSnapshot {
    final String id;
    @Nullable String name;
    @Nullable String description;
    final Volume volume;
    final String userId;
    final Instant created;
    @Nullable Instant updated;
    Instant listedFrom;
    String status = "creating";
    String progress = "0%";
    final Map<String, String> metadata = new LinkedHashMap<>();
    final Map<String, String> imageMetadata = new LinkedHashMap<>();

    VolumeSnapshot(String id, @Nullable String name, Volume volume, String userId, Instant now) {
      this.id = id;
      this.name = name;
      this.volume = volume;
      this.userId = userId;
      this.created = now;
      this.listedFrom = now;
      this.imageMetadata.putAll(volume.imageMetadata);
    }

    String shownName() {
      return name == null ? "" : name;
    }
  }
}
