package dev.snapclone.sandbox.openstack.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Maps methods and paths to handlers.
 *
 * @param <C> the handler's view of the request
 */
public final class Routes<C> {
  private final List<Route<C>> routes = new ArrayList<>();

  private record Route<C>(
      String method, Pattern path, BiFunction<C, List<String>, ServiceReply> handler) {}

  /** Adds a route without path parameters. */
  public Routes<C> on(String method, String path, Function<C, ServiceReply> handler) {
    return on(method, path, (context, ignored) -> handler.apply(context));
  }

  /**
   * Adds a route.
   *
   * @param path such as {@code /servers/{}/action}; each {@code {}} is one segment, handed on
   */
  public Routes<C> on(
      String method, String path, BiFunction<C, List<String>, ServiceReply> handler) {
    String regex = Pattern.quote(path).replace("{}", "\\E([^/]+)\\Q");
    routes.add(new Route<>(method, Pattern.compile(regex + "/?"), handler));
    return this;
  }

  /** The handler of the first matching route, with its parameters; empty for none. */
  public Optional<Function<C, ServiceReply>> find(String method, String path) {
    for (Route<C> route : routes) {
      Matcher matcher = route.path().matcher(path);
      if (route.method().equals(method) && matcher.matches()) {
        List<String> found = new ArrayList<>();
        for (int i = 1; i <= matcher.groupCount(); i++) {
          found.add(matcher.group(i));
        }
        return Optional.of(context -> route.handler().apply(context, found));
      }
    }
    return Optional.empty();
  }
}
