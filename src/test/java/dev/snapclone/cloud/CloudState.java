package dev.snapclone.cloud;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an {@link InMemoryCloud} holds. Guarded by the cloud's lock. */
final class CloudState {
  final String cloudName;
  final Shelf<Instance> instances = new Shelf<>();
  final Shelf<Image> images = new Shelf<>();
  final Shelf<Volume> volumes = new Shelf<>();
  final Shelf<VolumeSnapshot> snapshots = new Shelf<>();

  /** What the volume of a snapshot was like: a snapshot outlives it. */
  final Map<String, Volume> volumeBehind = new HashMap<>();

  /** In the order in which they were plugged in. */
  final List<Port> ports = new ArrayList<>();

  /** Ports that a client made: they outlive their instances. */
  final Set<String> clientPorts = new HashSet<>();

  final Map<String, List<VolumeAttachment>> attachments = new HashMap<>();
  final Map<String, List<InstanceAction>> actions = new HashMap<>();
  final Map<String, List<CloudMessage>> messages = new HashMap<>();
  final Map<String, Flavor> flavors = new HashMap<>();
  final List<Network> networks = new ArrayList<>();
  final List<SecurityGroup> groups = new ArrayList<>();
  final List<Keypair> keypairs = new ArrayList<>();
  final List<ServerGroup> serverGroups = new ArrayList<>();
  final List<VolumeType> volumeTypes = new ArrayList<>();

  /** Types of another back end: no volume of such a type is made from a snapshot of another. */
  final Set<String> foreignTypes = new HashSet<>();

  final List<String> zones = new ArrayList<>(List.of("nova"));
  @Nullable String console;
  final Set<Abilities.Ability> lacking = EnumSet.noneOf(Abilities.Ability.class);
  final Map<Quota.Item, Long> limits = new EnumMap<>(Quota.Item.class);
  final Map<String, Long> typeLimits = new HashMap<>();
  final List<Birth> births = new ArrayList<>();

  Account account = new Account("user-demo", "demo", "project-demo", "demo");
  @Nullable String nextBuildFails;
  @Nullable String nextVolumeFails;
  @Nullable String nextVolumeSnapshotFails;
  boolean nextSetStopsHalfway;
  boolean nextImageVanishes;
  boolean imagesStayQueued;
  boolean tasksUntold;
  boolean snapshotsBusyWithVolumes;
  boolean neverAnAddress;
  final List<NewInstance> launched = new ArrayList<>();
  int hiddenFromLists;
  int hosts = 3;

  /** Starts are accepted, and come to nothing. */
  boolean startsFail;

  private Instant now = Instant.parse("2026-11-22T19:00:00Z");
  private int lastAddress = 10;
  private int lastRequest;

  /** A resource made through the port, with the mark given then, whatever it inherited. */
  record Birth(ResourceKind kind, String id, @Nullable String job, @Nullable String step) {}

  CloudState(String cloudName) {
    this.cloudName = cloudName;
    limits.put(Quota.Item.INSTANCES, 40L);
    limits.put(Quota.Item.CORES, 80L);
    limits.put(Quota.Item.RAM_MB, 204_800L);
    limits.put(Quota.Item.VOLUMES, 40L);
    limits.put(Quota.Item.SNAPSHOTS, 40L);
    limits.put(Quota.Item.GIGABYTES, 4000L);
    limits.put(Quota.Item.PORTS, 500L);
    limits.put(Quota.Item.SERVER_GROUP_MEMBERS, 10L);
    volumeTypes.add(new VolumeType("type-default", "__DEFAULT__", false));
  }

  List<Port> portsOf(String instanceId) {
    return ports.stream().filter(p -> p.instanceId().equals(instanceId)).toList();
  }

  String newId() {
    return UUID.randomUUID().toString();
  }

  /** It is at least that late; the cloud's clock never goes back. */
  void time(Instant at) {
    now = at.isAfter(now) ? at : now;
  }

  Instant tick() {
    now = now.plus(Duration.ofSeconds(1));
    return now;
  }

  String newAddress() {
    return "10.0.0." + ++lastAddress;
  }

  String newRequest() {
    return "req-%08d".formatted(++lastRequest);
  }

  void born(ResourceKind kind, String id, Map<String, String> marks) {
    births.add(new Birth(kind, id, marks.get(Marks.JOB), marks.get(Marks.STEP)));
  }

  /** A job took over what it had Nova make. */
  void adopted(ResourceKind kind, String id, Map<String, String> marks) {
    births.removeIf(birth -> birth.id().equals(id));
    born(kind, id, marks);
  }

  Optional<Flavor> flavor(String id) {
    return Optional.ofNullable(flavors.get(id));
  }

  void message(String resource, String eventId, String words) {
    messages
        .computeIfAbsent(resource, r -> new ArrayList<>())
        .add(0, new CloudMessage(eventId, words, newRequest(), tick()));
  }

  long used(Quota.Item item) {
    return switch (item) {
      case INSTANCES -> instances.peekAll().size();
      case CORES -> flavorsInUse().stream().mapToLong(Flavor::vcpus).sum();
      case RAM_MB -> flavorsInUse().stream().mapToLong(Flavor::ramMb).sum();
      case VOLUMES -> volumes.peekAll().size();
      case SNAPSHOTS -> snapshots.peekAll().size();
      case GIGABYTES ->
          volumes.peekAll().stream().mapToLong(Volume::sizeGb).sum()
              + snapshots.peekAll().stream().mapToLong(VolumeSnapshot::sizeGb).sum();
      case PORTS -> ports.size();
      case SECURITY_GROUPS -> groups.size();
      case SERVER_GROUP_MEMBERS -> 0;
    };
  }

  private List<Flavor> flavorsInUse() {
    return instances.peekAll().stream()
        .flatMap(i -> flavor(i.launched().flavorId()).stream())
        .toList();
  }

  boolean fits(Quota.Item item, long more) {
    Long limit = limits.get(item);
    return limit == null || limit < 0 || used(item) + more <= limit;
  }

  Quota quota(Set<Quota.Item> wanted) {
    Map<Quota.Item, Quota.Usage> items = new EnumMap<>(Quota.Item.class);
    limits.forEach((item, limit) -> items.put(item, new Quota.Usage(limit, used(item))));
    Map<String, Quota.Usage> byType = new HashMap<>();
    typeLimits.forEach(
        (key, limit) -> {
          String type = key.substring(key.indexOf('_') + 1);
          List<Volume> ofType =
              volumes.peekAll().stream().filter(v -> type.equals(v.type().name())).toList();
          long used =
              key.startsWith("gigabytes_")
                  ? ofType.stream().mapToLong(Volume::sizeGb).sum()
                  : ofType.size();
          byType.put(key, new Quota.Usage(limit, used));
        });
    items.keySet().retainAll(wanted);
    return new Quota(items, byType);
  }

  CloudException bad(String service, String said) {
    return error(CloudException.Kind.BAD_REQUEST, service, 400, said);
  }

  CloudException missing(String service, String said) {
    return error(CloudException.Kind.NOT_FOUND, service, 404, said);
  }

  CloudException conflict(String service, String said) {
    return error(CloudException.Kind.CONFLICT, service, 409, said);
  }

  CloudException overQuota(String service, int status, String said) {
    return error(CloudException.Kind.QUOTA, service, status, said);
  }

  CloudException error(CloudException.Kind kind, String service, int status, String said) {
    return new CloudException(
        kind, cloudName, service, status, said, status == 0 ? null : newRequest(), null);
  }

  /** Names that Nova takes: printable, not beyond the basic plane, not empty, at most 255. */
  void checkName(String name, String service) {
    boolean printable =
        name.equals(name.strip())
            && name.codePoints().noneMatch(c -> c > 0xFFFF || Character.isISOControl(c))
            && name.indexOf('\u202e') < 0;
    if (name.isEmpty() || name.length() > 255 || !printable) {
      throw bad(
          service,
          "An invalid 'name' value was provided. The name must be: printable characters. Can not"
              + " start or end with whitespace.");
    }
  }

  /** Values that every service takes. */
  void checkMetadata(Map<String, String> metadata, String service) {
    metadata.forEach(
        (key, value) -> {
          if (value.length() > Marks.MAX_VALUE
              || value.codePoints().anyMatch(c -> c > 126 || c < 32)) {
            throw bad(service, "Invalid metadata: " + key);
          }
        });
  }
}
