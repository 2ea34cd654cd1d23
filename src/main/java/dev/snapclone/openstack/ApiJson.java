package dev.snapclone.openstack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads JSON answers. Required members must exist; optional ones have a default. */
final class ApiJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final Pattern ZONE = Pattern.compile("(Z|[+-]\\d\\d:?\\d\\d)$");

  private ApiJson() {}

  /** Reads a document that must be an object. */
  static JsonNode object(byte[] bytes) {
    try {
      JsonNode node = MAPPER.readTree(bytes);
      if (node == null || !node.isObject()) {
        throw new Unreadable("the answer is not a JSON object");
      }
      return node;
    } catch (IOException e) {
      throw new Unreadable("the answer is not whole JSON");
    }
  }

  /** Reads any document; null when it is not JSON. */
  static @Nullable JsonNode lenient(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  static ObjectNode newObject() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode newArray() {
    return JsonNodeFactory.instance.arrayNode();
  }

  static ObjectNode ofMap(Map<String, String> map) {
    ObjectNode node = newObject();
    map.forEach(node::put);
    return node;
  }

  static ArrayNode ofTexts(Collection<String> texts) {
    ArrayNode node = newArray();
    texts.forEach(node::add);
    return node;
  }

  /** A required object or array. */
  static JsonNode need(JsonNode node, String key) {
    JsonNode value = node.get(key);
    if (value == null || !value.isContainerNode()) {
      throw new Unreadable("the answer has no " + key);
    }
    return value;
  }

  /** A required, non-empty text. */
  static String needText(JsonNode node, String key) {
    String text = textOrNull(node, key);
    if (text == null) {
      throw new Unreadable("the answer has no " + key, key);
    }
    return text;
  }

  /** A text, or a number as text; null when missing, null or empty. */
  static @Nullable String textOrNull(JsonNode node, String key) {
    JsonNode value = node.get(key);
    if (value == null || !value.isValueNode() || value.isNull() || value.asText().isEmpty()) {
      return null;
    }
    return value.asText();
  }

  /** A text; empty when missing. */
  static String text(JsonNode node, String key) {
    String text = textOrNull(node, key);
    return text == null ? "" : text;
  }

  /** An integer, also one written as text; null when missing or not a number. */
  static @Nullable Long numberOrNull(JsonNode node, String key) {
    JsonNode value = node.get(key);
    if (value == null || value.isNull()) {
      return null;
    }
    if (value.isNumber()) {
      return value.longValue();
    }
    try {
      return Long.valueOf(value.asText().trim());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** An integer; 0 when missing or empty, as Nova's {@code swap} can be. */
  static int number(JsonNode node, String key) {
    Long number = numberOrNull(node, key);
    return number == null ? 0 : Math.toIntExact(number);
  }

  static @Nullable Integer intOrNull(JsonNode node, String key) {
    Long number = numberOrNull(node, key);
    return number == null ? null : Math.toIntExact(number);
  }

  /** A flag, also one written as text such as "true" or "True". */
  static boolean flag(JsonNode node, String key) {
    JsonNode value = node.get(key);
    return value != null && (value.isBoolean() ? value.booleanValue() : isTrue(value.asText()));
  }

  private static boolean isTrue(String text) {
    return text.equalsIgnoreCase("true") || text.equals("1");
  }

  /** The members of an object that are texts, numbers or flags; others are skipped. */
  static Map<String, String> texts(@Nullable JsonNode node) {
    Map<String, String> map = new LinkedHashMap<>();
    if (node != null && node.isObject()) {
      node.properties()
          .forEach(
              e -> {
                if (e.getValue().isValueNode() && !e.getValue().isNull()) {
                  map.put(e.getKey(), e.getValue().asText());
                }
              });
    }
    return map;
  }

  /** Reads each element of an array; an empty list when it is missing. */
  static <T> List<T> each(@Nullable JsonNode array, Function<JsonNode, T> reader) {
    List<T> list = new ArrayList<>();
    if (array != null && array.isArray()) {
      array.forEach(n -> list.add(reader.apply(n)));
    }
    return list;
  }

  /** A required time. */
  static Instant time(JsonNode node, String key) {
    String text = needText(node, key);
    try {
      return time(text);
    } catch (DateTimeParseException e) {
      throw new Unreadable("the answer's " + key + " is not a time", key);
    }
  }

  /**
   * A time as OpenStack writes it: with Z, with an offset, or without a zone, which means UTC
   * (Cinder, os-instance-actions, tokens of expiring application credentials).
   */
  static Instant time(String text) {
    String iso = text.trim().replace(' ', 'T');
    return ZONE.matcher(iso).find()
        ? OffsetDateTime.parse(iso).toInstant()
        : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
  }
}
