package dev.snapclone.sandbox.openstack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Nova's part of the state. Guarded by the {@link CloudWorld}'s lock. */
final class ComputeState {
  final Map<String, Instance> instances = new LinkedHashMap<>();
  final Map<String, Flavor> flavors = new LinkedHashMap<>();
  final List<Keypair> keypairs = new ArrayList<>();
  final Set<String> zones = new LinkedHashSet<>(List.of("nova"));

  final Map<String, ServerGroup> serverGroups = new LinkedHashMap<>();
  boolean crossZoneAttach = true;
  int hosts = 3;

  /**
   * @param members ids, also of instances that are gone
   */
  record ServerGroup(
      String id, String name, String policy, String projectId, String userId, Set<String> members) {
    ServerGroup(String id, String name, String policy, String projectId, String userId) {
      this(id, name, policy, projectId, userId, new LinkedHashSet<>());
    }
  }

  record Flavor(String id, String name, int vcpus, int ram, int disk) {}

  record Keypair(
      String name, String userId, String publicKey, String fingerprint, Instant created, int id) {}

  record Fault(int code, String message, Instant created) {}

  record Attachment(
      String volumeId,
      String device,
      boolean deleteOnTermination,
      String attachmentId,
      String bdmId) {}

  static final class Action {
    final String name;
    final String requestId;
    final String userId;
    final Instant started;
    Instant updated;
    @Nullable String message;
    @Nullable String event;
    @Nullable String result;

    Action(String name, String requestId, String userId, Instant started) {
      this.name = name;
      this.requestId = requestId;
      this.userId = userId;
      this.started = started;
      this.updated = started;
    }
  }

  static final class Instance {
    final String id;
    String name;
    final String projectId;
    final String userId;
    final Flavor flavor;
    final Instant created;
    Instant updated;
    Instant listedFrom;

    /** Null when it boots from a volume. */
    @Nullable String imageId;

    /**
     * The properties that createImage copies: those of its image, or of its root volume's image.
     */
    final Map<String, String> imageProperties = new LinkedHashMap<>();

    final Map<String, String> metadata = new LinkedHashMap<>();
    final Set<String> tags = new LinkedHashSet<>();
    final List<Attachment> attachments = new ArrayList<>();

    /** Volumes that are reserved while it is built. */
    final Set<String> reserved = new LinkedHashSet<>();

    final List<Action> actions = new ArrayList<>();
    String status = "BUILD";
    String vmState = "building";
    @Nullable String taskState = "scheduling";
    int powerState;
    @Nullable Instant launched;
    @Nullable String keyName;
    String zone = "";
    String hostId = "";
    boolean locked;
    @Nullable String lockedReason;
    @Nullable String description;
    boolean configDrive;
    @Nullable String userData;
    @Nullable Fault fault;

    /** Deleted instances are kept for the history of their actions. */
    boolean gone;

    /** Raised by each new sequence of states, so that an older one stops. */
    int flow;

    Instance(String id, String name, String projectId, String userId, Flavor flavor, Instant now) {
      this.id = id;
      this.name = name;
      this.projectId = projectId;
      this.userId = userId;
      this.flavor = flavor;
      this.created = now;
      this.updated = now;
      this.listedFrom = now;
    }

    boolean volumeBooted() {
      return imageId == null;
    }
  }
}
