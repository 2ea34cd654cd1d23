package dev.snapclone.config;

import dev.snapclone.config.CostSettings.Prices;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code costs}: a currency, prices, and where a cloud's differ. */
final class CostsReader {
  /** A block with the user's own keys. */
  static final String KEY = "costs";

  private static final List<String> PRICES =
      List.of("image-snapshot", "volume-snapshot", "volume", "core-hour", "ram-hour");
  private static final List<String> NAMED = List.of("volume-types", "flavors", "per-cloud");

  private static final String CURRENCY = "currency";
  private static final String PER_CLOUD = "per-cloud";

  /** Stands in chat as it is. */
  private static final Pattern MONEY = Pattern.compile("\\p{L}{1,8}|\\p{Sc}");

  private final Values values;
  private final Problems problems;
  private final List<String> clouds;

  /**
   * @param clouds the configured clouds' names; empty when they could not be read
   */
  CostsReader(Values values, Problems problems, List<String> clouds) {
    this.values = values;
    this.problems = problems;
    this.clouds = clouds;
  }

  CostSettings read() {
    return Block.at(KEY, values.value(KEY), problems).map(this::read).orElse(CostSettings.NONE);
  }

  private CostSettings read(Block costs) {
    String currency = costs.text(CURRENCY);
    if (currency != null && !MONEY.matcher(currency).matches()) {
      costs.wrong(CURRENCY, "is no currency", "Write currency = EUR, or a sign such as €");
    }
    Prices usual = prices(costs, Prices.NONE);
    Map<String, Prices> byCloud = new LinkedHashMap<>();
    costs
        .block(PER_CLOUD)
        .ifPresent(
            all -> all.keys().forEach(cloud -> byCloud.put(cloud, ofCloud(all, cloud, usual))));
    costs.reportUnknown();
    if (currency == null) {
      priced(costs)
          .ifPresent(
              key -> costs.wrong(key, "is no use without costs.currency", "Write currency = EUR"));
    }
    return currency == null ? CostSettings.NONE : new CostSettings(currency, usual, byCloud);
  }

  /** A key with a price, if there is one. */
  private static Optional<String> priced(Block costs) {
    return Stream.concat(
            PRICES.stream().filter(costs::has),
            NAMED.stream()
                .filter(key -> costs.block(key).filter(it -> !it.keys().isEmpty()).isPresent()))
        .findFirst();
  }

  private Prices ofCloud(Block all, String cloud, Prices usual) {
    if (!clouds.isEmpty() && !clouds.contains(cloud)) {
      all.wrong(
          cloud,
          "is no configured cloud",
          Nearest.to(cloud, clouds)
              .map(near -> "Did you mean " + near + "?")
              .orElse("There is " + String.join(", ", clouds)));
    }
    return all.block(cloud)
        .map(
            block -> {
              Prices its = prices(block, usual);
              block.reportUnknown();
              return its;
            })
        .orElse(usual);
  }

  private static Prices prices(Block block, Prices otherwise) {
    return new Prices(
        price(block, "image-snapshot", otherwise.imageSnapshot()),
        price(block, "volume-snapshot", otherwise.volumeSnapshot()),
        price(block, "volume", otherwise.volume()),
        prices(block, "volume-types", otherwise.volumeTypes()),
        prices(block, "flavors", otherwise.flavors()),
        price(block, "core-hour", otherwise.core()),
        price(block, "ram-hour", otherwise.ram()));
  }

  private static @Nullable BigDecimal price(
      Block block, String key, @Nullable BigDecimal otherwise) {
    BigDecimal price = block.price(key);
    return price == null ? otherwise : price;
  }

  private static Map<String, BigDecimal> prices(
      Block block, String key, Map<String, BigDecimal> otherwise) {
    Map<String, BigDecimal> all = new LinkedHashMap<>(otherwise);
    block
        .block(key)
        .ifPresent(
            named ->
                named
                    .keys()
                    .forEach(
                        name -> {
                          BigDecimal price = named.price(name);
                          if (price != null) {
                            all.put(name, price);
                          }
                        }));
    return all;
  }
}
