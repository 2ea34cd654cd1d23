package dev.snapclone.discord;

import dev.snapclone.command.Button;
import dev.snapclone.command.Choice;
import dev.snapclone.command.Dialogue;
import dev.snapclone.command.Picture;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.dv8tion.jda.api.EmbedBuilder;
import net.dv8tion.jda.api.components.MessageTopLevelComponent;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.ButtonStyle;
import net.dv8tion.jda.api.components.label.Label;
import net.dv8tion.jda.api.components.selections.SelectOption;
import net.dv8tion.jda.api.components.selections.StringSelectMenu;
import net.dv8tion.jda.api.components.textdisplay.TextDisplay;
import net.dv8tion.jda.api.components.textinput.TextInput;
import net.dv8tion.jda.api.components.textinput.TextInputStyle;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.modals.Modal;
import net.dv8tion.jda.api.utils.FileUpload;
import net.dv8tion.jda.api.utils.messages.MessageCreateBuilder;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.jspecify.annotations.Nullable;

/**
 * Turns a {@link Reply} into an embed with rows of buttons. Cuts everything to Discord's limits
 * (resources/message.mdx "Embed Limits", components/reference.mdx), and prevents unintended
 * mentions.
 */
final class Renderer {
  private static final int DESCRIPTION_MAX = 4096;
  private static final int ROOM_FOR_REST = 60;
  private static final int TITLE_MAX = 256;
  private static final int LABEL_MAX = 80;
  private static final int OPTION_MAX = 100;
  private static final int OPTIONS_MAX = 25;
  private static final int ID_MAX = 100;
  private static final int URL_MAX = 512;
  private static final int BUTTONS_MAX = 25;
  private static final int ALT_MAX = 1024;
  private static final int ROW = 5;
  private static final int ROWS_MAX = 5;

  private final Wording wording;

  Renderer(Wording wording) {
    this.wording = wording;
  }

  Wording wording() {
    return wording;
  }

  /** The same for somebody who sees cards in this language. */
  Renderer besideCards(Locale cards) {
    return new Renderer(wording.besideCards(cards));
  }

  MessageCreateData reply(Locale locale, Reply reply) {
    return reply(locale, reply, null);
  }

  /**
   * A private answer with a footer.
   *
   * @param footer plain text under the message, null for none
   */
  MessageCreateData reply(Locale locale, Reply reply, @Nullable String footer) {
    List<String> lines = new ArrayList<>();
    lines.add(sign(reply.tone()) + "**" + wording.markdown(locale, reply.headline()) + "**");
    reply.lines().forEach(line -> lines.add(wording.markdown(locale, line)));
    EmbedBuilder embed =
        embed(locale, "", lines, footer == null ? "" : footer, colour(reply.tone()));
    Picture picture = reply.picture();
    if (picture != null) {
      embed.setImage("attachment://" + picture.fileName());
    }
    MessageCreateData message =
        message("", embed, rows(locale, reply.buttons(), reply.choice()), List.of());
    return picture == null
        ? message
        : MessageCreateBuilder.from(message).setFiles(upload(locale, picture)).build();
  }

  /** A supplier, since the upload may be sent again after a failed try. */
  private FileUpload upload(Locale locale, Picture picture) {
    byte[] png = picture.png();
    return FileUpload.fromStreamSupplier(picture.fileName(), () -> new ByteArrayInputStream(png))
        .setDescription(Markdown.cut(wording.plain(locale, picture.alt()), ALT_MAX));
  }

  MessageCreateData sentence(Locale locale, Reply.Tone tone, Text text) {
    return reply(locale, Reply.of(tone, text));
  }

  /**
   * A message that starts with mentions. It notifies exactly these, besides those it mentioned
   * before.
   *
   * @param roles role ids
   * @param people user ids
   */
  static MessageCreateData calling(
      MessageCreateData message, List<String> roles, List<String> people) {
    List<String> words = new ArrayList<>();
    roles.forEach(id -> words.add("<@&" + id + ">"));
    people.forEach(id -> words.add("<@" + id + ">"));
    if (words.isEmpty()) {
      return message;
    }
    if (message.isUsingComponentsV2()) {
      List<MessageTopLevelComponent> all = new ArrayList<>();
      all.add(TextDisplay.of(String.join(" ", words)));
      all.addAll(message.getComponents());
      return MessageCreateBuilder.from(message)
          .setComponents(all)
          .mentionRoles(roles)
          .mentionUsers(people)
          .build();
    }
    if (!message.getContent().isEmpty()) {
      words.add(message.getContent());
    }
    return MessageCreateBuilder.from(message)
        .setContent(String.join(" ", words))
        .mentionRoles(roles)
        .mentionUsers(people)
        .build();
  }

  /**
   * An embed within the limits.
   *
   * @param title plain text, empty for none
   * @param lines markdown; what does not fit is left out and counted
   * @param footer plain text, empty for none
   */
  EmbedBuilder embed(Locale locale, String title, List<String> lines, String footer, int colour) {
    EmbedBuilder embed = new EmbedBuilder().setColor(colour);
    if (!title.isEmpty()) {
      embed.setTitle(Markdown.cut(title, TITLE_MAX));
    }
    if (!footer.isEmpty()) {
      embed.setFooter(Markdown.cut(footer, 256));
    }
    String description = fit(locale, lines);
    // Discord refuses an embed without text.
    return embed.setDescription(description.isBlank() ? "–" : description);
  }

  private String fit(Locale locale, List<String> lines) {
    return fit(locale, lines, DESCRIPTION_MAX);
  }

  /**
   * Lines within a limit.
   *
   * @param lines markdown; what does not fit is left out and counted
   * @param max the greatest length, at least 200
   */
  String fit(Locale locale, List<String> lines, int max) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String line = i == 0 ? Markdown.cutMarkdown(lines.get(0), max / 2) : lines.get(i);
      if (out.length() + line.length() + 1 > max - ROOM_FOR_REST) {
        out.append('\n')
            .append(
                wording.markdown(
                    locale, Text.of("discord.more-lines", Arg.number(lines.size() - i))));
        break;
      }
      if (i > 0) {
        out.append('\n');
      }
      out.append(line);
    }
    return out.toString();
  }

  /**
   * @param content markdown, empty for none
   * @param mentioned ids that the message notifies, if its content names them
   */
  MessageCreateData message(
      String content,
      EmbedBuilder embed,
      List<MessageTopLevelComponent> rows,
      List<String> mentioned) {
    return quiet(
        new MessageCreateBuilder()
            .setContent(Markdown.cut(content, Message.MAX_CONTENT_LENGTH))
            .setEmbeds(embed.build())
            .setComponents(rows),
        mentioned);
  }

  /**
   * A message of text alone.
   *
   * @param content markdown of at most 2000 characters
   * @param mentioned ids that the message notifies, if its content names them
   */
  static MessageCreateData text(String content, List<String> mentioned) {
    return quiet(new MessageCreateBuilder().setContent(content), mentioned);
  }

  /** A message of components alone, which notifies nobody. */
  static MessageCreateData components(MessageTopLevelComponent component) {
    return quiet(
        new MessageCreateBuilder().useComponentsV2(true).setComponents(component), List.of());
  }

  /** Notifies only those. */
  private static MessageCreateData quiet(MessageCreateBuilder builder, List<String> mentioned) {
    builder.setAllowedMentions(EnumSet.noneOf(Message.MentionType.class)).mentionRepliedUser(false);
    return mentioned.isEmpty() ? builder.build() : builder.mentionUsers(mentioned).build();
  }

  /** A choice as a menu, then buttons in rows of five. */
  List<MessageTopLevelComponent> rows(
      Locale locale, List<Button> buttons, @Nullable Choice choice) {
    List<MessageTopLevelComponent> rows = new ArrayList<>();
    Map<String, SelectOption> options = choice == null ? Map.of() : options(locale, choice);
    if (choice != null && !options.isEmpty()) {
      rows.add(ActionRow.of(menu(locale, choice, options)));
    }
    // Ids must be unique within a message; the first of two stays.
    Map<String, net.dv8tion.jda.api.components.buttons.Button> shown = new LinkedHashMap<>();
    for (Button button : buttons) {
      if (shown.size() < BUTTONS_MAX && fits(button)) {
        shown.putIfAbsent(
            new CustomId(button.name(), button.target()).encode(), button(locale, button));
      }
    }
    List<net.dv8tion.jda.api.components.buttons.Button> all = List.copyOf(shown.values());
    for (int i = 0; i < all.size() && rows.size() < ROWS_MAX; i += ROW) {
      rows.add(ActionRow.of(all.subList(i, Math.min(i + ROW, all.size()))));
    }
    return rows;
  }

  /** A cut id or address would point elsewhere, so such a button is dropped. */
  private static boolean fits(Button button) {
    return button.style() == Button.Style.LINK
        ? button.target().length() <= URL_MAX && !button.target().isEmpty()
        : button.name().length() + 1 + button.target().length() <= ID_MAX;
  }

  private net.dv8tion.jda.api.components.buttons.Button button(Locale locale, Button button) {
    String key = "button." + button.name();
    String words =
        button.label() == null ? wording.label(locale, key) : wording.plain(locale, button.label());
    String label = Markdown.cut(words.isEmpty() ? button.name() : words, LABEL_MAX);
    return button.style() == Button.Style.LINK
        ? net.dv8tion.jda.api.components.buttons.Button.link(button.target(), label)
        : net.dv8tion.jda.api.components.buttons.Button.of(
            style(button.style()), new CustomId(button.name(), button.target()).encode(), label);
  }

  private static ButtonStyle style(Button.Style style) {
    return switch (style) {
      case PRIMARY -> ButtonStyle.PRIMARY;
      case SECONDARY -> ButtonStyle.SECONDARY;
      case SUCCESS -> ButtonStyle.SUCCESS;
      case DANGER -> ButtonStyle.DANGER;
      case LINK -> ButtonStyle.LINK;
    };
  }

  /** Candidates that Discord accepts: a cut value would choose something else. */
  private Map<String, SelectOption> options(Locale locale, Choice choice) {
    Map<String, SelectOption> options = new LinkedHashMap<>();
    for (Choice.Candidate candidate : choice.candidates()) {
      if (candidate.value().isBlank()
          || candidate.value().length() > OPTION_MAX
          || options.size() == OPTIONS_MAX) {
        continue;
      }
      String label = Markdown.cut(Markdown.singleLine(candidate.label()), OPTION_MAX);
      String description = Markdown.cut(described(locale, candidate), OPTION_MAX);
      SelectOption option =
          SelectOption.of(label.isEmpty() ? candidate.value() : label, candidate.value());
      options.putIfAbsent(
          candidate.value(),
          (description.isEmpty() ? option : option.withDescription(description))
              .withDefault(candidate.value().equals(choice.chosen())));
    }
    return options;
  }

  private String described(Locale locale, Choice.Candidate candidate) {
    Text about = candidate.about();
    return about == null
        ? Markdown.singleLine(candidate.description())
        : wording.plain(locale, about);
  }

  private StringSelectMenu menu(Locale locale, Choice choice, Map<String, SelectOption> options) {
    String prompt = wording.label(locale, "choice." + choice.name());
    return StringSelectMenu.create(new CustomId(choice.name(), choice.target()).encode())
        .setPlaceholder(
            Markdown.cut(
                prompt.isEmpty() ? wording.label(locale, "discord.choose") : prompt, OPTION_MAX))
        .addOptions(options.values())
        .build();
  }

  /**
   * A dialogue with one input.
   *
   * @param id the id of the button that opens it, which the answer carries
   */
  Modal dialogue(Locale locale, String id, Dialogue dialogue) {
    TextInput input =
        TextInput.create(dialogue.option(), TextInputStyle.PARAGRAPH)
            .setRequired(dialogue.required())
            .setMaxLength(dialogue.most())
            .build();
    String label = Markdown.cut(wording.plain(locale, dialogue.label()), Label.LABEL_MAX_LENGTH);
    return Modal.create(
            id, Markdown.cut(wording.plain(locale, dialogue.title()), Modal.MAX_TITLE_LENGTH))
        .addComponents(Label.of(label, input))
        .build();
  }

  private static String sign(Reply.Tone tone) {
    return switch (tone) {
      case INFO, QUESTION -> "";
      case SUCCESS -> "✅ ";
      case REFUSAL -> "🚫 ";
      case ERROR -> "⚠️ ";
    };
  }

  static int colour(Reply.Tone tone) {
    return switch (tone) {
      case INFO -> 0x5865F2;
      case SUCCESS -> 0x2E9E5B;
      case QUESTION -> 0xE0A100;
      case REFUSAL -> 0xD9822B;
      case ERROR -> 0xD13438;
    };
  }
}
