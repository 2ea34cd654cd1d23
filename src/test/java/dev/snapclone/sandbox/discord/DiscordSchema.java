package dev.snapclone.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.snapclone.sandbox.discord.rest.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/**
 * Checks what a bot sent against Discord's own OpenAPI description. The file is named by the
 * environment variable {@code DISCORD_OPENAPI}; without it the calling test is skipped and says so.
 * As Discord does, it takes parseable strings for integers.
 */
public final class DiscordSchema {
  /** The environment variable that names the file. */
  public static final String VARIABLE = "DISCORD_OPENAPI";

  private final JsonNode api;
  private final JsonSchemaFactory factory =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private final Map<String, Optional<JsonSchema>> schemas = new HashMap<>();
  private int checked;

  private DiscordSchema(JsonNode api) {
    this.api = api;
  }

  /** Reads the description; skips the calling test when there is none. */
  public static DiscordSchema fromEnvironment() {
    String file = System.getenv(VARIABLE);
    Assumptions.assumeTrue(
        file != null && !file.isBlank(),
        VARIABLE + " does not name Discord's openapi.json: requests are not checked");
    try {
      return new DiscordSchema(new ObjectMapper().readTree(Files.readString(Path.of(file))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many bodies were checked so far, so that a test can tell that it checked any. */
  public int checked() {
    return checked;
  }

  /**
   * Checks the bodies of requests.
   *
   * @return what is wrong, by request; empty when all is well
   */
  public Map<String, Set<String>> problems(List<Request> requests) {
    Map<String, Set<String>> problems = new LinkedHashMap<>();
    for (int i = 0; i < requests.size(); i++) {
      Request request = requests.get(i);
      if (request.body().isMissingNode() || request.body().isNull()) {
        continue;
      }
      Set<String> wrong = problems(request);
      if (!wrong.isEmpty()) {
        problems.put("#" + i + " " + request + " " + request.body(), wrong);
      }
    }
    return problems;
  }

  private Set<String> problems(Request request) {
    String method = request.method().toLowerCase(Locale.ROOT);
    String template = template(request.path(), method);
    if (template.isEmpty()) {
      return Set.of("no such operation in the description");
    }
    Optional<JsonSchema> schema =
        schemas.computeIfAbsent(method + template, key -> schema(template, method));
    if (schema.isEmpty()) {
      return Set.of("the operation takes no body");
    }
    checked++;
    JsonNode body = request.body().deepCopy();
    Set<ValidationMessage> found = schema.get().validate(body);
    if (loosen(body, found)) {
      found = schema.get().validate(body);
    }
    return found.stream().map(ValidationMessage::getMessage).collect(Collectors.toSet());
  }

  /**
   * Where a number was wanted a parseable text counts as that number, and a whole number as an id,
   * as in the documentation's own example of {@code attachments[].id}.
   */
  private static boolean loosen(JsonNode body, Set<ValidationMessage> found) {
    boolean changed = false;
    for (ValidationMessage each : found) {
      JsonNode value = each.getInstanceNode();
      if (value == null) {
        continue;
      }
      boolean number = value.isTextual() && value.asText().matches("\\d{1,9}");
      if (number && wantsNumber(each)) {
        replace(body, each, IntNode.valueOf(value.asInt()));
        changed = true;
      } else if (value.isIntegralNumber() && wantsText(each)) {
        replace(body, each, TextNode.valueOf(value.asText()));
        changed = true;
      }
    }
    return changed;
  }

  private static void replace(JsonNode body, ValidationMessage at, JsonNode value) {
    String pointer = at.getInstanceLocation().toString();
    int last = pointer.lastIndexOf('/');
    JsonNode parent = body.at(pointer.substring(0, last));
    String key = pointer.substring(last + 1);
    if (parent instanceof ArrayNode list) {
      list.set(Integer.parseInt(key), value);
    } else if (parent instanceof ObjectNode object) {
      object.set(key, value);
    }
  }

  private static boolean wantsText(ValidationMessage message) {
    return message.getType().equals("type")
        && message.getSchemaNode().asText().equals("string")
        && message.getInstanceLocation().toString().endsWith("id");
  }

  private static boolean wantsNumber(ValidationMessage message) {
    JsonNode wanted = message.getSchemaNode();
    return switch (message.getType()) {
      case "const" -> wanted.isNumber();
      case "type" -> wanted.toString().contains("\"integer\"");
      default -> false;
    };
  }

  /** Returns the described path that fits, literal parts before variables. */
  private String template(String path, String method) {
    String best = "";
    long fewest = Long.MAX_VALUE;
    for (Map.Entry<String, JsonNode> each : api.path("paths").properties()) {
      String name = each.getKey();
      String regex = ("\\Q" + name + "\\E").replaceAll("\\{\\w+}", "\\\\E[^/]+\\\\Q");
      long variables = name.chars().filter(c -> c == '{').count();
      boolean fits = each.getValue().has(method) && Pattern.matches(regex, path);
      if (fits && variables < fewest) {
        best = name;
        fewest = variables;
      }
    }
    return best;
  }

  private Optional<JsonSchema> schema(String template, String method) {
    JsonNode body = api.path("paths").path(template).path(method).path("requestBody");
    JsonNode described = body.path("content").path("application/json").path("schema");
    if (described.isMissingNode()) {
      return Optional.empty();
    }
    // References start at the root of the document, so the components are put beside the schema.
    ObjectNode root = described.deepCopy();
    root.set("components", api.path("components"));
    return Optional.of(factory.getSchema(root, SchemaValidatorsConfig.builder().build()));
  }
}
