package dev.snapclone.sandbox.discord.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** Limits of message components (components/reference.mdx). */
final class ComponentRules {
  static final int ROW = 1;
  static final int SECTION = 9;
  static final int TEXT_DISPLAY = 10;
  static final int THUMBNAIL = 11;
  static final int GALLERY = 12;
  static final int FILE = 13;
  static final int SEPARATOR = 14;
  static final int CONTAINER = 17;

  private static final Set<Integer> IN_CONTAINER =
      Set.of(ROW, SECTION, TEXT_DISPLAY, GALLERY, FILE, SEPARATOR);
  private static final Set<Integer> TOP_LEVEL_V2 =
      Set.of(ROW, SECTION, TEXT_DISPLAY, GALLERY, FILE, SEPARATOR, CONTAINER);
  private static final int MOST_PARTS = 40;
  private static final int MOST_TEXT = 4000;

  private final ControlRules controls = new ControlRules();
  private final Set<Integer> ids = new HashSet<>();
  private final Set<String> files;
  private int count;
  private int textLength;

  private ComponentRules(Set<String> files) {
    this.files = files;
  }

  /**
   * Checks the components of a message.
   *
   * @param v2 whether it has the flag IS_COMPONENTS_V2
   * @param files the names of the files that come with it, or stay with it
   */
  static void check(JsonNode components, boolean v2, Set<String> files, Violations at) {
    ComponentRules rules = new ComponentRules(files);
    if (!v2 && components.size() > 5) {
      at.add("BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.");
    }
    Set<Integer> allowed = v2 ? TOP_LEVEL_V2 : Set.of(ROW);
    for (int i = 0; i < components.size(); i++) {
      rules.checkPart(components.get(i), allowed, at.at(i));
    }
    if (rules.count > MOST_PARTS) {
      at.add("COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", "Must have at most 40 components in total");
    }
    if (rules.textLength > MOST_TEXT) {
      at.add(
          "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
          "The total displayable text size exceeds maximum size of 4000");
    }
  }

  private void checkPart(JsonNode part, Set<Integer> allowed, Violations at) {
    int type = part.path("type").asInt();
    count(part, at);
    if (!allowed.contains(type)) {
      at.at("type").add("UNION_TYPE_CHOICES", "Value of field \"type\" must be one of " + allowed);
      return;
    }
    switch (type) {
      case ROW -> checkRow(part.path("components"), at.at("components"));
      case SECTION -> checkSection(part, at);
      case TEXT_DISPLAY -> checkText(part.path("content"), at.at("content"));
      case GALLERY -> checkGallery(part.path("items"), at.at("items"));
      case FILE -> checkFile(part.path("file").path("url"), at.at("file").at("url"));
      case SEPARATOR -> at.at("spacing").range(part.path("spacing"), 1, 2);
      default -> checkContainer(part, at);
    }
  }

  /** Every part counts, wherever it stands; a number that the bot gave it is given once. */
  private void count(JsonNode part, Violations at) {
    count++;
    int id = part.path("id").asInt();
    if (id < 0) {
      at.at("id").add("NUMBER_TYPE_MIN", "int value should be greater than or equal to 0.");
    } else if (id > 0 && !ids.add(id)) {
      at.at("id").add("COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated");
    }
  }

  private void checkContainer(JsonNode container, Violations at) {
    at.at("accent_color").range(container.path("accent_color"), 0, 0xFFFFFF);
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
    count(accessory, at.at("accessory"));
    switch (accessory.path("type").asInt()) {
      case ControlRules.BUTTON -> controls.check(accessory, at.at("accessory"));
      case THUMBNAIL -> checkMedia(accessory, at.at("accessory"));
      default -> at.at("accessory").required();
    }
  }

  private void checkText(JsonNode content, Violations at) {
    at.length(content, 1, MOST_TEXT);
    String text = content.asText("");
    textLength += text.codePointCount(0, text.length());
  }

  private void checkGallery(JsonNode items, Violations at) {
    at.count(items, 1, 10);
    for (int i = 0; i < items.size(); i++) {
      checkMedia(items.get(i), at.at(i));
    }
  }

  /** A thumbnail, or an item of a gallery. */
  private void checkMedia(JsonNode item, Violations at) {
    at.at("description").atMost(item.path("description"), 1024);
    JsonNode url = item.path("media").path("url");
    Violations there = at.at("media").at("url");
    if (url.asText("").startsWith(Attachments.REFERENCE)) {
      checkReference(url.asText(), there);
    } else if (!url.asText("").matches("https?://.+")) {
      there.add(
          "URL_TYPE_INVALID_SCHEME", "Scheme must be one of ('http', 'https', 'attachment').");
    } else {
      there.atMost(url, 2048);
    }
  }

  private void checkFile(JsonNode url, Violations at) {
    if (url.asText("").startsWith(Attachments.REFERENCE)) {
      checkReference(url.asText(), at);
    } else {
      at.add(
          "UNFURLED_MEDIA_ITEM_ATTACHMENT_REQUIRED",
          "File components only support attachment:// references");
    }
  }

  private void checkReference(String url, Violations at) {
    if (!files.contains(url.substring(Attachments.REFERENCE.length()))) {
      at.add(
          "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
          "The referenced attachment was not found: " + url);
    }
  }

  private void checkRow(JsonNode parts, Violations at) {
    boolean select = parts.size() > 0 && parts.get(0).path("type").asInt() != ControlRules.BUTTON;
    at.count(parts, 1, select ? 1 : 5);
    for (int i = 0; i < parts.size(); i++) {
      count(parts.get(i), at.at(i));
      controls.check(parts.get(i), at.at(i));
    }
  }
}
