package dev.snapclone.sandbox.discord.rest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the route of a request. */
final class RestRouter {
  private static final Pattern NAMED = Pattern.compile("\\{(\\w+)}");
  private final List<Route> routes = new ArrayList<>();

  /** A method, a path template and a handler. */
  record Route(
      String method,
      String template,
      Pattern pattern,
      List<String> names,
      Function<RestCall, RestReply> action) {

    /** Whether the route needs no bot token, since its path contains a token. */
    boolean open() {
      return template.startsWith("/interactions/") || template.startsWith("/webhooks/");
    }
  }

  /** A route with the variables of its path. */
  record Match(Route route, Map<String, String> path) {}

  RestRouter on(String method, String template, Function<RestCall, RestReply> action) {
    List<String> names = new ArrayList<>();
    Matcher matcher = NAMED.matcher(template);
    StringBuilder regex = new StringBuilder();
    while (matcher.find()) {
      names.add(matcher.group(1));
      matcher.appendReplacement(regex, "([^/]+)");
    }
    matcher.appendTail(regex);
    routes.add(new Route(method, template, Pattern.compile(regex.toString()), names, action));
    return this;
  }

  /** Returns the first route that matches, so literal routes must be registered first. */
  @Nullable Match find(String method, String path) {
    for (Route route : routes) {
      Matcher matcher = route.pattern().matcher(path);
      if (route.method().equals(method) && matcher.matches()) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < route.names().size(); i++) {
          values.put(route.names().get(i), matcher.group(i + 1));
        }
        return new Match(route, values);
      }
    }
    return null;
  }
}
