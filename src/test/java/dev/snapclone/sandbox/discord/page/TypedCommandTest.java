package dev.snapclone.sandbox.discord.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.snapclone.sandbox.discord.JdaBot;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A whole command written by hand, in a real Chromium, as the bot receives it. */
class TypedCommandTest {
  private static Chromium chromium;

  private final List<String> errors = new ArrayList<>();
  private MessagePage messages;
  private JdaBot bot;
  private Page page;

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
    bot.guild()
        .updateCommands()
        .addCommands(
            Commands.slash("copy", "Copies an instance")
                .addOptions(
                    new OptionData(OptionType.STRING, "server-name", "Which instance", true, true),
                    new OptionData(OptionType.STRING, "name", "What the copy is called"),
                    new OptionData(OptionType.BOOLEAN, "isolated", "Cut off from all others"),
                    new OptionData(OptionType.STRING, "reason", "What it is for")))
        .complete();
    bot.on(
        CommandAutoCompleteInteractionEvent.class,
        e ->
            e.replyChoiceStrings(
                    Stream.of("db-01", "win-sql-01", "win-sql-02")
                        .filter(name -> name.startsWith(e.getFocusedOption().getValue()))
                        .toList())
                .queue());
    bot.on(
        SlashCommandInteractionEvent.class,
        e ->
            e.reply(
                    e.getOptions().stream()
                        .map(o -> "[" + o.getName() + "=" + o.getAsString() + "]")
                        .collect(Collectors.joining()))
                .queue());
    page = messages.opens(1280, 800, ColorScheme.DARK);
    page.onPageError(errors::add);
    page.locator("#line").focus();
  }

  @AfterEach
  void ends() throws InterruptedException {
    bot.close();
    messages.close();
    assertEquals(List.of(), errors, "nothing is thrown");
  }

  private void received(String options) {
    assertThat(page.locator("#log article").last()).containsText(options);
  }

  @Test
  void typedWithTheListsOpenTheNameOfAnOptionBeginsIt() {
    Keyboard keys = page.keyboard();
    keys.type("/copy server-name:win-sql-01");
    assertThat(page.locator("#popup [role=option]")).hasText("win-sql-01");
    keys.type(" isolated:");
    assertThat(page.locator("#popup [role=option]")).hasCount(2);
    keys.type("yes reason:restore test, ticket: INC-1234");
    keys.press("Enter");
    received("[server-name=win-sql-01][isolated=true][reason=restore test, ticket: INC-1234]");
  }

  @Test
  void pastedAWholeLineIsReadAlike() {
    page.keyboard()
        .insertText("/copy server-name:win-sql-01 isolated:yes reason:restore test INC-1234");
    Chromium.shot(page, "command-pasted");
    page.keyboard().press("Enter");
    received("[server-name=win-sql-01][isolated=true][reason=restore test INC-1234]");

    // An optional one first, and a rest of the line into an option that is open.
    page.keyboard().insertText("/copy name: x 1 server-name:");
    page.keyboard().insertText("db-01 isolated:no reason:reason: none");
    page.keyboard().press("Enter");
    received("[server-name=db-01][name=x 1][isolated=false][reason=reason: none]");
  }

  @Test
  void theNameOfAnOptionThatHasItsValueIsText() {
    page.keyboard().type("/copy db-01 name:one reason:its name:two was taken");
    page.keyboard().press("Enter");
    received("[server-name=db-01][name=one][reason=its name:two was taken]");
  }

  @Test
  void whatBelongsToNoOptionIsNotLost() {
    page.keyboard().type("/copy db-01");
    page.keyboard().press("Enter");
    assertThat(page.locator("#composer-note")).containsText("Enter sends it");
    page.keyboard().type("nonsense");
    page.keyboard().press("Enter");
    assertThat(page.locator("#composer-note")).containsText("“nonsense” is no option of /copy");
  }
}
