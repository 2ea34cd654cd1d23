package dev.snapclone.cloud;

import java.util.Map;
import java.util.Optional;

/**
 * Limits and use of a project. A missing item means that the cloud did not report it.
 *
 * @param items by item
 * @param perVolumeType Cinder's extra limits, by their own key such as {@code gigabytes_fast}
 */
public record Quota(Map<Item, Usage> items, Map<String, Usage> perVolumeType) {
  public Quota {
    items = Map.copyOf(items);
    perVolumeType = Map.copyOf(perVolumeType);
  }

  /** What is counted. */
  public enum Item {
    INSTANCES,
    CORES,
    RAM_MB,
    VOLUMES,
    SNAPSHOTS,
    /** GiB of volumes and snapshots together. */
    GIGABYTES,
    PORTS,
    SECURITY_GROUPS,
    /** Members of one server group; each group has the same limit, and its use is not told. */
    SERVER_GROUP_MEMBERS
  }

  /**
   * Limit and use.
   *
   * @param limit the limit; -1 for none
   * @param used used and reserved
   */
  public record Usage(long limit, long used) {
    /** Whether so much more would still fit. */
    public boolean fits(long more) {
      return limit < 0 || used + more <= limit;
    }
  }

  /** Limit and use of one item, empty when the cloud did not report it. */
  public Optional<Usage> of(Item item) {
    return Optional.ofNullable(items.get(item));
  }
}
