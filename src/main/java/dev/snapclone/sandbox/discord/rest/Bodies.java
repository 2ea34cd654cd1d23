package dev.snapclone.sandbox.discord.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.snapclone.sandbox.discord.chat.ChatJson;
import dev.snapclone.sandbox.discord.chat.Upload;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.form.FormData;
import io.undertow.server.handlers.form.FormDataParser;
import io.undertow.server.handlers.form.FormParserFactory;
import io.undertow.server.handlers.form.MultiPartParserDefinition;
import io.undertow.util.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads request bodies: JSON, or multipart with {@code payload_json} and {@code files[n]}. */
final class Bodies {
  private static final Pattern FILE = Pattern.compile("files\\[(\\d+)]");

  private final FormParserFactory forms;

  /** A parsed body. */
  record Body(JsonNode json, List<Upload> files) {}

  Bodies() {
    MultiPartParserDefinition multipart = new MultiPartParserDefinition();
    multipart.setDefaultEncoding(StandardCharsets.UTF_8.name());
    multipart.setFileSizeThreshold(Long.MAX_VALUE);
    forms = FormParserFactory.builder(false).addParser(multipart).build();
  }

  Body read(HttpServerExchange exchange) throws IOException {
    String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
    if (type != null && type.startsWith("multipart/form-data")) {
      return multipart(exchange);
    }
    byte[] bytes = exchange.getInputStream().readAllBytes();
    String text = new String(bytes, StandardCharsets.UTF_8);
    return new Body(parse(text), List.of());
  }

  private Body multipart(HttpServerExchange exchange) throws IOException {
    FormDataParser parser = forms.createParser(exchange);
    FormData data = parser.parseBlocking();
    List<Upload> files = new ArrayList<>();
    JsonNode json = MissingNode.getInstance();
    for (String name : data) {
      FormData.FormValue value = data.getFirst(name);
      Matcher file = FILE.matcher(name);
      if (file.matches() && value.isFileItem()) {
        String declared = value.getHeaders().getFirst(Headers.CONTENT_TYPE);
        String type = declared == null ? "application/octet-stream" : declared;
        byte[] bytes = value.getFileItem().getInputStream().readAllBytes();
        files.add(new Upload(file.group(1), value.getFileName(), type, bytes));
      } else if (name.equals("payload_json")) {
        json =
            parse(
                value.isFileItem()
                    ? new String(
                        value.getFileItem().getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    : value.getValue());
      }
    }
    return new Body(json, files);
  }

  private static JsonNode parse(String text) {
    if (text.isBlank()) {
      return MissingNode.getInstance();
    }
    try {
      return ChatJson.read(text);
    } catch (IllegalArgumentException e) {
      throw DiscordError.of(400, 50109, "The request body contains invalid JSON.");
    }
  }
}
