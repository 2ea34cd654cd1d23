package dev.snapclone.sandbox.discord.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** Limits of modals (receiving-and-responding.mdx "Modal", components/reference.mdx "Label"). */
final class ModalRules {
  private static final int LABEL = 18;
  private static final int TEXT_INPUT = 4;

  private ModalRules() {}

  static void check(JsonNode modal, Violations at) {
    at.at("title").length(modal.path("title"), 1, 45);
    at.at("custom_id").length(modal.path("custom_id"), 1, 100);
    JsonNode parts = modal.path("components");
    at.at("components").count(parts, 1, 5);
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < parts.size(); i++) {
      checkPart(parts.get(i), ids, at.at("components").at(i));
    }
  }

  private static void checkPart(JsonNode part, Set<String> ids, Violations at) {
    int type = part.path("type").asInt();
    if (type == LABEL) {
      at.at("label").length(part.path("label"), 1, 45);
      at.at("description").atMost(part.path("description"), 100);
      checkInput(part.path("component"), ids, at.at("component"));
    } else if (type == ComponentRules.ROW) {
      at.at("components").count(part.path("components"), 1, 1);
      JsonNode input = part.path("components").path(0);
      Violations there = at.at("components").at(0);
      there.at("label").length(input.path("label"), 1, 45);
      checkInput(input, ids, there);
    } else if (type != ComponentRules.TEXT_DISPLAY) {
      at.at("type").add("UNION_TYPE_CHOICES", "Value of field \"type\" must be one of (1, 10, 18)");
    }
  }

  private static void checkInput(JsonNode input, Set<String> ids, Violations at) {
    at.at("custom_id").length(input.path("custom_id"), 1, 100);
    if (!ids.add(input.path("custom_id").asText())) {
      at.at("custom_id")
          .add("COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
    }
    if (input.path("type").asInt() == TEXT_INPUT) {
      at.at("min_length").range(input.path("min_length"), 0, 4000);
      at.at("max_length").range(input.path("max_length"), 1, 4000);
      at.at("value").atMost(input.path("value"), 4000);
      at.at("placeholder").atMost(input.path("placeholder"), 100);
      if (input.path("style").asInt() < 1 || input.path("style").asInt() > 2) {
        at.at("style").add("BASE_TYPE_CHOICES", "Value must be one of {1, 2}.");
      }
    }
  }
}
