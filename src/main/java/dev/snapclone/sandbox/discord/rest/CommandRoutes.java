package dev.snapclone.sandbox.discord.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.discord.chat.ChatJson;
import dev.snapclone.sandbox.discord.chat.ChatWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Registration of commands (interactions/application-commands.mdx "Endpoints"). */
final class CommandRoutes {
  private static final int MAX_COMMANDS = 100;
  private static final int MAX_CREATES_A_DAY = 200;

  private final ChatWorld world;
  private final Finder find;
  private final Map<String, Deque<Instant>> creates = new HashMap<>();

  CommandRoutes(ChatWorld world) {
    this.world = world;
    this.find = new Finder(world);
  }

  void register(RestRouter router) {
    for (String base :
        List.of(
            "/applications/{application}/commands",
            "/applications/{application}/guilds/{guild}/commands")) {
      router
          .on("GET", base, this::list)
          .on("PUT", base, this::overwrite)
          .on("POST", base, this::create)
          .on("GET", base + "/{command}", call -> RestReply.ok(command(call)))
          .on("PATCH", base + "/{command}", this::edit)
          .on("DELETE", base + "/{command}", this::delete);
    }
  }

  /** Returns the guild's id, or an empty text for the global commands. */
  private String scope(RestCall call) {
    if (!call.path("application").equals(world.bot().id())) {
      throw DiscordError.of(403, 20012, "You are not authorized to perform this action");
    }
    String guild = call.path().getOrDefault("guild", "");
    return guild.isEmpty() ? "" : find.guild(guild).id();
  }

  private ObjectNode command(RestCall call) {
    ObjectNode command = world.commands().byId(scope(call), call.path("command"));
    if (command == null) {
      throw DiscordError.unknown(10063, "application command");
    }
    return command;
  }

  private RestReply list(RestCall call) {
    ArrayNode list = ChatJson.array();
    for (ObjectNode command : world.commands().in(scope(call))) {
      list.add(call.flag("with_localizations") ? command : withoutDictionaries(command));
    }
    return RestReply.ok(list);
  }

  private static JsonNode withoutDictionaries(ObjectNode command) {
    ObjectNode copy = command.deepCopy();
    for (JsonNode holder : copy.findParents("name")) {
      ((ObjectNode) holder).remove(List.of("name_localizations", "description_localizations"));
    }
    return copy;
  }

  private RestReply overwrite(RestCall call) {
    String scope = scope(call);
    JsonNode given = call.body();
    Violations wrong = new Violations();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < given.size(); i++) {
      CommandRules.check(given.get(i), wrong.at(i));
      String key = given.get(i).path("type").asInt(1) + given.get(i).path("name").asText();
      if (!names.add(key)) {
        wrong
            .at(i)
            .at("name")
            .add("APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique");
      }
    }
    wrong.throwIfAny();
    if (given.size() > MAX_COMMANDS) {
      throw tooMany();
    }
    List<ObjectNode> made = new ArrayList<>();
    for (JsonNode each : given) {
      made.add(stored(scope, each, existing(scope, each)));
    }
    world.commands().replace(scope, made);
    world.changed();
    ArrayNode answer = ChatJson.array();
    made.forEach(answer::add);
    return RestReply.ok(answer);
  }

  private RestReply create(RestCall call) {
    String scope = scope(call);
    Violations wrong = new Violations();
    CommandRules.check(call.body(), wrong);
    wrong.throwIfAny();
    ObjectNode before = existing(scope, call.body());
    if (before == null && world.commands().in(scope).size() >= MAX_COMMANDS) {
      throw tooMany();
    }
    ObjectNode command = stored(scope, call.body(), before);
    world.commands().put(scope, command);
    world.changed();
    return before == null ? RestReply.created(command) : RestReply.ok(command);
  }

  private RestReply edit(RestCall call) {
    ObjectNode before = command(call);
    ObjectNode merged = before.deepCopy();
    call.body().properties().forEach(e -> merged.set(e.getKey(), e.getValue()));
    String scope = scope(call);
    Violations wrong = new Violations();
    CommandRules.check(merged, wrong);
    wrong.throwIfAny();
    ObjectNode command = stored(scope, merged, before);
    world.commands().put(scope, command);
    world.changed();
    return RestReply.ok(command);
  }

  private RestReply delete(RestCall call) {
    world.commands().remove(scope(call), command(call).path("id").asText());
    world.changed();
    return RestReply.nothing();
  }

  private @Nullable ObjectNode existing(String scope, JsonNode given) {
    return world.commands().byName(scope, given.path("name").asText(), given.path("type").asInt(1));
  }

  private ObjectNode stored(String scope, JsonNode given, @Nullable ObjectNode before) {
    if (before == null) {
      countCreate(scope);
    }
    ObjectNode command = ChatJson.object();
    command.put("id", before == null ? world.newId() : before.path("id").asText());
    command.put("application_id", world.bot().id());
    if (!scope.isEmpty()) {
      command.put("guild_id", scope);
    }
    command.put("version", world.newId()).put("type", given.path("type").asInt(1));
    command.set("name", given.path("name"));
    command.put("description", given.path("description").asText(""));
    command.set("name_localizations", given.path("name_localizations"));
    command.set("description_localizations", given.path("description_localizations"));
    JsonNode permissions = given.path("default_member_permissions");
    if (permissions.isValueNode() && !permissions.isNull()) {
      command.put("default_member_permissions", permissions.asText());
    } else {
      command.putNull("default_member_permissions");
    }
    command.put("nsfw", given.path("nsfw").asBoolean());
    command.set(
        "options", given.path("options").isArray() ? given.path("options") : ChatJson.array());
    if (scope.isEmpty()) {
      JsonNode contexts = given.path("contexts");
      command.set(
          "contexts", contexts.isArray() ? contexts : ChatJson.array().add(0).add(1).add(2));
    } else {
      command.putNull("contexts");
    }
    command.putArray("integration_types").add(0);
    command.properties().removeIf(e -> e.getValue().isMissingNode());
    return command;
  }

  /** At most 200 creates a day; replacing an existing name does not count. */
  private void countCreate(String scope) {
    Deque<Instant> recent = creates.computeIfAbsent(scope, s -> new ArrayDeque<>());
    Instant dayAgo = world.now().minus(Duration.ofDays(1));
    while (!recent.isEmpty() && recent.getFirst().isBefore(dayAgo)) {
      recent.removeFirst();
    }
    if (recent.size() >= MAX_CREATES_A_DAY) {
      throw DiscordError.of(
          429, 30034, "Max number of daily application command creates has been reached (200)");
    }
    recent.addLast(world.now());
  }

  private static DiscordError tooMany() {
    return DiscordError.of(400, 30032, "Maximum number of application commands reached (100).");
  }
}
