package dev.snapclone.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.snapclone.sandbox.discord.page.Chromium;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The demo as somebody sees it in a browser: a real Chromium on the real page. */
class DemoPageTest {
  private static final Pattern URL = Pattern.compile("http://\\S+");

  private static Chromium chromium;

  private final StopSignal stop = new StopSignal();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private Thread demo;
  private String url;

  @BeforeAll
  static void startsABrowser() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void closesIt() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void startsTheDemo() {
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    demo = new Thread(() -> new Demo(out, InstantSource.system()).run(0, stop), "demo");
    demo.start();
    url =
        Awaitility.await("the page's URL")
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> {
                  Matcher found = URL.matcher(printed.toString(StandardCharsets.UTF_8));
                  return found.find() ? found.group() : "";
                },
                found -> !found.isEmpty());
  }

  @AfterEach
  void stopsTheDemo() throws InterruptedException {
    stop.request();
    demo.join();
  }

  private Page opens(int width, int height) {
    return chromium.opens(url, width, height, ColorScheme.DARK);
  }

  private static void isAccessible(Page page, String what) {
    assertEquals(List.of(), Chromium.barriers(page), what);
  }

  private static Locator button(Page page, String label) {
    return page.locator("#log")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(label).setExact(true))
        .last();
  }

  /** Before the page has become somebody, what is pressed is pressed by the one before. */
  private static void becomes(Page page, String person) {
    Locator who = page.locator(".person", new Page.LocatorOptions().setHasText(person)).first();
    who.click();
    assertThat(who).hasAttribute("aria-checked", "true");
  }

  private static void sees(Page page, String text) {
    page.locator("#log").getByText(text).last().waitFor();
  }

  /** Types a command with the keyboard alone, taking the first suggestion for its first option. */
  private static void types(Page page, String command, String value) {
    page.locator("#composer input").first().focus();
    page.keyboard().type("/" + command);
    Locator popup = page.locator("#popup");
    popup.getByRole(AriaRole.OPTION).first().waitFor();
    page.keyboard().press("Enter");
    page.locator("#composer input[data-option]").first().waitFor();
    page.keyboard().type(value);
    popup
        .getByRole(AriaRole.OPTION, new Locator.GetByRoleOptions().setName(Pattern.compile(value)))
        .first()
        .waitFor();
    page.keyboard().press("Enter");
    page.keyboard().press("Enter");
  }

  @Test
  void aNewcomerPlaysBothSidesOnADesktop() {
    Page page = opens(1280, 800);
    isAccessible(page, "the start");
    Chromium.shot(page, "desktop-1-start");

    types(page, "snapshot", "db-01");
    sees(page, "db-01 is snapshotted");
    Chromium.shot(page, "desktop-2-snapshot");

    button(page, "Clone this").click();
    sees(page, "Waiting for approval");
    button(page, "Approve").click();
    sees(page, "the role approver");
    isAccessible(page, "an approval");
    Chromium.shot(page, "desktop-3-approval");

    becomes(page, "ben");
    assertThat(page.locator("#log").getByText("the role approver")).hasCount(0);
    Chromium.shot(page, "desktop-4-approver");
    button(page, "Approve").click();
    becomes(page, "anna");
    sees(page, "a copy of db-01, is running");
    Chromium.shot(page, "desktop-5-clone");

    // The bot dies in the middle and comes back: the copy ends all the same, once.
    types(page, "copy", "win-sql-01");
    sees(page, "Copy win-sql-01");
    becomes(page, "ben");
    button(page, "Approve").click();
    page.getByRole(
            AriaRole.BUTTON,
            new Page.GetByRoleOptions().setName(Pattern.compile("Kill and restart")))
        .click();
    becomes(page, "anna");
    sees(page, "a copy of win-sql-01, is running");
    assertThat(
            page.locator("#log .text")
                .getByText("a copy of win-sql-01, is running")
                .locator("visible=true"))
        .hasCount(2); // the card and the outcome, each once

    page.locator("#channel-list").getByText(Pattern.compile("Windows steps")).first().click();
    sees(page, "ncpa.cpl");
    Chromium.shot(page, "desktop-6-windows-steps");
    button(page, "I have done it").click();
    sees(page, "does not answer to Remote Desktop yet");
    isAccessible(page, "the Windows steps");
  }

  private static void pulls(Page page, String lever) {
    page.getByRole(
            AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^" + lever)))
        .click();
  }

  /** Approves as ben what waits, and reads on as anna. */
  private static void benApproves(Page page) {
    sees(page, "Waiting for approval");
    becomes(page, "ben");
    button(page, "Approve").click();
    becomes(page, "anna");
  }

  @Test
  void aNewcomerSetsUpEveryNightAndLetsNightsPass() {
    Page page = opens(1280, 900);
    page.locator("#guide").getByText("Snapshot every night, keep seven").click();
    assertThat(page.locator("#guide")).containsText("Press Enter");
    page.keyboard().press("Enter");
    sees(page, "Snapshots of db-01, every day at");
    sees(page, "30 snapshots a month");
    assertThat(page.locator("#guide")).containsText("A night passes");
    benApproves(page);
    // The card and the outcome.
    assertThat(page.locator("#log").getByText("You are told when one fails")).hasCount(2);
    int said = page.locator("#log article").count();
    Locator snapshots = page.locator("#panel").getByText(Pattern.compile("^db-01-20"));
    pulls(page, "A night passes");
    assertThat(snapshots).hasCount(1);
    pulls(page, "A night passes");
    assertThat(snapshots).hasCount(2);
    assertThat(page.locator("#log article")).hasCount(said); // nothing is said of what goes well
    Chromium.shot(page, "nights-pass");
    isAccessible(page, "after some nights");
  }

  @Test
  void aFailedCloneIsTriedAgainAndWhatOneLeavesIsCleanedUp() {
    Page page = opens(1280, 900);
    types(page, "snapshot", "db-01");
    sees(page, "db-01 is snapshotted");
    pulls(page, "No room for the next instance");
    button(page, "Clone this").click();
    benApproves(page);
    sees(page, "has room for this instance now");
    Chromium.shot(page, "failed");
    isAccessible(page, "a failed job");
    button(page, "Retry").click();
    benApproves(page);
    sees(page, "a copy of db-01, is running");
    Chromium.shot(page, "failed-retried");

    pulls(page, "No room for the next instance");
    pulls(page, "Forbid the next deletion");
    types(page, "copy", "web-01");
    benApproves(page);
    button(page, "Clean up").waitFor();
    Chromium.shot(page, "attention");
    isAccessible(page, "a job that needs attention");
    button(page, "Clean up").click();
    sees(page, "is removed.");
    sees(page, "What it had left was removed by job");
    page.locator("#log")
        .getByText("What it had left was removed by job")
        .first()
        .scrollIntoViewIfNeeded();
    Chromium.shot(page, "attention-cleaned-up");
  }

  private static void goesTo(Page page, String channel) {
    page.locator("#channel-list button", new Page.LocatorOptions().setHasText(channel))
        .first()
        .click();
    assertThat(page.locator("#channel-title")).hasText("# " + channel);
  }

  @Test
  void theQuestionStandsInApprovalsAndWhatWasDoneInAudit() {
    Page page = opens(1280, 800);
    types(page, "copy", "db-01");
    sees(page, "Waiting for approval");
    becomes(page, "ben");
    assertThat(page.locator("#channel-list .unread").getByText("approvals")).isVisible();
    goesTo(page, "approvals");
    assertThat(page.locator("#channel-list .unread").getByText("approvals")).hasCount(0);
    isAccessible(page, "a question");
    Chromium.shot(page, "channels-1-approvals");
    button(page, "Approve").click();
    assertThat(button(page, "Approve")).hasCount(0);
    Chromium.shot(page, "channels-2-approved");
    goesTo(page, "audit");
    page.locator("#log article").first().waitFor();
    becomes(page, "anna");
    goesTo(page, "ops");
    sees(page, "a copy of db-01, is running");
    goesTo(page, "audit");
    isAccessible(page, "the audit channel");
    Chromium.shot(page, "channels-3-audit");
  }

  @Test
  void itWorksOnAPhoneInLightColours() {
    Page page = opens(390, 844);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    isAccessible(page, "the start on a phone");
    Chromium.shot(page, "phone-1-start");
    assertThat(page.locator("#guide")).isVisible();
    types(page, "snapshot", "win-ad-01");
    assertThat(page.locator("#guide")).isHidden();
    button(page, "Go ahead").click();
    sees(page, "win-ad-01 is snapshotted");
    isAccessible(page, "a snapshot on a phone");
    Chromium.shot(page, "phone-2-snapshot");

    button(page, "Clone this").click();
    sees(page, "Waiting for approval");
    becomesInDrawer(page, "nina");
    assertThat(page.locator("#log").getByText("Only you can see this")).hasCount(0);
    Chromium.shot(page, "phone-3-nina");
    becomesInDrawer(page, "ben");
    button(page, "Approve").click();
    becomesInDrawer(page, "anna");
    sees(page, "a copy of win-ad-01, is running");
    Chromium.shot(page, "phone-4-clone");

    page.locator("#open-channels").click();
    page.locator("#channel-list").getByText(Pattern.compile("Windows steps")).first().click();
    sees(page, "ncpa.cpl");
    page.locator("#guided").click();
    assertThat(page.locator("#guide")).isVisible();
    assertThat(page.locator("#channel-title")).hasText("# ops");
    page.locator("#guide")
        .getByText("Windows", new Locator.GetByTextOptions().setExact(true))
        .click();
    assertThat(page.locator("#guide")).containsText("Press Enter");
    page.keyboard().press("Enter");
    sees(page, "Copy win-sql-01");
    Chromium.shot(page, "phone-4-guide-after-sending");
    isAccessible(page, "a suggestion that was sent");
    assertTrue(page.locator("#guide").boundingBox().height < 70, "one row is left of it");
    page.locator("#open-channels").click();
    page.locator("#channel-list").getByText(Pattern.compile("Windows steps")).first().click();
    assertThat(page.locator("#guide")).isHidden();
    isAccessible(page, "the Windows steps on a phone");
    Chromium.shot(page, "phone-5-windows-steps");
    for (int step = 1; step <= 3; step++) {
      sees(page, "Step " + step + " of 3");
      assertThat(page.locator("#log article img:not(.avatar)"))
          .hasAttribute("alt", Pattern.compile("drawings"));
      Chromium.shot(page, "phone-6-guide-" + step);
      if (step < 3) {
        button(page, "Next").click();
      }
    }
    isAccessible(page, "a step with a picture on a phone");
    assertEquals(0, Chromium.sticksOut(page), "nothing sticks out");
  }

  @Test
  void eightTabsOfOneBrowserAreOpenAtOnceAndTheLastStillWorks() {
    // Tabs of one context share a browser's connections, as those of a person do.
    try (BrowserContext tabs = chromium.browser().newContext()) {
      List<Page> open = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Page page = Chromium.visits(tabs.newPage(), url);
        assertThat(page.locator("#panel .health")).hasText("up");
        open.add(page);
      }
      types(open.get(7), "snapshot", "db-01");
      open.forEach(page -> sees(page, "db-01 is snapshotted"));
      Chromium.shot(open.get(7), "tab-8-of-8");
      becomes(open.get(3), "ben");
      sees(open.get(3), "db-01 is snapshotted");
    }
  }

  /** Goes back through the page with Shift+Tab until the focus is on what has that label. */
  private static void tabsBackTo(Page page, String label) {
    for (int i = 0; i < 80; i++) {
      page.keyboard().press("Shift+Tab");
      if (label(page).equals(label)) {
        return;
      }
    }
    throw new AssertionError("the keyboard does not lead to " + label);
  }

  private static void pressesByKeyboard(Page page, String label) {
    button(page, label).waitFor();
    page.locator("#composer input").first().waitFor();
    tabsBackTo(page, label);
    page.keyboard().press("Enter");
  }

  @Test
  void theKeyboardAloneIsEnough() {
    Page page = opens(1280, 800);
    types(page, "snapshot", "web-01");
    pressesByKeyboard(page, "Go ahead");
    sees(page, "web-01 is snapshotted");
    pressesByKeyboard(page, "Clone this");
    sees(page, "Waiting for approval");
    for (int i = 0; i < 80 && !focusIsOnAPerson(page); i++) {
      page.keyboard().press("Shift+Tab");
    }
    // anna, olaf, ben
    page.keyboard().press("ArrowDown");
    page.keyboard().press("ArrowDown");
    assertThat(page.locator("#people [aria-checked=true]")).containsText("ben");
    for (int i = 0; i < 80 && !label(page).equals("Approve"); i++) {
      page.keyboard().press("Tab");
    }
    assertEquals("Approve", label(page));
    page.keyboard().press("Enter");
    sees(page, "a copy of web-01, is running");
    Chromium.shot(page, "keyboard-clone");
  }

  private static boolean focusIsOnAPerson(Page page) {
    return (boolean) page.evaluate("document.activeElement.closest('#people') !== null");
  }

  private static String label(Page page) {
    return (String) page.evaluate("document.activeElement.textContent.trim()");
  }

  private static void becomesInDrawer(Page page, String person) {
    page.locator("#open-channels").click();
    becomes(page, person);
    page.keyboard().press("Escape");
  }
}
