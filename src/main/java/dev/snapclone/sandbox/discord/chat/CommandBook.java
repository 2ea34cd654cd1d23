package dev.snapclone.sandbox.discord.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The registered commands: global ones under the scope {@code ""}, others under their guild. */
public final class CommandBook {
  private final Map<String, Map<String, ObjectNode>> scopes = new LinkedHashMap<>();

  /** Returns the commands of one scope, in the order of registration. */
  public synchronized List<ObjectNode> in(String scope) {
    return new ArrayList<>(scopes.getOrDefault(scope, Map.of()).values());
  }

  /** Returns a command of one scope by id. */
  public synchronized @Nullable ObjectNode byId(String scope, String id) {
    return scopes.getOrDefault(scope, Map.of()).get(id);
  }

  /** Returns a command of one scope by name and type. */
  public synchronized @Nullable ObjectNode byName(String scope, String name, int type) {
    return in(scope).stream()
        .filter(c -> c.path("name").asText().equals(name) && c.path("type").asInt(1) == type)
        .findFirst()
        .orElse(null);
  }

  /** Adds a command or replaces the one with its id. */
  public synchronized void put(String scope, ObjectNode command) {
    scopes
        .computeIfAbsent(scope, s -> new LinkedHashMap<>())
        .put(command.path("id").asText(), command);
  }

  /** Removes a command; returns whether it existed. */
  public synchronized boolean remove(String scope, String id) {
    return scopes.getOrDefault(scope, new LinkedHashMap<>()).remove(id) != null;
  }

  /** Replaces all commands of one scope. */
  public synchronized void replace(String scope, Collection<ObjectNode> commands) {
    scopes.remove(scope);
    commands.forEach(c -> put(scope, c));
  }
}
