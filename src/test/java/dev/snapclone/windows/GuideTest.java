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
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Outcome;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.Os;
import dev.snapclone.request.Asking;
import dev.snapclone.windows.picture.WindowsLanguage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of the guide, walked as its reader does. */
class GuideTest {
  private static final int TARGET_MAX = 80;
  private static final int ALT_MAX = 1024;

  /** Of an embed (resources/message.mdx, embed limits). */
  private static final int TITLE_MAX = 256;

  private static final int DESCRIPTION_MAX = 4096;

  /** Of the three pages that lead, and of any page. */
  private static final int WAY_WORDS = 150;

  private static final int PAGE_WORDS = 75;

  /** Swedish and Norwegian may take a few more. */
  private static final int MORE_WORDS = 10;

  /** Longer names are cut where they are shown. */
  private static final int NAME_SHOWN = 80;

  private static final String TRAIL = "rcrcrcrcrcrcrcrc";

  private final CloneBench bench = new CloneBench();
  private final WindowsGuide guide = new WindowsGuide(clone -> Optional.empty());
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
    GoldenText.check("windows/" + reader + "/guide-" + language.code(), text);
  }

  /** Discord's limits, with the longest names that a cloud can give: nothing has to be cut. */
  @ParameterizedTest
  @CsvSource({"en, ENGLISH", "sv, SWEDISH", "no, NORWEGIAN"})
  void everyPageFitsInEveryLanguage(String reader, WindowsLanguage language) {
    String name = "n".repeat(NAME_SHOWN);
    CloneMade longest =
        of(
            "j".repeat(20),
            new CloneMade.Copy("i".repeat(36), name, Os.WINDOWS, false, false),
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

  private static final List<GuidePage> WAY =
      List.of(GuidePage.RUN, GuidePage.ADAPTER, GuidePage.RESTART);

  @ParameterizedTest
  @CsvSource({"en, ENGLISH, 0", "sv, SWEDISH, 1", "no, NORWEGIAN, 1"})
  void theGuideIsShort(String reader, WindowsLanguage language, int foreign) {
    int way = 0;
    for (GuidePage page : GuidePage.values()) {
      Reply reply = guide.page(facts(), new GuidePlace("j1", page, language, "100"));
      int words = words(Asking.read(reader, reply.headline()));
      words += reply.lines().stream().mapToInt(l -> words(Asking.read(reader, l))).sum();
      assertTrue(words <= PAGE_WORDS, page + " has " + words);
      way += WAY.contains(page) ? words : 0;
    }
    assertTrue(way <= WAY_WORDS + foreign * MORE_WORDS, "the way has " + way);
  }

  /** Numbers of a list are no words. */
  private static int words(String text) {
    return (int)
        Arrays.stream(text.split("\\s+"))
            .filter(w -> w.matches(".*[\\p{L}\\d].*") && !w.matches("\\d\\."))
            .count();
  }

  @Test
  void nextLeadsThroughTheStepsAndBackLeadsBack() {
    List<String> way = new ArrayList<>();
    Reply page = start();
    way.add(Asking.read(page.headline()));
    assertFalse(names(page).contains("guide-back"));
    while (names(page).contains("guide-next")) {
      Reply next = presses(page, "guide-next");
      way.add(Asking.read(next.headline()));
      assertEquals(shown(page), shown(presses(next, "guide-back")));
      page = next;
    }
    assertEquals(
        List.of(
            "Step 1 of 3: open the adapters of win-ad-01-clone-1",
            "Step 2 of 3: make its address automatic",
            "Step 3 of 3: wait, then connect"),
        way);
  }

  private static List<String> names(Reply page) {
    return page.buttons().stream().map(Button::name).toList();
  }

  /** Every button of every page that can be reached, two presses deep from each. */
  @Test
  void backAlwaysLeadsToWhereOneCameFrom() {
    Deque<Reply> reached = new ArrayDeque<>(List.of(start()));
    Set<String> seen = new HashSet<>();
    while (!reached.isEmpty()) {
      Reply page = reached.pop();
      for (Button button : page.buttons()) {
        if (button.name().startsWith("guide-") && !button.name().equals("guide-back")) {
          Reply next = presses(page, button.name());
          assertEquals(shown(page), shown(presses(next, "guide-back")), button.name());
          if (seen.size() < 200 && seen.add(button.target())) {
            reached.add(next);
          }
        }
      }
    }
    assertTrue(seen.size() >= 40, seen.toString());
  }

  @Test
  void aPictureIsPromisedByTheWaysThatTakeAMouseAndStandsThere() {
    for (GuidePage page : GuidePage.values()) {
      for (WindowsLanguage language : WindowsLanguage.values()) {
        Reply reply = guide.page(facts(), new GuidePlace("j1", page, language, "100"));
        assertFalse(Asking.read(reply).contains("{"), Asking.read(reply));
        Picture picture = reply.picture();
        assertEquals(page.scene() != null, picture != null);
        assertEquals(
            WAY.contains(page) || page == GuidePage.CENTER || page == GuidePage.SCONFIG,
            picture != null);
      }
    }
  }

  @Test
  void targetsFitWithTheLongestIds() {
    String longest = "j".repeat(20);
    for (GuidePage page : GuidePage.values()) {
      String target =
          new GuidePlace(longest, page, WindowsLanguage.NORWEGIAN, "1".repeat(20), TRAIL)
              .at(page)
              .target();
      assertTrue(target.length() <= TARGET_MAX, target);
      assertEquals(target, GuidePlace.parse(target).orElseThrow().target());
    }
  }

  @Test
  void theLabelsAreThoseOfThePersonsWindows() {
    Reply center = presses(start(), "guide-center");
    assertTrue(Asking.read(center).contains("**Open Network and Sharing Center**"));
    Reply swedish = chooses(center, WindowsLanguage.SWEDISH);
    assertTrue(Asking.read(swedish).contains("**Öppna Nätverks- och delningscenter**"));
    Reply norwegian = chooses(swedish, WindowsLanguage.NORWEGIAN);
    assertTrue(Asking.read(norwegian).contains("**Endre innstillinger for nettverkskort**"));
    Reply further = presses(norwegian, "guide-next");
    assertTrue(Asking.read(further).contains("**Hent en IP-adresse automatisk**"));
    assertNotNull(further.picture());
    assertEquals("windows-adapter-nb.png", further.picture().fileName());
    Reply back = presses(presses(further, "guide-back"), "guide-back");
    assertTrue(Asking.read(back).startsWith("Step 1 of 3"), "the choice keeps the way back");
  }

  @Test
  void theWaysBesideLeadToTheSameEndAndTheirCountsAgree() {
    Reply typed = presses(start(), "guide-powershell");
    assertTrue(Asking.read(typed).startsWith("Step 1 of 2"), Asking.read(typed));
    assertTrue(Asking.read(typed).contains("\nipconfig /renew\n```"), Asking.read(typed));
    Reply last = presses(typed, "guide-next");
    assertTrue(Asking.read(last).startsWith("Step 2 of 2: wait"), Asking.read(last));
    Reply other = presses(last, "guide-other");
    assertTrue(Asking.read(other).contains("cloudbase-init"));
    assertNull(other.picture());
    assertEquals(shown(last), shown(presses(other, "guide-back")));
    Reply menu = presses(presses(typed, "guide-other"), "guide-sconfig");
    assertTrue(Asking.read(menu).startsWith("Step 1 of 2: without a desktop"), Asking.read(menu));
    assertTrue(Asking.read(presses(menu, "guide-next")).startsWith("Step 2 of 2: wait"));
    Reply center = presses(start(), "guide-center");
    assertTrue(Asking.read(center).startsWith("Step 1 of 3"), Asking.read(center));
    assertTrue(Asking.read(presses(center, "guide-next")).startsWith("Step 2 of 3"));
  }

  @Test
  void aWindowsWithoutADesktopStartsWithSconfigAndPowerShellBesideIt() {
    String snapshot = bench.botSnapshot("win-ad-01");
    bench.cloud.setImageProperties(snapshot, Map.of("os_version", "2022 Core"));
    bench.clones("snapshot-id", snapshot);
    CloneMade core = bench.jobs.find("j2").flatMap(CloneMade::of).orElseThrow();
    Reply first = guide.start(core, "100", "en-GB");
    assertTrue(Asking.read(first).startsWith("Step 1 of 2: without a desktop"));
    assertFalse(names(first).contains("guide-back"), "it is where this guide begins");
    Reply typed = presses(first, "guide-powershell");
    assertTrue(Asking.read(typed).contains("Leave the menu of sconfig with 15, type powershell"));
    assertEquals(shown(first), shown(presses(typed, "guide-back")));
    Reply desktop = presses(first, "guide-short");
    assertTrue(Asking.read(desktop).startsWith("Step 1 of 3"), "it may have one after all");
  }

  /** The provider's document on Windows copies, sentence by sentence. */
  @Test
  void theWayWithTheMouseHasEveryStepOfTheProcedureInOrder() {
    Reply mouse = presses(start(), "guide-center");
    Reply adapter = presses(mouse, "guide-next");
    String text =
        (Asking.read(mouse) + Asking.read(adapter) + Asking.read(presses(adapter, "guide-next")))
            .replace(CloneBench.fact(outcome, "original-ip"), "OLD")
            .replace(CloneBench.fact(outcome, "address"), "OWN");
    List<String> procedure =
        List.of(
            "click the instance's name, then Console",
            "no working network: log in as on win-ad-01 all the same",
            "Right-click the network icon in the lower right corner",
            "Open Network and Sharing Center",
            "Change adapter settings",
            "Right-click the adapter: **Properties**",
            "Double-click **Internet Protocol Version 4",
            "OLD is the problem",
            "Obtain an IP address automatically",
            "Click **OK**",
            "reboots by itself, after a short while",
            "comes back with OWN, as the list of instances shows it, instead of OLD",
            "Remote Desktop (RDP) to OWN",
            "your copy is ready to use");
    int at = 0;
    for (String step : procedure) {
      int found = text.indexOf(step, at);
      assertTrue(found >= 0, step + " is not there, or too early, in:\n" + text);
      at = found + step.length();
    }
  }

  /** Messages of the version before have these pages in their buttons. */
  @ParameterizedTest
  @CsvSource({
    "guide-next, start, Step 1 of 3",
    "guide-next, console, Step 1 of 3",
    "guide-next, icon, with the mouse",
    "guide-next, center, with the mouse",
    "guide-next, connections, Step 2 of 3",
    "guide-next, properties, Step 2 of 3",
    "guide-back, address, Step 2 of 3",
    "guide-next, restart, Step 3 of 3",
    "guide-next, check, Step 3 of 3",
    "guide-short, short, Step 1 of 3",
    "guide-powershell, powershell, Step 1 of 2",
    "guide-other, other, If the adapter looks different",
    "guide-labels, icon, with the mouse"
  })
  void aPageOfAnOlderMessageLeadsToTheNewOne(String button, String page, String headline) {
    Reply answer = presses(Asking.presses(Asking.ANNA, button, "j1/" + page + "/en/100"));
    assertTrue(Asking.read(answer.headline()).contains(headline), Asking.read(answer));
  }

  @Test
  void onlyItsReaderTurnsThePages() {
    String target = presses(start(), "guide-next").buttons().get(0).target();
    String refused = Asking.refused(() -> presses(Asking.presses(Asking.BO, "guide-next", target)));
    assertTrue(refused.contains("somebody else's"), refused);
    assertTrue(refused.contains("Press Windows steps"), refused);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"j1", "j1/nowhere/en/100", "j1/icon/xx/100", "j1/icon/en", "j1/run/en/100/r/r"})
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
            new CloneMade.Copy("i", "copy", Os.WINDOWS, false, false),
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

  @ParameterizedTest
  @ValueSource(strings = {"en", "sv", "no"})
  void ofOneThatAnswersItSaysSoAndStillOffersTheSteps(String reader) {
    WindowsGuide answered = new WindowsGuide(clone -> Optional.of("10.9.9.9"));
    Reply start = answered.start(facts(), "100", reader);
    assertEquals(List.of("open-console", "guide-steps"), names(start));
    assertTrue(Asking.read(reader, start.headline()).contains("10.9.9.9"), shown(reader, start));
    Button steps = start.buttons().get(1);
    Reply first =
        GuidePress.all(answered).stream()
            .filter(press -> press.name().equals(steps.name()))
            .map(
                press ->
                    Asking.press(
                        press,
                        bench.jobs,
                        Asking.presses(Asking.ANNA, steps.name(), steps.target())))
            .findFirst()
            .orElseThrow();
    String text = shown(reader, first);
    assertTrue(text.contains("ncpa.cpl") && text.contains("[guide-next]"), text);
    assertTrue(text.contains("10.9.9.9"), "the page says that it answers: " + text);
    String why =
        Asking.read(
            reader,
            Text.of(
                "windows.guide.why",
                Arg.name("win-ad-01"),
                Arg.code(CloneBench.fact(outcome, "original-ip"))));
    assertTrue(shown(reader, start()).contains(why), "of one that does not it says why");
    assertFalse(text.contains(why), "it can be reached: " + text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "sv", "no"})
  void anIsolatedCopyIsNotPromisedToLetAnybodyIn(String reader) {
    CloneMade open = facts();
    CloneMade isolated =
        new CloneMade(
            "j1",
            "lab",
            open.copy(),
            open.login(),
            open.origin(),
            new CloneMade.Parts(List.of(), List.of(), null, "group-1", ""),
            CloneMade.Since.NOTHING);
    GuidePlace last = new GuidePlace("j1", GuidePage.RESTART, WindowsLanguage.ENGLISH, "100");
    String text = shown(reader, guide.page(isolated, last));
    assertTrue(text.toLowerCase(Locale.ROOT).contains("isol"), text);
    assertTrue(text.contains("windows-isolated-"), "no picture of Remote Desktop: " + text);
    String connect = Asking.read(reader, Text.of("windows.page.restart.title"));
    assertFalse(text.contains(connect), text);
    String ready = Asking.read(reader, Text.of("windows.guide.ready"));
    assertFalse(text.contains(ready.substring(5)), text);
    String lifted =
        shown(
            reader,
            guide.page(
                new CloneMade(
                    "j1",
                    "lab",
                    open.copy(),
                    open.login(),
                    open.origin(),
                    isolated.parts(),
                    new CloneMade.Since("j2", null)),
                last));
    assertEquals(shown(reader, guide.page(open, last)), lifted);
  }
}
