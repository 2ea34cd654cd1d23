package dev.snapclone.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.clone.CloneBench;
import dev.snapclone.command.Button;
import dev.snapclone.command.Choice;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Picture;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Outcome;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.Os;
import dev.snapclone.request.Asking;
import dev.snapclone.windows.picture.WindowsLanguage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of the guide, walked as its reader does. */
class GuideTest {
  private static final int TARGET_MAX = 80;
  private static final int ALT_MAX = 1024;

  /** Of an embed (resources/message.mdx, embed limits). */
  private static final int TITLE_MAX = 256;

  private static final int DESCRIPTION_MAX = 4096;

  /** Longer names are cut where they are shown. */
  private static final int NAME_SHOWN = 80;

  private final CloneBench bench = new CloneBench();
  private final WindowsGuide guide = new WindowsGuide();
  private final Outcome outcome = bench.clones("snapshot-id", bench.botSnapshot("win-ad-01"));
  private final List<GuidePress> presses = GuidePress.all(guide);

  private CloneMade facts() {
    return bench.jobs.find("j1").flatMap(CloneMade::of).orElseThrow();
  }

  private static CloneMade of(
      String job, CloneMade.Copy copy, List<String> addresses, CloneMade.Origin origin) {
    return new CloneMade(
        job,
        "lab",
        copy,
        new CloneMade.Login(addresses, List.of(), "", ""),
        origin,
        new CloneMade.Parts(List.of(), List.of(), null, null, ""),
        CloneMade.Since.NOTHING);
  }

  private Reply start() {
    return guide.start(facts(), "100", "en-GB");
  }

  private Reply presses(Invocation invocation) {
    return presses.stream()
        .filter(p -> p.name().equals(invocation.name()))
        .findFirst()
        .map(p -> Asking.press(p, bench.jobs, invocation))
        .orElseThrow();
  }

  private Reply presses(Reply on, String button) {
    String target =
        on.buttons().stream()
            .filter(b -> b.name().equals(button))
            .map(Button::target)
            .findFirst()
            .orElseThrow();
    return presses(Asking.presses(Asking.ANNA, button, target));
  }

  private Reply chooses(Reply on, WindowsLanguage language) {
    Choice choice = on.choice();
    assertNotNull(choice);
    return presses(
        Asking.presses(Asking.ANNA, choice.name(), choice.target())
            .with(Invocation.CHOICE, language.code()));
  }

  private static String shown(Reply page) {
    return shown("en", page);
  }

  private static String shown(String reader, Reply page) {
    StringBuilder text = new StringBuilder();
    text.append("# ").append(Asking.read(reader, page.headline())).append('\n');
    page.lines().forEach(l -> text.append(Asking.read(reader, l)).append('\n'));
    Picture picture = page.picture();
    if (picture != null) {
      text.append("picture ").append(picture.fileName()).append(": ");
      text.append(Asking.read(reader, picture.alt())).append('\n');
    }
    Choice choice = page.choice();
    if (choice != null) {
      text.append("choice ").append(choice.name()).append(": ");
      choice.candidates().forEach(c -> text.append(c.label()).append("; "));
      text.append("chosen ").append(choice.chosen()).append('\n');
    }
    page.buttons()
        .forEach(
            b -> text.append('[').append(b.name()).append("] ").append(b.target()).append('\n'));
    return text.toString();
  }

  /** The reader's language first, then that of the copy's Windows. */
  @ParameterizedTest
  @CsvSource({"en, ENGLISH", "en, SWEDISH", "en, NORWEGIAN", "sv, SWEDISH", "no, NORWEGIAN"})
  void everyPageReadsAsItShould(String reader, WindowsLanguage language) {
    StringBuilder all = new StringBuilder();
    for (GuidePage page : GuidePage.values()) {
      GuidePlace place = new GuidePlace("j1", page, language, "100");
      all.append(shown(reader, guide.page(facts(), place))).append('\n');
    }
    String text =
        all.toString()
            .replace(CloneBench.fact(outcome, "original-ip"), "OLD")
            .replace(CloneBench.fact(outcome, "address"), "OWN");
    GoldenText.check(reader + "/guide-" + language.code(), text);
  }

  /** Discord's limits, with the longest names that a cloud can give: nothing has to be cut. */
  @ParameterizedTest
  @CsvSource({"en, ENGLISH", "sv, SWEDISH", "no, NORWEGIAN"})
  void everyPageFitsInEveryLanguage(String reader, WindowsLanguage language) {
    String name = "n".repeat(NAME_SHOWN);
    CloneMade longest =
        of(
            "j".repeat(20),
            new CloneMade.Copy("i".repeat(36), name, Os.WINDOWS, false),
            List.of("255.255.255.253"),
            new CloneMade.Origin(name, List.of("255.255.255.254")));
    for (GuidePage page : GuidePage.values()) {
      Reply reply =
          guide.page(longest, new GuidePlace("j".repeat(20), page, language, "1".repeat(20)));
      assertTrue(Asking.read(reader, reply.headline()).length() <= TITLE_MAX, page.name());
      int lines = reply.lines().stream().mapToInt(l -> Asking.read(reader, l).length() + 1).sum();
      assertTrue(lines <= DESCRIPTION_MAX, page + " has " + lines);
      for (Text line : reply.lines()) {
        assertFalse(Asking.read(reader, line).contains("{"), line.key());
      }
      Picture picture = reply.picture();
      if (picture != null) {
        assertTrue(Asking.read(reader, picture.alt()).length() <= ALT_MAX, page.name());
      }
    }
  }

  /** A step names its action, its result and its way out in every language. */
  @ParameterizedTest
  @CsvSource({
    "sv, SWEDISH, '**Gör så här:**', '**Du ser:**', '**Om '",
    "no, NORWEGIAN, '**Gjør dette:**', '**Du ser:**', '**Hvis '"
  })
  void everyStepIsWholeInEveryLanguage(
      String reader, WindowsLanguage language, String action, String result, String otherwise) {
    for (GuidePage page : GuidePage.values()) {
      Reply reply = guide.page(facts(), new GuidePlace("j1", page, language, "100"));
      String text = shown(reader, reply);
      if (page != GuidePage.START && page != GuidePage.OTHER) {
        assertEquals(1, count(text, action), text);
        assertTrue(count(text, otherwise) >= 1, text);
        assertTrue(text.contains(result), text);
      }
    }
  }

  @Test
  void nextLeadsThroughEveryStepOfTheProcedureAndBackLeadsBack() {
    List<String> way = new ArrayList<>();
    Reply page = start();
    while (page.buttons().stream().anyMatch(b -> b.name().equals("guide-next"))) {
      Reply next = presses(page, "guide-next");
      way.add(Asking.read(next.headline()));
      assertEquals(shown(page), shown(presses(next, "guide-back")));
      page = next;
    }
    assertEquals(
        List.of(
            "Step 1 of 8: open the console and log in",
            "Step 2 of 8: open the menu of the network icon",
            "Step 3 of 8: go to the adapters",
            "Step 4 of 8: open the adapter's properties",
            "Step 5 of 8: open Internet Protocol Version 4",
            "Step 6 of 8: let Windows ask for its address",
            "Step 7 of 8: wait until it is back",
            "Step 8 of 8: see whether it answers"),
        way);
  }

  /** One action, what one sees if it worked, what to do if not; every value filled in. */
  @ParameterizedTest
  @EnumSource
  void everyStepSaysWhatToDoWhatOneSeesAndWhatIfNot(GuidePage page) {
    for (WindowsLanguage language : WindowsLanguage.values()) {
      Reply reply = guide.page(facts(), new GuidePlace("j1", page, language, "100"));
      String text = Asking.read(reply);
      assertFalse(text.contains("{"), text);
      if (page != GuidePage.START && page != GuidePage.OTHER) {
        assertEquals(1, count(text, "**Do this:**"), text);
        assertTrue(count(text, "**If ") >= 1, text);
        assertTrue(text.contains("**You see:**"), text);
      }
      Picture picture = reply.picture();
      assertEquals(page.scene() != null, picture != null);
      if (picture != null) {
        assertTrue(Asking.read(picture.alt()).length() <= ALT_MAX);
      }
    }
  }

  private static int count(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }

  @Test
  void targetsFitWithTheLongestIds() {
    String longest = "j".repeat(20);
    for (GuidePage page : GuidePage.values()) {
      String target =
          new GuidePlace(longest, page, WindowsLanguage.NORWEGIAN, "1".repeat(20)).target();
      assertTrue(target.length() <= TARGET_MAX, target);
      assertEquals(target, GuidePlace.parse(target).orElseThrow().target());
    }
  }

  @Test
  void theLabelsAreThoseOfThePersonsWindows() {
    Reply icon = presses(presses(start(), "guide-next"), "guide-next");
    assertTrue(Asking.read(icon).contains("pick **Open Network and Sharing Center**"));
    Reply swedish = chooses(icon, WindowsLanguage.SWEDISH);
    assertTrue(Asking.read(swedish).contains("pick **Öppna Nätverks- och delningscenter**"));
    Reply norwegian = chooses(swedish, WindowsLanguage.NORWEGIAN);
    assertTrue(Asking.read(norwegian).contains("pick **Åpne Nettverks- og delingssenter**"));
    Reply further = presses(norwegian, "guide-next");
    assertTrue(Asking.read(further).contains("**Endre innstillinger for nettverkskort**"));
    assertNotNull(further.picture());
    assertEquals("windows-center-nb.png", further.picture().fileName());
  }

  @Test
  void theWaysBesideLeadBackToTheWay() {
    Reply icon = presses(presses(start(), "guide-next"), "guide-next");
    Reply quick = presses(icon, "guide-short");
    assertTrue(Asking.read(quick).contains("type ncpa.cpl, then click **OK**"));
    assertTrue(Asking.read(presses(quick, "guide-next")).startsWith("Step 4 of 8"));
    Reply typed = presses(icon, "guide-powershell");
    assertTrue(Asking.read(typed).contains("\nipconfig /renew\n```"), Asking.read(typed));
    assertTrue(Asking.read(presses(typed, "guide-next")).startsWith("Step 7 of 8"));
    Reply other = presses(presses(quick, "guide-next"), "guide-other");
    assertTrue(Asking.read(other).contains("a ghost"));
    assertNull(other.picture());
    assertTrue(Asking.read(presses(other, "guide-next")).startsWith("Step 6 of 8"));
  }

  @Test
  void onlyItsReaderTurnsThePages() {
    String target = start().buttons().get(0).target();
    String refused = Asking.refused(() -> presses(Asking.presses(Asking.BO, "guide-next", target)));
    assertTrue(refused.contains("somebody else's"), refused);
    assertTrue(refused.contains("Press Windows steps"), refused);
  }

  @ParameterizedTest
  @ValueSource(strings = {"j1", "j1/nowhere/en/100", "j1/icon/xx/100", "j1/icon/en"})
  void aTargetThatIsNoPageIsRefused(String target) {
    String refused =
        Asking.refused(() -> presses(Asking.presses(Asking.ANNA, "guide-next", target)));
    assertTrue(refused.contains("leads nowhere"), refused);
  }

  @ParameterizedTest
  @CsvSource({"j77, not known", "j2, has not made a clone"})
  void aTargetIsCheckedAgainstWhatIsStored(String job, String said) {
    bench.types("copy", "server-name", "web-01");
    String refused =
        Asking.refused(
            () -> presses(Asking.presses(Asking.ANNA, "guide-next", job + "/icon/en/100")));
    assertTrue(refused.contains(said), refused);
  }

  @Test
  void withoutTheOriginalsAddressTheGuideSaysSoPlainly() {
    CloneMade known = facts();
    CloneMade unknown =
        of(
            "j1",
            new CloneMade.Copy("i", "copy", Os.WINDOWS, false),
            List.of(),
            new CloneMade.Origin("win", List.of()));
    for (GuidePage page : GuidePage.values()) {
      Reply reply = guide.page(unknown, new GuidePlace("j1", page, WindowsLanguage.ENGLISH, "100"));
      List<Text> lines = reply.lines();
      String text = Asking.read(lines);
      assertFalse(text.contains("address ,") || text.contains("  ") || text.contains(" ."), text);
    }
    assertTrue(known.origin().fixedIps().size() > 0);
  }
}
