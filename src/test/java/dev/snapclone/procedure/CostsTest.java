package dev.snapclone.procedure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.snapclone.cloud.Flavor;
import dev.snapclone.config.CostSettings;
import dev.snapclone.config.CostSettings.Prices;
import dev.snapclone.i18n.Messages;
import dev.snapclone.i18n.PlainText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CostsTest {
  private static final Flavor SMALL = new Flavor("1", "small", 2, 4096, 20, 0, 0);
  private static final Flavor BIG = new Flavor("2", "big", 8, 16384, 80, 0, 0);
  private static final String LAB = "lab";

  private static Prices prices(@Nullable String image, @Nullable String core) {
    return new Prices(
        image == null ? null : new BigDecimal(image),
        new BigDecimal("0.04"),
        new BigDecimal("0.1"),
        Map.of("ssd", new BigDecimal("0.2")),
        Map.of("small", new BigDecimal("0.01")),
        core == null ? null : new BigDecimal(core),
        core == null ? null : new BigDecimal("0.001"));
  }

  private static final Costs COSTS =
      new Costs(
          new CostSettings("EUR", prices(null, null), Map.of("other", prices("0.03", "0.01"))));

  private static String aMonth(String cloud, Bill bill) {
    return COSTS
        .aMonth(cloud, bill, 1)
        .map(new PlainText(Messages.load(), Locale.ENGLISH)::of)
        .orElse("");
  }

  @Test
  void addsUpWhatAPlanMakes() {
    assertEquals(
        "About 19.30 EUR/month",
        aMonth(LAB, Bill.NOTHING.instance(SMALL).volume(40, "ssd").volume(40, "hdd")));
    assertEquals("About 7.30 EUR/month", aMonth(LAB, Bill.NOTHING.instance(SMALL)));
    assertEquals("About 21.90 EUR/month", aMonth(LAB, Bill.NOTHING.instance(SMALL).times(3)));
  }

  @Test
  void aSumThatLacksAPriceSaysSo() {
    Bill bill = Bill.NOTHING.volumeSnapshot(100).imageSnapshot(20);
    assertEquals("At least 4.00 EUR/month", aMonth(LAB, bill));
    assertEquals("About 4.60 EUR/month", aMonth("other", bill));
  }

  @Test
  void ofWhatHasNoPriceNothingIsSaid() {
    assertEquals("", aMonth(LAB, Bill.NOTHING.imageSnapshot(20)));
    assertEquals("", aMonth(LAB, Bill.NOTHING.instance(BIG)));
    assertEquals("", aMonth(LAB, Bill.NOTHING));
    assertEquals("", aMonth("other", Bill.NOTHING.imageSnapshot(0)), "of unknown size");
  }

  @Test
  void aFlavorWithoutAPriceIsPricedByItsSize() {
    // (8 * 0.01 + 16 * 0.001) * 730
    assertEquals("About 70.08 EUR/month", aMonth("other", Bill.NOTHING.instance(BIG)));
    assertEquals("About 7.30 EUR/month", aMonth("other", Bill.NOTHING.instance(SMALL)));
  }

  @Test
  void aLeaseEndsTheSum() {
    assertEquals(
        "About 0.72 EUR until it ends",
        COSTS
            .untilEnd(LAB, Bill.NOTHING.instance(SMALL), Duration.ofDays(3))
            .map(new PlainText(Messages.load(), Locale.ENGLISH)::of)
            .orElse(""));
  }

  @Test
  void littleMoneyIsNotNone() {
    assertEquals(
        "Up to 0.0017 EUR while it runs",
        COSTS
            .whileIt(LAB, Bill.NOTHING.instance(SMALL), Duration.ofMinutes(10))
            .map(new PlainText(Messages.load(), Locale.ENGLISH)::of)
            .orElse(""));
  }
}
