package dev.snapclone.sandbox.discord.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Limits of commands (interactions/application-commands.mdx). */
final class CommandRules {
  /** Discord also allows the scripts Deva and Thai, whose vowel signs are not letters. */
  private static final Pattern NAME =
      Pattern.compile("^[-_'\\p{L}\\p{N}\\p{IsDevanagari}\\p{IsThai}]{1,32}$");

  private static final Set<String> LOCALES =
      Set.of(
          "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl",
          "no", "pl", "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi",
          "th", "zh-CN", "ja", "zh-TW", "ko", "ar", "he");
  private static final Set<Integer> COMPLETABLE = Set.of(3, 4, 10);

  private CommandRules() {}

  /** Ignores contexts of a guild's commands, which JDA always sends. */
  static void check(JsonNode command, Violations at) {
    int type = command.path("type").asInt(1);
    if (type == 1) {
      checkName(command, at);
      checkDescription(command, at);
      checkOptions(command.path("options"), at.at("options"));
    } else {
      at.at("name").length(command.path("name"), 1, 32);
      if (!command.path("description").asText("").isEmpty()) {
        at.at("description").add("APPLICATION_COMMAND_NO_DESCRIPTION", "Must be empty");
      }
    }
    if (size(command) > 8000) {
      at.add("APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)");
    }
  }

  private static void checkName(JsonNode node, Violations at) {
    checkNameText(node.path("name"), at.at("name"));
    node.path("name_localizations")
        .properties()
        .forEach(
            e -> {
              checkLocale(e.getKey(), at.at("name_localizations"));
              checkNameText(e.getValue(), at.at("name_localizations").at(e.getKey()));
            });
  }

  private static void checkNameText(JsonNode name, Violations at) {
    String text = name.asText("");
    if (text.isEmpty()) {
      at.required();
    } else if (!NAME.matcher(text).matches() || !text.toLowerCase(Locale.ROOT).equals(text)) {
      at.add("APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
    }
  }

  private static void checkDescription(JsonNode node, Violations at) {
    at.at("description").length(node.path("description"), 1, 100);
    node.path("description_localizations")
        .properties()
        .forEach(
            e -> {
              checkLocale(e.getKey(), at.at("description_localizations"));
              at.at("description_localizations").at(e.getKey()).length(e.getValue(), 1, 100);
            });
  }

  private static void checkLocale(String locale, Violations at) {
    if (!LOCALES.contains(locale)) {
      at.at(locale).add("ENUM_TYPE_COERCE", "Value \"" + locale + "\" is not a valid enum value.");
    }
  }

  private static void checkOptions(JsonNode options, Violations at) {
    if (options.size() > 25) {
      at.add("BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.");
    }
    Set<String> names = new HashSet<>();
    boolean optionalSeen = false;
    for (int i = 0; i < options.size(); i++) {
      JsonNode option = options.get(i);
      Violations there = at.at(i);
      checkOption(option, there);
      if (!names.add(option.path("name").asText())) {
        at.add("APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED", "Option name is used twice");
      }
      boolean required = option.path("required").asBoolean();
      if (required && optionalSeen) {
        there.add(
            "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
            "Required options must be placed before non-required options");
      }
      optionalSeen |= !required;
    }
  }

  private static void checkOption(JsonNode option, Violations at) {
    int type = option.path("type").asInt();
    if (type < 1 || type > 11) {
      at.at("type").add("BASE_TYPE_CHOICES", "Value must be one of 1 to 11.");
    }
    checkName(option, at);
    checkDescription(option, at);
    checkOptions(option.path("options"), at.at("options"));
    checkChoices(option.path("choices"), type, at.at("choices"));
    boolean completes = option.path("autocomplete").asBoolean();
    if (completes && (option.path("choices").size() > 0 || !COMPLETABLE.contains(type))) {
      at.at("autocomplete")
          .add(
              "APPLICATION_COMMAND_OPTION_AUTOCOMPLETE_INVALID",
              "Autocomplete is not possible here");
    }
    at.at("min_length").range(option.path("min_length"), 0, 6000);
    at.at("max_length").range(option.path("max_length"), 1, 6000);
  }

  /** Checks the choices of an option or of an autocomplete answer. */
  static void checkChoices(JsonNode choices, int type, Violations at) {
    if (choices.size() > 25) {
      at.add("BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.");
    }
    for (int i = 0; i < choices.size(); i++) {
      at.at(i).at("name").length(choices.get(i).path("name"), 1, 100);
      JsonNode value = choices.get(i).path("value");
      if (type == 3) {
        at.at(i).at("value").length(value, 1, 100);
      } else if (!value.isNumber()) {
        at.at(i).at("value").add("NUMBER_TYPE_COERCE", "Value is not a number.");
      }
    }
  }

  private static int size(JsonNode node) {
    int sum = longest(node, "name") + longest(node, "description");
    for (JsonNode option : node.path("options")) {
      sum += size(option);
    }
    for (JsonNode choice : node.path("choices")) {
      sum += longest(choice, "name") + choice.path("value").asText().length();
    }
    return sum;
  }

  private static int longest(JsonNode node, String field) {
    int longest = node.path(field).asText("").length();
    for (JsonNode text : node.path(field + "_localizations")) {
      longest = Math.max(longest, text.asText().length());
    }
    return longest;
  }
}
