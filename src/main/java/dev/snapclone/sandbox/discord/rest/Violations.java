package dev.snapclone.sandbox.discord.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.discord.chat.ChatJson;
import java.util.ArrayList;
import java.util.List;

/** Collects the errors of a body, nested by field (reference.mdx "Error Messages"). */
final class Violations {
  private final ObjectNode root;
  private final List<String> path;

  Violations() {
    this(ChatJson.object(), List.of());
  }

  private Violations(ObjectNode root, List<String> path) {
    this.root = root;
    this.path = path;
  }

  /** Returns a collector for a field of this one: {@code "embeds"}, then {@code 0}. */
  Violations at(String field) {
    List<String> longer = new ArrayList<>(path);
    longer.add(field);
    return new Violations(root, longer);
  }

  Violations at(int index) {
    return at(Integer.toString(index));
  }

  void add(String code, String message) {
    // Indexes are field names, as in Discord's answers; a JSON pointer would create lists.
    ObjectNode place = root;
    for (String field : path) {
      place = place.get(field) instanceof ObjectNode there ? there : place.putObject(field);
    }
    place.withArray("/_errors").addObject().put("code", code).put("message", message);
  }

  void required() {
    add("BASE_TYPE_REQUIRED", "This field is required");
  }

  /** Checks a mandatory text. */
  void length(JsonNode value, int min, int max) {
    if (!value.isTextual() || (min > 0 && value.asText().isEmpty())) {
      required();
    } else if (units(value.asText()) < min || units(value.asText()) > max) {
      add("BASE_TYPE_BAD_LENGTH", "Must be between " + min + " and " + max + " in length.");
    }
  }

  /** Checks an optional text. */
  void atMost(JsonNode value, int max) {
    if (value.isTextual() && units(value.asText().strip()) > max) {
      add("BASE_TYPE_MAX_LENGTH", "Must be " + max + " or fewer in length.");
    }
  }

  /** Checks the number of elements of a list. */
  void count(JsonNode list, int min, int max) {
    if (list.size() < min || list.size() > max) {
      add("BASE_TYPE_BAD_LENGTH", "Must be between " + min + " and " + max + " in length.");
    }
  }

  /** Checks an optional number. */
  void range(JsonNode value, int min, int max) {
    if (value.isNumber() && (value.asInt() < min || value.asInt() > max)) {
      add("NUMBER_TYPE_MAX", "int value should be between " + min + " and " + max + ".");
    }
  }

  void throwIfAny() {
    if (!root.isEmpty()) {
      throw DiscordError.invalidForm(root);
    }
  }

  /** Discord counts code points. */
  private static int units(String text) {
    return text.codePointCount(0, text.length());
  }
}
