package dev.snapclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.CloudException.Kind;
import dev.snapclone.cloud.Quota;
import dev.snapclone.cloud.Quota.Item;
import dev.snapclone.cloud.Quota.Usage;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits and use, from Nova, Cinder and Neutron. Missing or invalid answers are no error: the cloud
 * enforces its quotas anyway.
 */
final class Quotas {
  private static final Logger LOG = LoggerFactory.getLogger(Quotas.class);

  private static final Set<Item> COMPUTE =
      EnumSet.of(Item.INSTANCES, Item.CORES, Item.RAM_MB, Item.SERVER_GROUP_MEMBERS);
  private static final Set<Item> VOLUME = EnumSet.of(Item.VOLUMES, Item.SNAPSHOTS, Item.GIGABYTES);
  private static final Set<Item> NETWORK = EnumSet.of(Item.PORTS, Item.SECURITY_GROUPS);

  /** More than any cloud has; avoids overflows. */
  private static final long MOST = 1L << 50;

  private static final Pattern PER_TYPE = Pattern.compile("(gigabytes|volumes|snapshots)_.+");

  private final Calls calls;

  Quotas(Calls calls) {
    this.calls = calls;
  }

  Quota quota(Set<Item> wanted) {
    Map<Item, Usage> items = new EnumMap<>(Item.class);
    Map<String, Usage> perType = new HashMap<>();
    String project = calls.signedIn().projectId();
    if (wanted.stream().anyMatch(COMPUTE::contains)) {
      read(Api.COMPUTE, "/limits", Map.of(), n -> compute(n, items));
    }
    if (wanted.stream().anyMatch(VOLUME::contains)
        && !read(
            Api.VOLUME,
            "/os-quota-sets/" + calls.id(Api.VOLUME, project),
            Map.of("usage", "true"),
            n -> volumes(n, items, perType))) {
      read(Api.VOLUME, "/limits", Map.of(), n -> volumeLimits(n, items));
    }
    if (wanted.stream().anyMatch(NETWORK::contains)) {
      read(
          Api.NETWORK,
          "/quotas/" + calls.id(Api.NETWORK, project) + "/details.json",
          Map.of(),
          n -> network(ApiJson.need(n, "quota"), items));
    }
    items.keySet().retainAll(wanted);
    return new Quota(items, perType);
  }

  private boolean read(
      Api api, String path, Map<String, String> params, Consumer<JsonNode> reader) {
    try {
      return calls.get(
          api,
          path,
          params,
          n -> {
            reader.accept(n);
            return true;
          });
    } catch (CloudException e) {
      if (e.kind() == Kind.UNAUTHENTICATED) {
        throw e;
      }
      LOG.info("a quota is not told: {}", e.getMessage());
      return false;
    }
  }

  private static void compute(JsonNode n, Map<Item, Usage> items) {
    JsonNode absolute = ApiJson.need(ApiJson.need(n, "limits"), "absolute");
    put(items, Item.INSTANCES, limit(absolute, "maxTotalInstances", "totalInstancesUsed"));
    put(items, Item.CORES, limit(absolute, "maxTotalCores", "totalCoresUsed"));
    put(items, Item.RAM_MB, limit(absolute, "maxTotalRAMSize", "totalRAMUsed"));
    put(items, Item.SERVER_GROUP_MEMBERS, unused(absolute, "maxServerGroupMembers"));
  }

  private static void network(JsonNode quota, Map<Item, Usage> items) {
    put(items, Item.PORTS, usage(quota.path("port"), "used"));
    put(items, Item.SECURITY_GROUPS, usage(quota.path("security_group"), "used"));
  }

  private static void volumeLimits(JsonNode n, Map<Item, Usage> items) {
    JsonNode absolute = ApiJson.need(ApiJson.need(n, "limits"), "absolute");
    put(items, Item.VOLUMES, limit(absolute, "maxTotalVolumes", "totalVolumesUsed"));
    put(items, Item.SNAPSHOTS, limit(absolute, "maxTotalSnapshots", "totalSnapshotsUsed"));
    put(items, Item.GIGABYTES, limit(absolute, "maxTotalVolumeGigabytes", "totalGigabytesUsed"));
  }

  private static void volumes(JsonNode n, Map<Item, Usage> items, Map<String, Usage> perType) {
    JsonNode set = ApiJson.need(n, "quota_set");
    put(items, Item.VOLUMES, usage(set.path("volumes"), "in_use"));
    put(items, Item.SNAPSHOTS, usage(set.path("snapshots"), "in_use"));
    put(items, Item.GIGABYTES, usage(set.path("gigabytes"), "in_use"));
    set.properties()
        .forEach(
            e -> {
              Usage usage = usage(e.getValue(), "in_use");
              if (usage != null && PER_TYPE.matcher(e.getKey()).matches()) {
                perType.put(e.getKey(), usage);
              }
            });
  }

  private static <K> void put(Map<K, Usage> map, K key, @Nullable Usage usage) {
    if (usage != null) {
      map.put(key, usage);
    }
  }

  /** A limit whose use depends on what is counted. */
  private static @Nullable Usage unused(JsonNode n, String limitKey) {
    return credible(ApiJson.numberOrNull(n, limitKey), 0L);
  }

  private static @Nullable Usage limit(JsonNode n, String limitKey, String usedKey) {
    return credible(ApiJson.numberOrNull(n, limitKey), ApiJson.numberOrNull(n, usedKey));
  }

  private static @Nullable Usage credible(@Nullable Long limit, @Nullable Long used) {
    if (limit == null || used == null) {
      return null;
    }
    boolean credible = limit >= -1 && limit < MOST && used >= 0 && used < MOST;
    return credible ? new Usage(limit, used) : null;
  }

  private static @Nullable Usage usage(JsonNode n, String usedKey) {
    Usage usage = limit(n, "limit", usedKey);
    Long reserved = ApiJson.numberOrNull(n, "reserved");
    return usage == null || reserved == null || reserved < 0 || reserved > MOST
        ? usage
        : new Usage(usage.limit(), usage.used() + reserved);
  }
}
