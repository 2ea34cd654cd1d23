package dev.snapclone.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.snapclone.access.NamePattern.Fit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which names are the same name, and which only look like it. */
class NamePatternTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "prod-1",
        "PROD-1",
        "p\u200brod-1",
        "\u2060prod-1\ufeff",
        "\u202eprod-1",
        "prod\u00ad-1",
        "p\u034frod\ufe0f-1",
        "prod-1\udb40\udc41",
        " prod-1\u00a0",
        "\uff50\uff52\uff4f\uff44-\uff11",
        "\ud835\udc29\ud835\udc2b\ud835\udc28\ud835\udc1d-1",
        "prod-\u00b9"
      })
  void theSameNameFits(String name) {
    assertEquals(Fit.FITS, NamePattern.fit("prod-1", name));
    assertEquals(Fit.FITS, NamePattern.fit("prod-?", name));
    assertEquals(Fit.FITS, NamePattern.fit("PR*", name));
    assertEquals(Fit.FITS, NamePattern.fit(name, "prod-1"), "patterns are read in the same way");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0440rod-1",
        "pr\u043ed-1",
        "PR\u039fD-1",
        "prod\u20101",
        "prod\u20121",
        "pr0d-1",
        "prod-l",
        "prod-I",
        "\u03c1\u0433\u03bf\u0501-1"
      })
  void whatLooksLikeItMayFit(String name) {
    assertEquals(Fit.MAY_FIT, NamePattern.fit("prod-1", name));
  }

  @ParameterizedTest
  @CsvSource({"web-*, vveb-1", "*-internal, web-internaI", "modern-*, modem-1"})
  void lettersThatTogetherLookLikeAnotherMayMatch(String pattern, String name) {
    assertEquals(Fit.MAY_FIT, NamePattern.fit(pattern, name));
  }

  @ParameterizedTest
  @CsvSource({"prod-*, product", "prod-1, prod-2", "db-*, web-1", "prod-??, prod-1"})
  void anotherNameDoesNotMatch(String pattern, String name) {
    assertEquals(Fit.NOT, NamePattern.fit(pattern, name));
  }

  @Test
  void wildcardsInANameAreNoPattern() {
    assertEquals(Fit.NOT, NamePattern.fit("prod-1", "*"));
  }
}
