package dev.snapclone.sandbox.discord;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.sandbox.discord.chat.Permission;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.dv8tion.jda.api.EmbedBuilder;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.components.container.Container;
import net.dv8tion.jda.api.components.label.Label;
import net.dv8tion.jda.api.components.textdisplay.TextDisplay;
import net.dv8tion.jda.api.components.textinput.TextInput;
import net.dv8tion.jda.api.components.textinput.TextInputStyle;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.concrete.ThreadChannel;
import net.dv8tion.jda.api.events.interaction.ModalInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.modals.Modal;
import net.dv8tion.jda.api.requests.ErrorResponse;
import net.dv8tion.jda.api.utils.FileUpload;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Files, components, threads and mentions, as JDA sends them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RichMessageTest {
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
            Commands.slash("who", "Tells who is who")
                .addOption(OptionType.USER, "user", "A user", true)
                .addOption(OptionType.ROLE, "role", "A role")
                .addOption(OptionType.CHANNEL, "channel", "A channel")
                .addOption(OptionType.INTEGER, "number", "A number")
                .addOption(OptionType.BOOLEAN, "flag", "A flag"))
        .complete();
    bot.on(SlashCommandInteractionEvent.class, RichMessageTest::tellWho);
    bot.on(ButtonInteractionEvent.class, RichMessageTest::pressed);
    bot.on(
        ModalInteractionEvent.class,
        e -> e.editMessage("why: " + e.getValues().get(0).getAsString()).queue());
  }

  private static void tellWho(SlashCommandInteractionEvent e) {
    StringBuilder text = new StringBuilder();
    e.getOptions()
        .forEach(
            o ->
                text.append(
                    switch (o.getType()) {
                      case USER -> o.getAsMember() == null ? "?" : o.getAsMember().getRoles();
                      case ROLE -> o.getAsRole().getName();
                      case CHANNEL -> o.getAsChannel().getName();
                      default -> o.getAsString();
                    }));
    text.append(' ').append(e.getUserLocale().getLocale());
    text.append(' ').append(e.getMember() == null ? "?" : e.getMember().getRoles());
    e.reply(text.toString().replaceAll("\\(id=\\d+\\)", "")).setEphemeral(true).queue();
  }

  private static void pressed(ButtonInteractionEvent e) {
    switch (e.getComponentId()) {
      case "later" -> {
        e.deferEdit().complete();
        e.getHook().editOriginal("edited later").complete();
        e.getHook().sendMessage("only you").setEphemeral(true).complete();
      }
      case "why" ->
          e.replyModal(
                  Modal.create("why", "Why?")
                      .addComponents(Label.of("Text", TextInput.of("t", TextInputStyle.PARAGRAPH)))
                      .build())
              .queue();
      default -> e.reply("boxed").setEphemeral(true).queue();
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

  private SeenMessage seen(Message message) {
    return anna().awaitMessage(message.getChannel().getId(), m -> m.id().equals(message.getId()));
  }

  @Test
  void filesAreKeptShownAndDropped() throws Exception {
    FileUpload notes =
        FileUpload.fromData("hello".getBytes(StandardCharsets.UTF_8), "notes.txt")
            .setDescription("Some notes");
    Message message =
        bot.channel("ops")
            .sendMessageEmbeds(new EmbedBuilder().setTitle("t").build())
            .addFiles(notes, FileUpload.fromData(new byte[] {1, 2}, "more.bin"))
            .complete();
    assertEquals(List.of("notes.txt", "more.bin"), seen(message).shown().files());
    Message.Attachment first = message.getAttachments().get(0);
    assertEquals("Some notes", first.getDescription());
    try (InputStream in = URI.create(first.getUrl()).toURL().openStream()) {
      assertEquals("hello", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    message.editMessageAttachments(message.getAttachments().get(1)).complete();
    assertEquals(List.of("more.bin"), seen(message).shown().files());
  }

  @Test
  void aButtonInAContainerCanBePressed() {
    Message message =
        bot.channel("ops")
            .sendMessageComponents(
                Container.of(
                    TextDisplay.of("# Job J1"),
                    ActionRow.of(Button.primary("box", "Box"), Button.link("https://a.b", "Go"))))
            .useComponentsV2()
            .complete();
    assertTrue(seen(message).shown().content().contains("# Job J1"));
    assertEquals("boxed", anna().presses(seen(message), "Box").awaitMessage().shown().content());
  }

  @Test
  void anUpdateCanBeDeferredAndFollowedByAPrivateMessage() {
    Message message =
        bot.channel("ops")
            .sendMessage("now")
            .addComponents(ActionRow.of(Button.primary("later", "Later")))
            .complete();
    BotAnswer answer = anna().presses(message.getId(), "Later");
    assertEquals("only you", answer.awaitFollowUp().shown().content());
    assertTrue(answer.awaitFollowUp().ephemeral());
    assertEquals("edited later", seen(message).shown().content());
    ErrorResponseException unknown =
        assertThrows(
            ErrorResponseException.class,
            () -> bot.channel("ops").retrieveMessageById(answer.awaitFollowUp().id()).complete());
    assertEquals(ErrorResponse.UNKNOWN_MESSAGE, unknown.getErrorResponse());
  }

  @Test
  void aDialogFromAButtonUpdatesTheMessage() {
    Message message =
        bot.channel("ops")
            .sendMessage("ask")
            .addComponents(ActionRow.of(Button.primary("why", "Why")))
            .complete();
    dev.snapclone.sandbox.discord.Modal modal = anna().presses(message.getId(), "Why").awaitModal();
    assertEquals(
        "why: so", anna().submits(modal, Map.of("Text", "so")).awaitMessage().shown().content());
    assertEquals("why: so", seen(message).shown().content());
  }

  @Test
  void optionsOfAllKindsAreResolved() {
    Map<String, String> options =
        Map.of(
            "user", "@ben", "role", "admin", "channel", "#audit", "number", "42", "flag", "true");
    BotAnswer answer = sandbox.person("olaf").types("ops", "/who", options);
    assertEquals(
        "[Role:approver]adminaudit42true de [Role:operator]",
        answer.awaitMessage().shown().content());
    assertThrows(
        ClientRefusal.class,
        () -> anna().types("ops", "/who", Map.of("user", "ben", "number", "many")));
  }

  @Test
  void onlyWhoSeesTheChannelCanBeAddedToItsThread() {
    ThreadChannel thread = bot.channel("ops").createThreadChannel("closed", true).complete();
    String outside = "1";
    ErrorResponseException unknown =
        assertThrows(
            ErrorResponseException.class, () -> thread.addThreadMemberById(outside).complete());
    assertEquals(ErrorResponse.UNKNOWN_USER, unknown.getErrorResponse());
    thread.sendMessage("<@" + anna().id() + ">").complete();
    assertTrue(anna().seesChannels().contains("closed"), "a mention adds to the thread");
    thread.getManager().setArchived(true).complete();
    thread.sendMessage("again").complete();
    assertEquals(2, anna().sees("closed").size());
  }

  @Test
  void aReplyPingsTheAuthorByDefault() {
    String said = anna().says("random", "please");
    Message loud = bot.channel("random").sendMessage("yes").setMessageReference(said).complete();
    Message quiet =
        bot.channel("random")
            .sendMessage("@everyone <@" + anna().id() + ">")
            .setMessageReference(said)
            .mentionRepliedUser(false)
            .setAllowedMentions(Set.of())
            .complete();
    assertEquals(said, seen(loud).replyTo());
    assertEquals(Set.of("anna"), seen(loud).pinged());
    assertEquals(Set.of(), seen(quiet).pinged());
  }

  @Test
  void jdaLearnsOfANewPermission() {
    sandbox.forbidBot("audit", Set.of(Permission.SEND_MESSAGES));
    await().until(() -> !bot.channel("audit").canTalk());
    sandbox.forbidBot("audit", Set.of());
    await().until(() -> bot.channel("audit").canTalk());
  }

  @Test
  void everyBodyFitsTheOfficialSchema() {
    filesOfAllKinds();
    DiscordSchema schema = DiscordSchema.fromEnvironment();
    assertEquals(Map.of(), schema.problems(sandbox.requests()));
    assertTrue(schema.checked() >= 3, "checked " + schema.checked());
  }

  private void filesOfAllKinds() {
    bot.channel("ops")
        .sendMessage("f")
        .addFiles(FileUpload.fromData(new byte[] {1}, "a.bin"))
        .addComponents(ActionRow.of(Button.primary("later", "Later")))
        .complete()
        .editMessageComponents(List.of())
        .complete();
  }
}
