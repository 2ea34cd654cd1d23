package dev.snapclone.sandbox.discord.rest;

import com.fasterxml.jackson.databind.JsonNode;

/** Limits of embeds (resources/message.mdx "Embed Limits"). */
final class EmbedRules {
  private EmbedRules() {}

  static void check(JsonNode embeds, Violations at) {
    if (embeds.size() > 10) {
      at.add("BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.");
    }
    int all = 0;
    for (int i = 0; i < embeds.size(); i++) {
      checkOne(embeds.get(i), at.at(i));
      all += size(embeds.get(i));
    }
    if (all > 6000) {
      at.add("MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000");
    }
  }

  private static void checkOne(JsonNode embed, Violations at) {
    at.at("title").atMost(embed.path("title"), 256);
    at.at("description").atMost(embed.path("description"), 4096);
    at.at("footer").at("text").atMost(embed.path("footer").path("text"), 2048);
    at.at("author").at("name").atMost(embed.path("author").path("name"), 256);
    checkUrl(embed.path("url"), at.at("url"), false);
    checkUrl(embed.path("image").path("url"), at.at("image").at("url"), true);
    checkUrl(embed.path("thumbnail").path("url"), at.at("thumbnail").at("url"), true);
    JsonNode fields = embed.path("fields");
    if (fields.size() > 25) {
      at.at("fields").add("BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.");
    }
    for (int i = 0; i < fields.size(); i++) {
      Violations field = at.at("fields").at(i);
      checkFieldText(fields.get(i).path("name"), field.at("name"), 256);
      checkFieldText(fields.get(i).path("value"), field.at("value"), 1024);
    }
    if (embed.path("color").asInt() > 0xFFFFFF) {
      at.at("color").add("NUMBER_TYPE_MAX", "int value should be less than or equal to 16777215.");
    }
    if (size(embed) == 0 && !embed.has("image") && !embed.has("thumbnail")) {
      at.at("description").required();
    }
  }

  private static void checkFieldText(JsonNode text, Violations at, int max) {
    if (text.asText("").isBlank()) {
      at.required();
    } else {
      at.atMost(text, max);
    }
  }

  private static void checkUrl(JsonNode url, Violations at, boolean attachments) {
    String text = url.asText("");
    boolean known = text.startsWith("https://") || text.startsWith("http://");
    if (!text.isEmpty() && !known && !(attachments && text.startsWith("attachment://"))) {
      at.add("URL_TYPE_INVALID_SCHEME", "Scheme must be one of ('http', 'https').");
    } else {
      at.atMost(url, 2048);
    }
  }

  private static int size(JsonNode embed) {
    int sum = length(embed.path("title")) + length(embed.path("description"));
    sum += length(embed.path("footer").path("text")) + length(embed.path("author").path("name"));
    for (JsonNode field : embed.path("fields")) {
      sum += length(field.path("name")) + length(field.path("value"));
    }
    return sum;
  }

  private static int length(JsonNode text) {
    String stripped = text.asText("").strip();
    return stripped.codePointCount(0, stripped.length());
  }
}
