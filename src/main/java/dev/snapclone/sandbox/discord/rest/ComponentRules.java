package dev.snapclone.sandbox.discord.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** Limits of message components (components/reference.mdx). */
final class ComponentRules {
  static final int ROW = 1;
  static final int BUTTON = 2;
  static final int STRING_SELECT = 3;
  static final int TEXT_DISPLAY = 10;

  private static final Set<Integer> TOP_LEVEL_V2 = Set.of(ROW, 9, TEXT_DISPLAY, 12, 13, 14, 17);
  private static final Set<Integer> IN_CONTAINER = Set.of(ROW, 9, TEXT_DISPLAY, 12, 13, 14);
  private static final int CONTAINER = 17;

  private final Set<String> customIds = new HashSet<>();
  private int count;
  private int textLength;

  /** Checks the components of a message; {@code v2} when it has the flag IS_COMPONENTS_V2. */
  static void check(JsonNode components, boolean v2, Violations at) {
    ComponentRules rules = new ComponentRules();
    if (!v2 && components.size() > 5) {
      at.add("BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.");
    }
    for (int i = 0; i < components.size(); i++) {
      JsonNode component = components.get(i);
      Set<Integer> allowed = v2 ? TOP_LEVEL_V2 : Set.of(ROW);
      rules.checkPart(component, allowed, at.at(i));
    }
    if (rules.count > 40) {
      at.add("COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", "Must have at most 40 components in total");
    }
    if (rules.textLength > 4000) {
      at.add(
          "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
          "The total displayable text size exceeds maximum size of 4000");
    }
  }

  private void checkPart(JsonNode part, Set<Integer> allowed, Violations at) {
    count++;
    int type = part.path("type").asInt();
    if (!allowed.contains(type)) {
      at.at("type").add("UNION_TYPE_CHOICES", "Value of field \"type\" must be one of " + allowed);
      return;
    }
    switch (type) {
      case ROW -> checkRow(part.path("components"), at.at("components"));
      case 9 -> checkSection(part, at);
      case TEXT_DISPLAY -> checkText(part, at);
      case 12 -> at.at("items").count(part.path("items"), 1, 10);
      case CONTAINER -> checkContainer(part, at);
      default -> {}
    }
  }

  private void checkContainer(JsonNode container, Violations at) {
    JsonNode parts = container.path("components");
    if (parts.isEmpty()) {
      at.at("components").required();
    }
    for (int i = 0; i < parts.size(); i++) {
      checkPart(parts.get(i), IN_CONTAINER, at.at("components").at(i));
    }
  }

  private void checkSection(JsonNode section, Violations at) {
    JsonNode parts = section.path("components");
    at.at("components").count(parts, 1, 3);
    for (int i = 0; i < parts.size(); i++) {
      checkPart(parts.get(i), Set.of(TEXT_DISPLAY), at.at("components").at(i));
    }
    JsonNode accessory = section.path("accessory");
    count++;
    if (accessory.path("type").asInt() == BUTTON) {
      checkButton(accessory, at.at("accessory"));
    } else if (accessory.path("type").asInt() != 11) {
      at.at("accessory").required();
    }
  }

  private void checkText(JsonNode text, Violations at) {
    at.at("content").length(text.path("content"), 1, 4000);
    textLength += text.path("content").asText("").length();
  }

  private void checkRow(JsonNode parts, Violations at) {
    boolean select = parts.size() > 0 && parts.get(0).path("type").asInt() != BUTTON;
    at.count(parts, 1, select ? 1 : 5);
    for (int i = 0; i < parts.size(); i++) {
      count++;
      JsonNode part = parts.get(i);
      int type = part.path("type").asInt();
      if (type == BUTTON) {
        checkButton(part, at.at(i));
      } else if (type == STRING_SELECT || (type >= 5 && type <= 8)) {
        checkSelect(part, at.at(i));
      } else {
        at.at(i).at("type").add("UNION_TYPE_CHOICES", "Value of field \"type\" is not allowed");
      }
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
