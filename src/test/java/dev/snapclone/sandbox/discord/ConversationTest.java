package dev.snapclone.sandbox.discord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.sandbox.discord.chat.SeenMessage;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.dv8tion.jda.api.EmbedBuilder;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.components.label.Label;
import net.dv8tion.jda.api.components.selections.StringSelectMenu;
import net.dv8tion.jda.api.components.textinput.TextInput;
import net.dv8tion.jda.api.components.textinput.TextInputStyle;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.events.interaction.ModalInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.StringSelectInteractionEvent;
import net.dv8tion.jda.api.interactions.InteractionContextType;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.modals.Modal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Conversations between people and a bot. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConversationTest {
  private DiscordSandbox sandbox;
  private JdaBot bot;

  @BeforeAll
  void connect() throws InterruptedException {
    sandbox =
        DiscordSandbox.start(
            DiscordSandboxOptions.standard(InstantSource.system()).withoutRateLimits());
    bot = JdaBot.connect(sandbox);
    bot.guild()
        .updateCommands()
        .addCommands(
            Commands.slash("snapshot", "Snapshot an instance")
                .addOptions(
                    new OptionData(OptionType.STRING, "server-name", "Which", true, true),
                    new OptionData(OptionType.STRING, "os", "System")
                        .addChoice("Windows", "windows")
                        .addChoice("Linux", "linux")),
            Commands.slash("ask", "Asks").addOption(OptionType.USER, "who", "Whom"),
            Commands.slash("menu", "Offers"),
            Commands.slash("form", "Opens a dialog"))
        .complete();
    bot.on(SlashCommandInteractionEvent.class, this::command);
    bot.on(
        CommandAutoCompleteInteractionEvent.class,
        e ->
            e.replyChoiceStrings(
                    List.of("web-01", "web-02", "db-01").stream()
                        .filter(n -> n.startsWith(e.getFocusedOption().getValue()))
                        .toList())
                .queue());
    bot.on(
        ButtonInteractionEvent.class,
        e -> {
          if (e.getComponentId().equals("approve")) {
            e.editMessage("Approved by " + e.getUser().getEffectiveName()).setComponents().queue();
          } else {
            e.reply("Not for you").setEphemeral(true).queue();
          }
        });
    bot.on(
        StringSelectInteractionEvent.class,
        e -> e.reply("You chose " + e.getValues()).setEphemeral(true).queue());
    bot.on(
        ModalInteractionEvent.class,
        e -> {
          var reason = e.getValue("reason");
          e.reply("Because: " + (reason == null ? "?" : reason.getAsString()))
              .setEphemeral(true)
              .queue();
        });
  }

  private void command(SlashCommandInteractionEvent event) {
    switch (event.getName()) {
      case "snapshot" -> {
        event.deferReply(true).complete();
        var name = event.getOption("server-name");
        event
            .getHook()
            .editOriginal("Snapshot of " + (name == null ? "?" : name.getAsString()))
            .complete();
      }
      case "ask" ->
          event
              .reply("May I? <@&" + sandbox.roleId("approver") + ">")
              .addComponents(
                  ActionRow.of(Button.success("approve", "Approve"), Button.danger("deny", "Deny")))
              .queue();
      case "menu" ->
          event
              .reply("Which?")
              .setEphemeral(true)
              .addComponents(
                  ActionRow.of(
                      StringSelectMenu.create("which")
                          .addOption("First", "1")
                          .addOption("Second", "2")
                          .build()))
              .queue();
      default ->
          event
              .replyModal(
                  Modal.create("form", "Why?")
                      .addComponents(
                          Label.of(
                              "Reason",
                              TextInput.create("reason", TextInputStyle.SHORT)
                                  .setMinLength(3)
                                  .build()))
                      .build())
              .queue();
    }
  }

  @AfterAll
  void disconnect() throws InterruptedException {
    bot.close();
    sandbox.close();
  }

  private Person anna() {
    return sandbox.person("anna");
  }

  @Test
  void aCommandIsDeferredAndThenAnsweredPrivately() {
    BotAnswer answer = anna().types("ops", "/snapshot", Map.of("server-name", "web-01"));
    SeenMessage message = answer.awaitMessage();
    assertEquals("Snapshot of web-01", message.shown().content());
    assertTrue(message.ephemeral());
    assertTrue(answer.deferred());
    assertTrue(anna().sees("ops").contains(message));
    assertFalse(sandbox.person("ben").sees("ops").contains(message));
  }

  @Test
  void optionsAreCompletedWhileTheyAreTyped() {
    assertEquals(
        List.of(new OfferedChoice("web-01", "web-01"), new OfferedChoice("web-02", "web-02")),
        anna().completes("ops", "/snapshot", "server-name", "web"));
  }

  @Test
  void theClientRefusesInvalidOptions() {
    Map<String, String> solaris = Map.of("server-name", "web-01", "os", "solaris");
    Map<String, String> unknown = Map.of("server-name", "web-01", "size", "big");
    assertThrows(ClientRefusal.class, () -> anna().types("ops", "/snapshot"));
    assertThrows(ClientRefusal.class, () -> anna().types("ops", "/snapshot", solaris));
    assertThrows(ClientRefusal.class, () -> anna().types("ops", "/snapshot", unknown));
    assertThrows(ClientRefusal.class, () -> anna().types("ops", "/nothing"));
    anna().types("ops", "/snapshot", Map.of("server-name", "x", "os", "Windows")).awaitMessage();
  }

  @Test
  void aButtonPressUpdatesItsMessage() {
    SeenMessage question = anna().types("approvals", "/ask", Map.of("who", "ben")).awaitMessage();
    assertEquals(List.of("Approve", "Deny"), question.buttons());
    assertEquals(Set.of("ben"), question.pinged(), "JDA asks for mentions of roles");
    BotAnswer denied = sandbox.person("nina").presses(question, "Deny");
    assertEquals("Not for you", denied.awaitMessage().shown().content());
    SeenMessage after = sandbox.person("ben").presses(question, "Approve").awaitMessage();
    assertEquals("Approved by ben", after.shown().content());
    assertEquals(question.id(), after.id());
    assertEquals(List.of(), after.buttons());
    assertThrows(ClientRefusal.class, () -> anna().presses(question, "Approve"));
  }

  @Test
  void aSelectHasOptionsAndAPrivateMessageOneReader() {
    SeenMessage menu = anna().types("ops", "/menu").awaitMessage();
    assertEquals("You chose [2]", anna().chooses(menu, "Second").awaitMessage().shown().content());
    assertThrows(ClientRefusal.class, () -> sandbox.person("ben").chooses(menu, "Second"));
    assertThrows(ClientRefusal.class, () -> anna().chooses(menu, "Third"));
  }

  @Test
  void aModalIsOpenedAndSubmitted() {
    dev.snapclone.sandbox.discord.Modal modal = anna().types("ops", "/form").awaitModal();
    assertEquals("Why?", modal.title());
    assertThrows(ClientRefusal.class, () -> anna().submits(modal, Map.of("Reason", "no")));
    BotAnswer answer = anna().submits(modal, Map.of("Reason", "patch day"));
    assertEquals("Because: patch day", answer.awaitMessage().shown().content());
  }

  @Test
  void aChannelMessageIsEditedInPlaceAndEditsNotifyNobody() {
    Message card =
        bot.channel("ops")
            .sendMessage("for <@" + anna().id() + ">")
            .addEmbeds(
                new EmbedBuilder().setTitle("Job J1").addField("State", "Queued", true).build())
            .complete();
    card.editMessage("for <@" + sandbox.person("ben").id() + ">").complete();
    SeenMessage seen = anna().awaitMessage("ops", m -> m.id().equals(card.getId()));
    assertEquals(1, seen.edits());
    assertEquals(Set.of("anna"), seen.pinged());
    assertEquals("Queued", seen.shown().embeds().get(0).fields().get(0).value());
    assertTrue(seen.text().contains("Job J1"));
  }

  @Test
  void aPrivateThreadIsForItsMembersOnly() {
    ThreadChannel thread = bot.channel("ops").createThreadChannel("windows-j1", true).complete();
    assertFalse(anna().seesChannels().contains("windows-j1"));
    thread.addThreadMemberById(anna().id()).complete();
    thread.sendMessage("Step 1").complete();
    assertEquals("Step 1", anna().awaitMessage("windows-j1", m -> m.fromBot()).shown().content());
    assertFalse(sandbox.person("ben").seesChannels().contains("windows-j1"));
    assertTrue(sandbox.person("greta").seesChannels().contains("windows-j1"), "administrator");
  }

  @Test
  void thereAreDirectMessages() {
    bot.jda().openPrivateChannelById(anna().id()).flatMap(c -> c.sendMessage("Psst")).complete();
    assertEquals("Psst", anna().seesDirectMessages().get(0).shown().content());
  }

  @Test
  void commandsAreForGuildsOnlyWhenTheySaySo() {
    assertEquals(4, bot.guild().retrieveCommands().complete().size());
    bot.jda()
        .upsertCommand(
            Commands.slash("everywhere", "Global").setContexts(InteractionContextType.GUILD))
        .complete();
    assertEquals(1, bot.jda().retrieveCommands().complete().size());
  }
}
