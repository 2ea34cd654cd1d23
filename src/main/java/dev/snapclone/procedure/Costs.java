package dev.snapclone.procedure;

import dev.snapclone.cloud.Flavor;
import dev.snapclone.config.CostSettings;
import dev.snapclone.config.CostSettings.Prices;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What things cost, by the configured prices. Of what has no price nothing is said, and a sum that
 * lacks some of it says "at least".
 */
public record Costs(CostSettings settings) {
  /** A year's hours by twelve, as providers count a month. */
  private static final BigDecimal MONTH = BigDecimal.valueOf(730);

  private static final BigDecimal HOUR = BigDecimal.valueOf(3600);
  private static final BigDecimal GIB = BigDecimal.valueOf(1024);

  /**
   * A price for an hour.
   *
   * @param whole whether everything has a price
   */
  private record Sum(BigDecimal hour, boolean whole) {}

  /** What it costs a month, as a sentence without a full stop; empty where nothing has a price. */
  public Optional<Text> aMonth(String cloud, Bill bill, int times) {
    return said("month", cloud, bill, MONTH.multiply(BigDecimal.valueOf(times)));
  }

  /** What it costs from its beginning to the end of its lease. */
  public Optional<Text> untilEnd(String cloud, Bill bill, Duration time) {
    return said("end", cloud, bill, hours(time));
  }

  /** What it costs at most, since it stands no longer. */
  Optional<Text> whileIt(String cloud, Bill bill, Duration time) {
    return said("most", cloud, bill, hours(time));
  }

  /** What the job of a plan costs; a lease counts where the plan itself has no end. */
  public Optional<Text> of(String cloud, Bill.Priced plan, @Nullable Duration keep) {
    Bill bill = plan.bill();
    Duration stands = plan.stands();
    if (stands != null) {
      return whileIt(cloud, bill, stands);
    }
    return keep == null ? aMonth(cloud, bill, 1) : untilEnd(cloud, bill, keep);
  }

  /** Whether a line tells what a job costs. */
  public static boolean tells(Text line) {
    return line.key().startsWith("costs.");
  }

  /** The same for the middle of a line. */
  public static Text small(Text line) {
    return new Text(line.key() + ".small", line.args());
  }

  private static BigDecimal hours(Duration time) {
    return BigDecimal.valueOf(time.toSeconds()).divide(HOUR, MathContext.DECIMAL64);
  }

  private Optional<Text> said(String when, String cloud, Bill bill, BigDecimal hours) {
    Sum sum = sum(settings.of(cloud), bill);
    BigDecimal money = sum.hour().multiply(hours);
    return money.signum() == 0
        ? Optional.empty()
        : Optional.of(
            Text.of(
                "costs." + when + (sum.whole() ? "" : "-least"),
                Arg.plain(rounded(money) + " " + settings.currency())));
  }

  private static Sum sum(Prices prices, Bill bill) {
    BigDecimal hour = BigDecimal.ZERO;
    boolean whole = true;
    for (Bill.Item item : bill.items()) {
      BigDecimal price = price(prices, item);
      whole &= price != null;
      hour = price == null ? hour : hour.add(price);
    }
    return new Sum(hour, whole);
  }

  /** What a thing costs in an hour; null when that is not known. */
  private static @Nullable BigDecimal price(Prices prices, Bill.Item item) {
    if (item.flavor() != null) {
      return price(prices, item.flavor());
    }
    BigDecimal month =
        switch (item.kind()) {
          case IMAGE_SNAPSHOT -> prices.imageSnapshot();
          case VOLUME_SNAPSHOT -> prices.volumeSnapshot();
          default -> {
            String type = Objects.requireNonNullElse(item.volumeType(), "");
            BigDecimal own = prices.volumeTypes().get(type);
            yield own == null ? prices.volume() : own;
          }
        };
    return month == null || item.gb() == 0
        ? null
        : month.multiply(BigDecimal.valueOf(item.gb())).divide(MONTH, MathContext.DECIMAL64);
  }

  private static @Nullable BigDecimal price(Prices prices, Flavor flavor) {
    BigDecimal own = prices.flavors().get(flavor.name());
    if (own != null || prices.core() == null || prices.ram() == null) {
      return own;
    }
    BigDecimal gigabytes = BigDecimal.valueOf(flavor.ramMb()).divide(GIB, MathContext.DECIMAL64);
    return prices
        .core()
        .multiply(BigDecimal.valueOf(flavor.vcpus()))
        .add(prices.ram().multiply(gigabytes));
  }

  /** Two decimals, and of less than that two digits, since 0.00 would be wrong. */
  private static String rounded(BigDecimal money) {
    BigDecimal cents = money.setScale(2, RoundingMode.HALF_UP);
    return cents.signum() == 0
        ? money.round(new MathContext(2, RoundingMode.HALF_UP)).toPlainString()
        : cents.toPlainString();
  }
}
