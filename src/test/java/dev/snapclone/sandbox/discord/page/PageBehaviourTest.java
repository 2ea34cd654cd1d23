package dev.snapclone.sandbox.discord.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import dev.snapclone.sandbox.discord.JdaBot;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import net.dv8tion.jda.api.EmbedBuilder;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.components.container.Container;
import net.dv8tion.jda.api.components.filedisplay.FileDisplay;
import net.dv8tion.jda.api.components.mediagallery.MediaGallery;
import net.dv8tion.jda.api.components.mediagallery.MediaGalleryItem;
import net.dv8tion.jda.api.components.section.Section;
import net.dv8tion.jda.api.components.selections.StringSelectMenu;
import net.dv8tion.jda.api.components.separator.Separator;
import net.dv8tion.jda.api.components.textdisplay.TextDisplay;
import net.dv8tion.jda.api.components.thumbnail.Thumbnail;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.interactions.DiscordLocale;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.utils.FileUpload;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the page does, in a real Chromium, with a real JDA at the other end. */
class PageBehaviourTest {
  private static Chromium chromium;

  private final List<String> errors = new ArrayList<>();
  private CountDownLatch lists = new CountDownLatch(0);
  private MessagePage messages;
  private JdaBot bot;

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
  void connects() throws InterruptedException {
    messages = new MessagePage(chromium);
    bot = JdaBot.connect(messages.sandbox());
    OptionData server =
        new OptionData(OptionType.STRING, "server-name", "Which instance", true, true)
            .setDescriptionLocalization(DiscordLocale.SWEDISH, "Vilken instans");
    bot.guild()
        .updateCommands()
        .addCommands(
            Commands.slash("snapshot", "Takes a snapshot")
                .setDescriptionLocalization(DiscordLocale.SWEDISH, "Tar en ögonblicksbild")
                .setDescriptionLocalization(DiscordLocale.NORWEGIAN, "Tar et øyeblikksbilde")
                .addOptions(server),
            Commands.slash("mute", "Is never answered"))
        .complete();
    bot.on(CommandAutoCompleteInteractionEvent.class, this::offers);
    bot.on(
        SlashCommandInteractionEvent.class,
        e -> {
          if (e.getName().equals("snapshot")) {
            e.reply("Snapshot of " + e.getOption("server-name").getAsString())
                .setEphemeral(true)
                .queue();
          }
        });
  }

  /** Every instance that begins like that; later, when the test wants it so. */
  private void offers(CommandAutoCompleteInteractionEvent e) {
    String typed = e.getFocusedOption().getValue();
    CountDownLatch when = lists;
    Thread thread =
        new Thread(
            () -> {
              try {
                when.await();
              } catch (InterruptedException ended) {
                return;
              }
              e.replyChoiceStrings(
                      Stream.of("app-01", "db-01", "web-01")
                          .filter(name -> name.startsWith(typed))
                          .toList())
                  .queue();
            });
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void ends() throws InterruptedException {
    bot.close();
    messages.close();
    assertEquals(List.of(), errors, "nothing is thrown");
  }

  private Page opens(int width, int height) {
    Page page = messages.opens(width, height, ColorScheme.DARK);
    page.onPageError(errors::add);
    return page;
  }

  /** Types a command up to its option. */
  private static void begins(Page page, String command) {
    page.locator("#line").focus();
    page.keyboard().type("/" + command);
    page.locator("#popup [role=option]").first().waitFor();
    page.keyboard().press("Enter");
    page.locator("#composer input[data-option]").waitFor();
  }

  private static Locator log(Page page, String text) {
    return page.locator("#log").getByText(text).last();
  }

  @Test
  void enterRightAfterTheLastLetterIsForTheListThatFitsWhatWasTyped() {
    Page page = opens(1280, 800);
    begins(page, "snapshot");
    // The list of all is there: its first entry is not what is meant.
    assertThat(page.locator("#popup")).containsText("app-01");
    page.keyboard().type("db");
    page.keyboard().press("Enter");
    page.keyboard().press("Enter");
    log(page, "Snapshot of db-01").waitFor();
  }

  @Test
  void enterWithoutAListSendsWhatWasTypedAndALateListThrowsNothing() {
    Page page = opens(1280, 800);
    begins(page, "snapshot");
    assertThat(page.locator("#popup")).containsText("app-01");
    page.keyboard().type("other");
    page.keyboard().press("Enter");
    log(page, "Snapshot of other").waitFor();

    lists = new CountDownLatch(1);
    begins(page, "snapshot");
    page.keyboard().type("web");
    page.getByLabel("Send").click();
    log(page, "Snapshot of web").waitFor();
    lists.countDown();
    begins(page, "snapshot");
    assertThat(page.locator("#popup")).containsText("app-01");
  }

  @Test
  void whoeverPressesWhatTheBotDoesNotAnswerSeesThatItFailed() {
    for (int i = 0; i < 30; i++) {
      bot.channel("ops").sendMessage("line " + i).complete();
    }
    bot.channel("ops")
        .sendMessage("Shall I?")
        .addComponents(ActionRow.of(Button.primary("silence", "Press")))
        .complete();
    Page page = opens(390, 844);
    page.locator("#log").getByText("Press").click();
    Locator failed = log(page, "This interaction failed");
    failed.waitFor();
    Locator log = page.locator("#log");
    assertEquals(List.of(), Chromium.cutOff(page, log, List.of("This interaction failed")));
    Chromium.shot(page, "interaction-failed-390");
    page.locator("#line").fill("/mute");
    page.keyboard().press("Enter");
    page.keyboard().press("Enter");
    log(page, "The application did not respond").waitFor();
    assertEquals(
        List.of(), Chromium.cutOff(page, log, List.of("did not respond", "Dismiss message")));
    Chromium.shot(page, "command-failed-390");
  }

  @Test
  void aPrivateAnswerHasDiscordsTintAndCanBeDismissed() {
    for (ColorScheme colours : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      Page page = messages.opens(1280, 800, colours);
      begins(page, "snapshot");
      page.keyboard().type("db");
      page.keyboard().press("Enter");
      page.keyboard().press("Enter");
      log(page, "Snapshot of db-01").waitFor();
      Locator answer = page.locator("article.ephemeral").last();
      assertThat(answer.locator(".only-you"))
          .containsText("Only you can see this · Dismiss message");
      page.mouse().move(2, 2);
      String tint = (String) answer.evaluate("node => getComputedStyle(node).backgroundColor");
      String plain = (String) page.evaluate("getComputedStyle(document.body).backgroundColor");
      assertTrue(!tint.equals(plain), tint);
      assertEquals(List.of(), Chromium.barriers(page));
      Chromium.shot(page, "private-" + colours.name().toLowerCase(Locale.ROOT));
      int before = page.locator("article.ephemeral").count();
      page.getByText("Dismiss message").last().click();
      assertThat(page.locator("article.ephemeral")).hasCount(before - 1);
      page.close();
    }
  }

  @Test
  void commandsAreDescribedInTheLanguageOfWhoeverReads() {
    Page page = opens(1280, 800);
    Map<String, String> said =
        Map.of(
            "anna",
            "Takes a snapshot",
            "sven",
            "Tar en ögonblicksbild",
            "kari",
            "Tar et øyeblikksbilde");
    for (Map.Entry<String, String> each : said.entrySet()) {
      becomes(page, each.getKey());
      page.locator("#line").fill("/");
      assertThat(page.locator("#popup")).containsText(each.getValue());
    }
    becomes(page, "sven");
    begins(page, "snapshot");
    assertThat(page.locator("#popup")).containsText("Vilken instans");
  }

  private static void becomes(Page page, String person) {
    page.locator(".person", new Page.LocatorOptions().setHasText(person)).click();
    assertThat(page.locator("#people [aria-checked=true]")).containsText(person);
  }

  private static byte[] picture(int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, (i % width) * 200 / width << 8 | i / width * 200 / height);
    }
    ImageIO.write(image, "png", bytes);
    return bytes.toByteArray();
  }

  @Test
  void whatStandsBelowAPictureStaysWhereItIsWhenThePictureComes() throws IOException {
    bot.channel("ops")
        .sendMessageEmbeds(
            new EmbedBuilder().setTitle("Step").setImage("attachment://s.png").build())
        .addFiles(FileUpload.fromData(picture(800, 450), "s.png"))
        .complete();
    bot.channel("ops").sendFiles(FileUpload.fromData(picture(640, 900), "t.png")).complete();
    bot.channel("ops").sendMessage("below").complete();
    for (int width : List.of(1280, 390)) {
      Page page = chromium.browser().newPage();
      page.setViewportSize(width, 844);
      List<Route> held = new ArrayList<>();
      page.route(Pattern.compile("/attachments/"), held::add);
      Chromium.visits(page, messages.url());
      Locator embedded = page.locator(".embed-picture");
      Locator alone = page.locator(".picture");
      page.waitForCondition(() -> !held.isEmpty());
      BoundingBox one = embedded.boundingBox();
      BoundingBox two = alone.boundingBox();
      assertEquals(800.0 / 450, one.width / one.height, 0.02);
      assertEquals(640.0 / 900, two.width / two.height, 0.02);
      double height = height(page);
      page.unroute(Pattern.compile("/attachments/"));
      held.forEach(Route::resume);
      embedded.scrollIntoViewIfNeeded();
      for (Locator each : List.of(embedded, alone)) {
        page.waitForFunction(
            "node => node.complete && node.naturalWidth > 0", each.elementHandle());
      }
      assertEquals(height, height(page), "nothing moved at " + width);
      page.close();
    }
  }

  @Test
  void galleriesThumbnailsSelectsAndFilesStandInTheirContainer() throws IOException {
    for (int pictures : List.of(1, 2, 3)) {
      List<MediaGalleryItem> items = new ArrayList<>();
      for (int i = 0; i < pictures; i++) {
        items.add(MediaGalleryItem.fromFile(FileUpload.fromData(picture(800, 450), i + ".png")));
      }
      bot.channel("ops")
          .sendMessageComponents(
              Container.of(
                  Section.of(
                      Thumbnail.fromFile(FileUpload.fromData(picture(256, 256), "icon.png")),
                      TextDisplay.of("## Pictures: " + pictures),
                      TextDisplay.of("They stand in a row, where there is more than one.")),
                  MediaGallery.of(items),
                  FileDisplay.fromFile(FileUpload.fromData(new byte[] {1}, "journal.txt")),
                  Separator.createDivider(Separator.Spacing.SMALL),
                  ActionRow.of(
                      StringSelectMenu.create("pick" + pictures)
                          .setPlaceholder("What to do with it")
                          .addOption("Clone", "clone", "A new instance from it")
                          .addOption("Delete", "delete")
                          .build()),
                  ActionRow.of(
                      Button.secondary("newer" + pictures, "Newer"),
                      Button.secondary("older" + pictures, "Older").asDisabled(),
                      Button.link("https://example.org", "Console"))))
          .useComponentsV2()
          .complete();
    }
    for (int width : List.of(1280, 390)) {
      Page page = opens(width, 844);
      for (Locator container : page.locator(".container").all()) {
        BoundingBox outer = container.boundingBox();
        for (Locator part : container.locator("img, .opener, .file, .button").all()) {
          BoundingBox inner = part.boundingBox();
          assertTrue(inner.x + inner.width <= outer.x + outer.width - 12, width + ": " + part);
        }
      }
      assertEquals(0, Chromium.sticksOut(page));
      page.locator(".opener").first().click();
      assertThat(page.locator(".menu").first()).containsText("A new instance from it");
      Chromium.shot(page, "select-" + width);
      assertEquals(List.of(), Chromium.barriers(page));
      page.keyboard().press("Escape");
      for (int i = 0; i < 3; i++) {
        page.locator(".container").nth(i).scrollIntoViewIfNeeded();
        Chromium.shot(page, "gallery-" + (i + 1) + "-" + width);
      }
      page.close();
    }
  }

  private static double height(Page page) {
    return ((Number) page.evaluate("document.getElementById('log').scrollHeight")).doubleValue();
  }

  /** The page draws them itself: a computer without a font for emoji would show boxes. */
  @Test
  void everyEmojiThatTheBotUsesIsDrawn() throws IOException {
    Page page = opens(390, 844);
    String texts;
    try (Stream<Path> files =
        Stream.concat(
            Files.walk(Path.of("src/main/resources/dev/snapclone/i18n")),
            Files.walk(Path.of("src/main/java/dev/snapclone/discord")))) {
      texts =
          files
              .filter(Files::isRegularFile)
              .map(PageBehaviourTest::read)
              .collect(Collectors.joining("\n"));
    }
    // Those that are text unless they are asked to be pictures are left alone, as browsers do.
    Object undrawn =
        page.evaluate(
            """
            async (texts) => {
              const {drawings} = await import('/page/emoji.js');
              const found = texts.match(/\\p{Emoji_Presentation}|\\p{Extended_Pictographic}\\uFE0F/gu) ?? [];
              return [...new Set(found)].filter((emoji) => !drawings().includes(emoji.replace('\\uFE0F', '')));
            }
            """,
            texts);
    assertEquals(List.of(), undrawn, "draw them in emoji.js");
    assertTrue(texts.contains("✅"), "there is something to draw");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void allDrawingsAreSeen() throws Exception {
    Page page = opens(390, 844);
    String all =
        (String) page.evaluate("async () => (await import('/page/emoji.js')).drawings().join(' ')");
    String id = messages.post("{\"content\": \"" + all + " and text\"}");
    MessagePage.message(page, id).waitFor();
    assertEquals(all.split(" ").length, MessagePage.message(page, id).locator("svg.emoji").count());
    Chromium.shot(page, "emoji");
  }
}
