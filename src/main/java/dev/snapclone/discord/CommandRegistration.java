package dev.snapclone.discord;

import dev.snapclone.command.Command;
import dev.snapclone.command.OptionSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.interactions.DiscordLocale;
import net.dv8tion.jda.api.interactions.commands.Command.Choice;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;
import net.dv8tion.jda.api.interactions.commands.build.SlashCommandData;
import net.dv8tion.jda.api.interactions.commands.build.SubcommandData;
import net.dv8tion.jda.api.interactions.commands.localization.LocalizationMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the commands in a guild, but only when they changed: Discord limits how many are
 * created per day (interactions/application-commands.mdx).
 */
final class CommandRegistration {
  private static final int DESCRIPTION_MAX = 100;

  /** Languages besides English. Command names stay the same, so that people can share them. */
  private static final List<DiscordLocale> TRANSLATED =
      List.of(DiscordLocale.SWEDISH, DiscordLocale.NORWEGIAN);

  private static final Logger log = LoggerFactory.getLogger(CommandRegistration.class);

  private final List<Command> commands;
  private final Wording wording;

  CommandRegistration(List<Command> commands, Wording wording) {
    this.commands = List.copyOf(commands);
    this.wording = wording;
  }

  /**
   * Registers the commands. Blocks. One call at a time: the start and the event of a guild that
   * became ready late may name the same guild, and both would find its commands out of date.
   *
   * @return whether anything had to be changed
   * @throws RuntimeException of JDA when Discord refuses
   */
  synchronized boolean register(Guild guild) {
    List<SlashCommandData> wanted = data();
    List<String> have = new ArrayList<>();
    for (var registered : guild.retrieveCommands(true).complete()) {
      have.add(
          registered.getType() == net.dv8tion.jda.api.interactions.commands.Command.Type.SLASH
              ? fingerprint(SlashCommandData.fromCommand(registered))
              : registered.getType() + " " + registered.getName());
    }
    List<String> want = new ArrayList<>(wanted.stream().map(this::fingerprint).toList());
    have.sort(null);
    want.sort(null);
    if (have.equals(want)) {
      log.info("guild {}: commands are registered as they should be", guild.getId());
      return false;
    }
    guild.updateCommands().addCommands(wanted).complete();
    log.info("guild {}: {} commands registered", guild.getId(), wanted.size());
    return true;
  }

  /** All commands in Discord's form, those of one first word as subcommands of one. */
  List<SlashCommandData> data() {
    Map<String, SlashCommandData> data = new LinkedHashMap<>();
    for (Command command : commands) {
      String[] words = command.name().split(" ", 2);
      if (words.length == 1) {
        data.put(command.name(), data(command));
      } else {
        data.computeIfAbsent(words[0], this::slash).addSubcommands(subcommand(words[1], command));
      }
    }
    return List.copyOf(data.values());
  }

  private SlashCommandData slash(String name) {
    String key = "command." + name;
    SlashCommandData data = Commands.slash(name, description(key));
    TRANSLATED.forEach(it -> data.setDescriptionLocalization(it, description(it, key)));
    return data;
  }

  private SubcommandData subcommand(String name, Command command) {
    SubcommandData data = new SubcommandData(name, description(command.key()));
    TRANSLATED.forEach(it -> data.setDescriptionLocalization(it, description(it, command.key())));
    return data.addOptions(options(command));
  }

  /** The command in Discord's form. */
  SlashCommandData data(Command command) {
    return slash(command.name()).addOptions(options(command));
  }

  private List<OptionData> options(Command command) {
    String key = command.key();
    List<OptionData> options = new ArrayList<>();
    for (OptionSpec option : command.options()) {
      String optionKey = key + "." + option.name();
      OptionData one =
          new OptionData(
              type(option),
              option.name(),
              description(optionKey),
              option.required(),
              option.autocomplete() && option.values().isEmpty());
      if (option.most() > 0) {
        one.setMaxLength(option.most());
      }
      TRANSLATED.forEach(it -> one.setDescriptionLocalization(it, description(it, optionKey)));
      option.values().forEach(value -> one.addChoices(choice(optionKey + "." + value, value)));
      options.add(one);
    }
    return options;
  }

  /** The value is the same in all languages; its label may differ. */
  private Choice choice(String key, String value) {
    Choice choice = new Choice(value, value);
    if (wording.has(key)) {
      TRANSLATED.forEach(it -> choice.setNameLocalization(it, description(it, key)));
    }
    return choice;
  }

  private static OptionType type(OptionSpec option) {
    if (option.person()) {
      return OptionType.USER;
    }
    return option.flag() ? OptionType.BOOLEAN : OptionType.STRING;
  }

  private String description(DiscordLocale language, String key) {
    return Markdown.cut(wording.label(Wording.locale(language.getLocale()), key), DESCRIPTION_MAX);
  }

  private String description(String key) {
    String words = wording.label(Locale.ENGLISH, key);
    if (words.isBlank()) {
      log.error("there is no description {}", key);
      return key;
    }
    return Markdown.cut(words, DESCRIPTION_MAX);
  }

  /** Equal for commands that look the same to people. */
  private String fingerprint(SlashCommandData data) {
    StringBuilder out = new StringBuilder(data.getName()).append('|').append(data.getDescription());
    out.append(sorted(data.getDescriptionLocalizations()));
    for (SubcommandData sub : data.getSubcommands()) {
      out.append('/').append(sub.getName()).append('|').append(sub.getDescription());
      out.append(sorted(sub.getDescriptionLocalizations()));
      fingerprint(sub.getOptions(), out);
    }
    fingerprint(data.getOptions(), out);
    return out.toString();
  }

  private static void fingerprint(List<OptionData> options, StringBuilder out) {
    for (OptionData option : options) {
      out.append('|')
          .append(option.getType())
          .append(',')
          .append(option.getName())
          .append(',')
          .append(option.getDescription())
          .append(sorted(option.getDescriptionLocalizations()))
          .append(',')
          .append(option.isRequired())
          .append(',')
          .append(option.isAutoComplete())
          .append(',')
          .append(option.getMaxLength());
      option
          .getChoices()
          .forEach(
              c ->
                  out.append(',')
                      .append(c.getName())
                      .append(sorted(c.getNameLocalizations()))
                      .append('=')
                      .append(c.getAsString()));
    }
  }

  private static String sorted(LocalizationMap texts) {
    return new TreeMap<>(texts.toMap()).toString();
  }
}
