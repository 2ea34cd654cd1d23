package dev.snapclone.sandbox.discord.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How messages look on the page, in a real Chromium. */
class PageLayoutTest {
  private static final String CARD =
      """
      {"flags": 32768, "allowed_mentions": {"parse": []}, "components": [
        {"type": 17, "accent_color": 14721280, "components": [
          {"type": 9, "components": [
             {"type": 10, "content": "### Clone win-sql-01 as win-sql-01-clone-1\\nFor anna: *testing the upgrade of SQL Server*, see [OPS-4711](https://tickets.example.org/OPS-4711)"}],
           "accessory": {"type": 2, "style": 2, "label": "Details", "custom_id": "details:1"}},
          {"type": 14, "divider": true, "spacing": 1},
          {"type": 10, "content": "**Sandbox** · `m1.large` · 4 vCPU, 8 GB · lan-1\\n⚠️ The data volume `sql-data` is not copied.\\n⚠️ A copy of a machine in a domain.\\n+2 more"},
          {"type": 1, "components": [
             {"type": 2, "style": 3, "label": "Approve", "custom_id": "approve:1"},
             {"type": 2, "style": 4, "label": "Deny", "custom_id": "deny:1"}]},
          {"type": 10, "content": "-# Expires <t:1995428000:R> · job `k3j9x2`"}]}]}
      """;
  private static final String TEXTS =
      """
      {"flags": 32768, "components": [
        {"type": 10, "content": "# One\\n## Two\\n### Three\\nplain **bold** `code` ~~struck~~\\n- first\\n- second\\n  - deeper\\n1. one\\n2. two\\n> quoted\\n-# small print"},
        {"type": 14, "divider": false, "spacing": 2},
        {"type": 1, "components": [
           {"type": 3, "custom_id": "pick", "placeholder": "What to do with an entry", "options": [
              {"label": "Clone", "value": "c", "description": "A new instance from it"}]}]}]}
      """;

  private static Chromium chromium;
  private MessagePage messages;

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
  void startsAChat() {
    messages = new MessagePage(chromium);
  }

  @AfterEach
  void endsIt() {
    messages.close();
  }

  private static double size(Locator of) {
    String size = (String) of.evaluate("node => getComputedStyle(node).fontSize");
    return Double.parseDouble(size.replace("px", ""));
  }

  @Test
  void aContainerIsACardWithABarOfItsColour() throws Exception {
    String id = messages.post(CARD);
    for (ColorScheme colours : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      for (int width : List.of(1280, 390)) {
        Page page = messages.opens(width, width == 390 ? 844 : 800, colours);
        Locator card = MessagePage.message(page, id);
        assertThat(card.locator(".container.accent")).isVisible();
        String bar =
            (String)
                card.locator(".container")
                    .evaluate("node => getComputedStyle(node, '::before').backgroundColor");
        assertEquals("rgb(224, 161, 0)", bar);
        BoundingBox text = card.locator(".section-text").boundingBox();
        BoundingBox details = card.getByText("Details").boundingBox();
        assertTrue(details.x >= text.x + text.width, "the accessory stands beside the text");
        BoundingBox approve = card.getByText("Approve").boundingBox();
        assertEquals(approve.y, card.getByText("Deny").boundingBox().y, "one row");
        assertEquals(0, Chromium.sticksOut(page));
        Chromium.shot(page, "card-v2-%d-%s".formatted(width, colours).toLowerCase(Locale.ROOT));
        assertEquals(List.of(), Chromium.barriers(page));
        page.close();
      }
    }
  }

  @Test
  void headingsListsQuotesAndSmallPrintLookAsInDiscord() throws Exception {
    String id = messages.post(TEXTS);
    Page page = messages.opens(390, 844, ColorScheme.LIGHT);
    Locator all = MessagePage.message(page, id);
    double plain = size(all.getByText("plain"));
    double two = size(all.locator(".h2"));
    assertTrue(size(all.locator(".h1")) > two && two > plain);
    assertEquals(plain, size(all.locator(".h3")));
    assertTrue(size(all.getByText("small print")) < plain);
    assertThat(all.locator(".text ul li")).hasCount(3);
    assertThat(all.locator(".text ol li")).hasCount(2);
    assertThat(all.locator("blockquote")).hasText("quoted");
    assertThat(all.locator(".opener")).containsText("What to do with an entry");
    Chromium.shot(page, "texts-v2-390");
  }

  @Test
  void whatIsNotInTheWindowIsCutOff() throws Exception {
    String id = messages.post(CARD);
    List<String> texts = List.of("Clone win-sql-01", "sql-data", "Approve", "job");
    Page page = messages.opens(390, 844, ColorScheme.DARK);
    Locator card = MessagePage.message(page, id);
    assertEquals(List.of(), Chromium.cutOff(page, card, texts));
    assertEquals(List.of("Refuse"), Chromium.cutOff(page, card, List.of("Deny", "Refuse")));
    page.setViewportSize(390, 420);
    assertEquals(List.of("Clone win-sql-01"), Chromium.cutOff(page, card, texts).subList(0, 1));
  }

  @Test
  void aReplyShowsTheFirstLineOfWhatItAnswers() throws Exception {
    String card = messages.post(CARD);
    String reply =
        messages.post(
            "{\"content\": \"Done\", \"message_reference\": {\"message_id\": \"" + card + "\"}}");
    for (int width : List.of(1280, 390)) {
      Page page = messages.opens(width, 844, ColorScheme.DARK);
      Locator preview = MessagePage.message(page, reply).locator(".preview");
      assertThat(preview).hasText("Clone win-sql-01 as win-sql-01-clone-1");
      Chromium.shot(page, "reply-" + width);
      page.close();
    }
  }

  @Test
  void theGuidedStartLeavesTheNewestMessageInSight() throws Exception {
    for (int i = 0; i < 6; i++) {
      messages.post(CARD.replace(":1\"", ":" + i + "\""));
    }
    String id = messages.post(CARD.replace(":1\"", ":last\""));
    for (int width : List.of(1280, 390)) {
      Page page = chromium.opens(messages.url(), width, 844, ColorScheme.LIGHT);
      Locator guide = page.locator("#guide");
      assertThat(guide).isVisible();
      page.waitForFunction("document.querySelector('#log').scrollTop > 0");
      assertEquals(
          List.of(),
          Chromium.cutOff(
              page, MessagePage.message(page, id), List.of("Approve", "Deny", "Expires")),
          "at " + width);
      Chromium.shot(page, "guide-and-card-" + width);
      assertEquals(List.of(), Chromium.barriers(page));
      if (width == 390) {
        assertTrue(guide.boundingBox().height < 70, "one row");
      }
      page.close();
    }
  }
}
