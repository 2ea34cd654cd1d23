package dev.snapclone.procedure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.cloud.InMemorySeed;
import dev.snapclone.request.Asking;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  private final Names names =
      new Names("{instance}-{date}-{time}", "{instance}-clone-{n}", ZoneOffset.UTC);

  @Test
  void aSnapshotIsNamedByTheTemplateInTheConfiguredZone() {
    assertEquals("web-01-2026-11-23-0930", names.snapshot("web-01", Asking.NOW));
    assertEquals(
        "web-01-2026-11-23-1030",
        new Names("{instance}-{date}-{time}", "x", ZoneId.of("Europe/Stockholm"))
            .snapshot("web-01", Asking.NOW));
  }

  @Test
  void aCloneTakesTheSmallestFreeNumber() {
    assertEquals("web-01-clone-1", names.clone("web-01", Asking.NOW, name -> false));
    assertEquals(
        "web-01-clone-2",
        names.clone("web-01", Asking.NOW, List.of("web-01-clone-1", "web-01-clone-3")::contains));
    Names unnumbered = new Names("s", "copy of {instance}", ZoneOffset.UTC);
    assertEquals("copy of web-01", unnumbered.clone("web-01", Asking.NOW, name -> false));
    assertEquals(
        "copy of web-01-2", unnumbered.clone("web-01", Asking.NOW, "copy of web-01"::equals));
  }

  @Test
  void aLongNameGivesWaySoThatDateAndNumberStay() {
    String longest = "x".repeat(255);
    String snapshot = names.snapshot(longest, Asking.NOW);
    assertEquals(255, snapshot.length());
    assertTrue(snapshot.endsWith("-2026-11-23-0930"));
    String first = names.clone(longest, Asking.NOW, name -> false);
    assertEquals(255, first.length());
    assertTrue(names.clone(longest, Asking.NOW, first::equals).endsWith("-clone-2"));
  }

  @Test
  void aNameThatLooksLikeATemplateIsTakenLiterally() {
    assertEquals(
        "{n}{date}{instance}-clone-1",
        names.clone("{n}{date}{instance}", Asking.NOW, name -> false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"web 🔥", "a\nb", "x\u202Ey", "", "\u0000", "   ", "\uD83D", InMemorySeed.NASTY})
  void everyNameOfAnInstanceMakesANameThatEveryServiceTakes(String instance) {
    assertTaken(names.snapshot(instance, Asking.NOW));
    assertTaken(names.clone(instance, Asking.NOW, name -> false));
    assertTaken(Names.safe(instance));
  }

  @Test
  void randomNamesAreMadeSafeToo() {
    Random random = new Random(20261123);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder name = new StringBuilder();
      int length = random.nextInt(400);
      for (int c = 0; c < length; c++) {
        name.append((char) random.nextInt(0x10000));
      }
      assertTaken(names.snapshot(name.toString(), Asking.NOW));
      assertTaken(names.clone(name.toString(), Asking.NOW, any -> false));
      String safe = Names.safe(name.toString());
      assertTaken(safe);
      assertEquals(safe, Names.given(safe), "what is made safe may be given");
    }
  }

  /** As the lab's nova and cinder answered. */
  private static void assertTaken(String name) {
    assertTrue(!name.isBlank() && name.length() <= 255, name);
    assertEquals(name.strip(), name);
    assertTrue(
        name.codePoints()
            .noneMatch(
                c ->
                    c > 0xFFFF
                        || Character.isISOControl(c)
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.SURROGATE
                        || c == 0x2028
                        || c == 0x2029),
        name);
  }

  @Test
  void whatAPersonNamesIsTakenAsItIsOrRefusedWithTheReason() {
    assertEquals("Före migrering `x` @everyone", Names.given(" Före migrering `x` @everyone "));
    assertEquals("a b", Names.given("\u00a0a\u00a0b\u2003"));
    assertTrue(Asking.refused(() -> Names.given("web 🔥")).contains("emoji"));
    assertTrue(Asking.refused(() -> Names.given("a\nb")).contains("line break"));
    assertTrue(Asking.refused(() -> Names.given("x\u202Ey")).contains("invisible"));
    assertTrue(Asking.refused(() -> Names.given("x".repeat(256))).contains("256 characters"));
    assertEquals(255, Names.given("x".repeat(255)).length());
    assertTrue(Asking.refused(() -> Names.given("  ")).contains("empty"));
  }
}
