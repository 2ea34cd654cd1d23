package dev.snapclone.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Nova's and Cinder's validation of requests, with jsonschema's messages. */
final class Schema {
  private static final Pattern META_KEY = Pattern.compile("[a-zA-Z0-9-_:. ]{1,255}");
  private static final Set<String> BOOLEANS =
      Set.of(
          "True", "TRUE", "true", "1", "ON", "On", "on", "YES", "Yes", "yes", "y", "t", "False",
          "FALSE", "false", "0", "OFF", "Off", "off", "NO", "No", "no", "n", "f");

  private Schema() {}

  /** A value as printed by Python. */
  static String python(@Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return "None";
    }
    if (node.isTextual()) {
      return "'" + node.asText().replace("'", "\\'") + "'";
    }
    if (node.isBoolean()) {
      return node.asBoolean() ? "True" : "False";
    }
    List<String> parts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(item -> parts.add(python(item)));
      return "[" + String.join(", ", parts) + "]";
    }
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        parts.add("'" + field.getKey() + "': " + python(field.getValue()));
      }
      return "{" + String.join(", ", parts) + "}";
    }
    return node.asText();
  }

  private static String shown(@Nullable JsonNode node) {
    return node != null && node.isTextual() ? node.asText() : python(node);
  }

  static ApiError invalid(String field, @Nullable JsonNode value, String why) {
    return ApiError.badRequest(
        "Invalid input for field/attribute %s. Value: %s. %s".formatted(field, shown(value), why));
  }

  /** Allows only these properties. */
  static void only(String field, JsonNode object, Set<String> allowed) {
    for (Iterator<String> it = object.fieldNames(); it.hasNext(); ) {
      String name = it.next();
      if (!allowed.contains(name)) {
        throw invalid(
            field,
            object,
            "Additional properties are not allowed ('%s' was unexpected)".formatted(name));
      }
    }
  }

  static void required(String field, JsonNode object, String name) {
    if (!object.has(name)) {
      throw invalid(field, object, "'%s' is a required property".formatted(name));
    }
  }

  /** A string of bounded length. */
  static String string(String field, @Nullable JsonNode value, int min, int max) {
    if (value == null || !value.isTextual()) {
      throw invalid(field, value, python(value) + " is not of type 'string'");
    }
    String text = value.asText();
    if (text.length() < min) {
      throw invalid(field, value, python(value) + " is too short");
    }
    if (text.length() > max) {
      throw invalid(field, value, python(value) + " is too long");
    }
    return text;
  }

  /** Nova's names: printable characters of the BMP, without blanks at the ends. */
  static String novaName(@Nullable JsonNode value) {
    String name = string("name", value, 1, 255);
    boolean fine = name.codePoints().allMatch(Schema::printable) && name.equals(name.strip());
    if (!fine) {
      throw ApiError.badRequest(
          "An invalid 'name' value was provided. The name must be: printable characters. Can not"
              + " start or end with whitespace.");
    }
    return name;
  }

  private static boolean printable(int c) {
    if (c == ' ') {
      return true;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> Character.isBmpCodePoint(c);
    };
  }

  /**
   * Metadata: short keys with restricted characters, and string values of at most 255 characters.
   */
  static Map<String, String> metadata(@Nullable JsonNode value) {
    Map<String, String> metadata = new LinkedHashMap<>();
    if (value == null || value.isNull()) {
      return metadata;
    }
    if (!value.isObject()) {
      throw invalid("metadata", value, python(value) + " is not of type 'object'");
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      if (!META_KEY.matcher(field.getKey()).matches()) {
        throw invalid(
            "metadata",
            value,
            "'%s' does not match any of the regexes: '^[a-zA-Z0-9-_:. ]{1,255}$'"
                .formatted(field.getKey()));
      }
      metadata.put(field.getKey(), string(field.getKey(), field.getValue(), 0, 255));
    }
    return metadata;
  }

  /** Booleans in all spellings that oslo accepts. */
  static boolean bool(String field, @Nullable JsonNode value, boolean otherwise) {
    if (value == null || value.isNull()) {
      return otherwise;
    }
    if (value.isBoolean()) {
      return value.asBoolean();
    }
    if (!value.isTextual() || !BOOLEANS.contains(value.asText())) {
      throw invalid(
          field,
          value,
          python(value)
              + " is not one of [True, 'True', 'TRUE', 'true', '1', 'ON', 'On', 'on', 'YES', 'Yes',"
              + " 'yes', 'y', 't', False, 'False', 'FALSE', 'false', '0', 'OFF', 'Off', 'off',"
              + " 'NO', 'No', 'no', 'n', 'f']");
    }
    char first = Character.toLowerCase(value.asText().charAt(0));
    return first == 't' || first == 'y' || first == '1' || value.asText().equalsIgnoreCase("on");
  }

  /** Whether a database with three-byte characters cannot store the text. */
  static boolean beyondBmp(String text) {
    return text.codePoints().anyMatch(c -> !Character.isBmpCodePoint(c));
  }

  static boolean isUuid(@Nullable String text) {
    return text != null && text.matches("[0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}");
  }
}
