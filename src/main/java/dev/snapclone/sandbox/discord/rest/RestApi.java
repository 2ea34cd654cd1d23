package dev.snapclone.sandbox.discord.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.discord.chat.ChatJson;
import dev.snapclone.sandbox.discord.chat.ChatWorld;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;

/**
 * The HTTP side: applies authentication, faults and rate limits to a request, and then its route.
 */
public final class RestApi implements HttpHandler {
  /** The path of the API. */
  public static final String BASE = "/api/v10";

  private static final Logger LOG = LoggerFactory.getLogger(RestApi.class);
  private static final Pattern USER_AGENT = Pattern.compile("DiscordBot \\(.+, .+\\).*");

  private final ChatWorld world;
  private final RestRouter router = new RestRouter();
  private final Bodies bodies = new Bodies();
  private final RestFaults faults = new RestFaults();
  private final RouteLimits limits;
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /**
   * An API to a world.
   *
   * @param clock real time, for rate limits
   * @param realLimits whether to apply realistic rate limits
   * @param gatewayUrl where bots connect
   * @param filesUrl the beginning of the URLs of files, ends with a slash
   */
  public RestApi(
      ChatWorld world,
      InstantSource clock,
      boolean realLimits,
      Supplier<String> gatewayUrl,
      Supplier<String> filesUrl) {
    this.world = world;
    this.limits = new RouteLimits(clock, realLimits);
    Composer composer = new Composer(world, filesUrl);
    new GuildRoutes(world, gatewayUrl).register(router);
    new CommandRoutes(world).register(router);
    new MessageRoutes(world, composer).register(router);
    new ThreadRoutes(world).register(router);
    new InteractionRoutes(world, composer).register(router);
    new WebhookRoutes(world, composer).register(router);
  }

  /** The planned faults. */
  public RestFaults faults() {
    return faults;
  }

  /** Every request so far, oldest first. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    if (exchange.isInIoThread()) {
      exchange.dispatch(this);
      return;
    }
    String path = path(exchange);
    RestFaults.Fault fault = faults.draw(exchange.getRequestMethod().toString(), path);
    if (fault != null && fault.kind() == RestFaults.Kind.LATENCY) {
      Duration by = fault.duration();
      HttpHandler rest = later -> serve(later, null);
      exchange.dispatch(
          () ->
              exchange
                  .getIoThread()
                  .executeAfter(
                      () -> exchange.dispatch(rest), by.toMillis(), TimeUnit.MILLISECONDS));
      return;
    }
    serve(exchange, fault);
  }

  private static String path(HttpServerExchange exchange) {
    String path = exchange.getRequestPath();
    return path.startsWith(BASE) ? path.substring(BASE.length()) : path;
  }

  private void serve(HttpServerExchange exchange, RestFaults.@Nullable Fault fault) {
    if (fault != null && fault.kind() == RestFaults.Kind.REFUSED_CONNECTION) {
      cut(exchange);
      return;
    }
    exchange.startBlocking();
    exchange.getResponseHeaders().put(new HttpString("Via"), "1.1 google");
    RestRouter.Match match = router.find(exchange.getRequestMethod().toString(), path(exchange));
    Bodies.Body body = new Bodies.Body(MissingNode.getInstance(), List.of());
    RestReply reply;
    try {
      body = bodies.read(exchange);
      reply = answer(exchange, match, body, fault);
    } catch (DiscordError e) {
      reply = new RestReply(e.status(), e.body());
    } catch (IOException | RuntimeException e) {
      LOG.error("the Discord sandbox failed at {} {}", exchange.getRequestMethod(), match, e);
      reply = new RestReply(500, ChatJson.object().put("message", "500: " + e).put("code", 0));
    }
    boolean lost = fault != null && fault.kind() == RestFaults.Kind.ANSWER_LOST;
    note(exchange, match, body, reply, lost);
    if (lost) {
      cut(exchange);
    } else if (fault != null && fault.kind() == RestFaults.Kind.ANSWER_UNREADABLE) {
      exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/html");
      exchange.getResponseSender().send("<html><body>Have a nice day</body></html>");
    } else {
      send(exchange, reply);
    }
  }

  /**
   * Closes the connection on its IO thread, since the selector must notice. Dispatched, since
   * Undertow would answer 200 for a handler that just returns.
   */
  private static void cut(HttpServerExchange exchange) {
    exchange.dispatch(exchange.getIoThread(), () -> IoUtils.safeClose(exchange.getConnection()));
  }

  private RestReply answer(
      HttpServerExchange exchange,
      RestRouter.@Nullable Match match,
      Bodies.Body body,
      RestFaults.@Nullable Fault fault) {
    if (match == null) {
      throw DiscordError.notFound();
    }
    authenticate(exchange, match);
    if (fault != null && fault.kind() == RestFaults.Kind.STATUS) {
      String text = fault.status() + ": Sandbox fault";
      return new RestReply(
          fault.status(), ChatJson.object().put("message", text).put("code", fault.code()));
    }
    if (fault != null && fault.kind() == RestFaults.Kind.TOO_MANY_REQUESTS) {
      return tooMany(exchange, fault.duration(), fault.scope());
    }
    RestReply limited = limited(exchange, match);
    if (limited != null) {
      return limited;
    }
    return act(exchange, match, body);
  }

  private @Nullable RestReply limited(HttpServerExchange exchange, RestRouter.Match match) {
    Duration globalWait = limits.countGlobally(match);
    if (!globalWait.isZero()) {
      return tooMany(exchange, globalWait, RestFaults.Scope.GLOBAL);
    }
    RouteLimits.BucketState state = limits.count(match);
    if (state != null) {
      limits.headers(state).forEach((k, v) -> header(exchange, k, v));
      if (state.exceeded()) {
        String wait = exchange.getResponseHeaders().getFirst("X-RateLimit-Reset-After");
        long millis = Math.round(Double.parseDouble(wait) * 1000);
        return tooMany(exchange, Duration.ofMillis(millis), RestFaults.Scope.USER);
      }
    }
    return null;
  }

  private RestReply act(HttpServerExchange exchange, RestRouter.Match match, Bodies.Body body) {
    Map<String, String> query = new LinkedHashMap<>();
    for (Map.Entry<String, Deque<String>> e : exchange.getQueryParameters().entrySet()) {
      query.put(e.getKey(), e.getValue().getFirst());
    }
    RestCall call = new RestCall(match.path(), query, body.json(), body.files());
    synchronized (world) {
      RestReply reply = match.route().action().apply(call);
      // A copy, since the state may change while the answer is written.
      JsonNode shown = reply.body();
      return new RestReply(reply.status(), shown == null ? null : shown.deepCopy());
    }
  }

  private void authenticate(HttpServerExchange exchange, RestRouter.Match match) {
    String agent = exchange.getRequestHeaders().getFirst(Headers.USER_AGENT);
    if (agent == null || !USER_AGENT.matcher(agent).matches()) {
      throw DiscordError.of(403, 40333, "internal network error");
    }
    String authorization = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
    if (!match.route().open() && !("Bot " + world.token()).equals(authorization)) {
      throw DiscordError.unauthorized();
    }
  }

  private static RestReply tooMany(
      HttpServerExchange exchange, Duration wait, RestFaults.Scope scope) {
    boolean global = scope == RestFaults.Scope.GLOBAL;
    header(exchange, "Retry-After", Long.toString((wait.toMillis() + 999) / 1000));
    header(exchange, "X-RateLimit-Scope", scope.name().toLowerCase(Locale.ROOT));
    if (global) {
      header(exchange, "X-RateLimit-Global", "true");
    } else {
      exchange.getResponseHeaders().put(new HttpString("X-RateLimit-Remaining"), "0");
      exchange
          .getResponseHeaders()
          .put(new HttpString("X-RateLimit-Reset-After"), RouteLimits.seconds(wait));
    }
    ObjectNode body = ChatJson.object().put("message", "You are being rate limited.");
    body.put("retry_after", wait.toMillis() / 1000.0).put("global", global);
    return new RestReply(429, body);
  }

  private static void header(HttpServerExchange exchange, String name, String value) {
    exchange.getResponseHeaders().put(new HttpString(name), value);
  }

  private void note(
      HttpServerExchange exchange,
      RestRouter.@Nullable Match match,
      Bodies.Body body,
      RestReply reply,
      boolean lost) {
    requests.add(
        new Request(
            world.now(),
            exchange.getRequestMethod().toString(),
            path(exchange),
            exchange.getQueryString(),
            match == null ? "" : match.route().template(),
            body.json(),
            body.files().stream().map(f -> f.name()).toList(),
            lost ? 0 : reply.status(),
            reply.body() == null ? MissingNode.getInstance() : reply.body()));
  }

  private static void send(HttpServerExchange exchange, RestReply reply) {
    exchange.setStatusCode(reply.status());
    JsonNode body = reply.body();
    if (body == null) {
      exchange.endExchange();
      return;
    }
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    exchange.getResponseSender().send(ChatJson.write(body));
  }
}
