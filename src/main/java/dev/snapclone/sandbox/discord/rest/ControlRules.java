package dev.snapclone.sandbox.discord.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** Limits of what can be pressed in one message (components/reference.mdx). */
final class ControlRules {
  static final int BUTTON = 2;
  private static final int STRING_SELECT = 3;

  private final Set<String> customIds = new HashSet<>();

  /** Checks a button, or what else may stand in a row. */
  void check(JsonNode part, Violations at) {
    int type = part.path("type").asInt();
    if (type == BUTTON) {
      checkButton(part, at);
    } else if (type == STRING_SELECT || (type >= 5 && type <= 8)) {
      checkSelect(part, at);
    } else {
      at.at("type").add("UNION_TYPE_CHOICES", "Value of field \"type\" is not allowed");
    }
  }

  private void checkButton(JsonNode button, Violations at) {
    int style = button.path("style").asInt();
    if (style < 1 || style > 6) {
      at.at("style").add("BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3, 4, 5, 6}.");
    }
    at.at("label").atMost(button.path("label"), 80);
    if (button.path("label").asText("").isEmpty() && !button.hasNonNull("emoji")) {
      at.at("label").add("BUTTON_COMPONENT_INVALID", "A button must have a label or an emoji");
    }
    if (style == 5) {
      at.at("url").length(button.path("url"), 1, 512);
    } else {
      checkCustomId(button.path("custom_id"), at.at("custom_id"));
    }
  }

  private void checkSelect(JsonNode select, Violations at) {
    checkCustomId(select.path("custom_id"), at.at("custom_id"));
    at.at("placeholder").atMost(select.path("placeholder"), 150);
    at.at("min_values").range(select.path("min_values"), 0, 25);
    at.at("max_values").range(select.path("max_values"), 1, 25);
    if (select.path("type").asInt() != STRING_SELECT) {
      return;
    }
    JsonNode options = select.path("options");
    at.at("options").count(options, 1, 25);
    Set<String> values = new HashSet<>();
    for (int i = 0; i < options.size(); i++) {
      Violations option = at.at("options").at(i);
      option.at("label").length(options.get(i).path("label"), 1, 100);
      option.at("value").length(options.get(i).path("value"), 1, 100);
      option.at("description").atMost(options.get(i).path("description"), 100);
      if (!values.add(options.get(i).path("value").asText())) {
        option
            .at("value")
            .add("SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The value is used twice");
      }
    }
  }

  private void checkCustomId(JsonNode customId, Violations at) {
    at.length(customId, 1, 100);
    if (!customIds.add(customId.asText())) {
      at.add("COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
    }
  }
}
