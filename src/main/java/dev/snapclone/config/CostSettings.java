package dev.snapclone.config;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What things cost.
 *
 * @param currency as people write it, such as EUR; empty where nothing is priced
 * @param usual the prices where a cloud has none of its own
 * @param byCloud the prices of clouds that differ, completed by the usual ones
 */
public record CostSettings(String currency, Prices usual, Map<String, Prices> byCloud) {
  /** Nothing has a price. */
  public static final CostSettings NONE = new CostSettings("", Prices.NONE, Map.of());

  public CostSettings {
    byCloud = Map.copyOf(byCloud);
  }

  /** The prices of a cloud. */
  public Prices of(String cloud) {
    return byCloud.getOrDefault(cloud, usual);
  }

  /**
   * Prices; null for what has none.
   *
   * @param imageSnapshot a GB-month
   * @param volumeSnapshot a GB-month
   * @param volume a GB-month of a type without a price of its own
   * @param volumeTypes a GB-month, by the type's name
   * @param flavors an hour, by the flavor's name
   * @param core an hour of a core of another flavor
   * @param ram an hour of a GB of memory of another flavor
   */
  public record Prices(
      @Nullable BigDecimal imageSnapshot,
      @Nullable BigDecimal volumeSnapshot,
      @Nullable BigDecimal volume,
      Map<String, BigDecimal> volumeTypes,
      Map<String, BigDecimal> flavors,
      @Nullable BigDecimal core,
      @Nullable BigDecimal ram) {
    static final Prices NONE = new Prices(null, null, null, Map.of(), Map.of(), null, null);

    public Prices {
      volumeTypes = Map.copyOf(volumeTypes);
      flavors = Map.copyOf(flavors);
    }
  }
}
