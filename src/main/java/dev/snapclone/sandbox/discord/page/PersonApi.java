package dev.snapclone.sandbox.discord.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.discord.ClientRefusal;
import dev.snapclone.sandbox.discord.DiscordSandbox;
import dev.snapclone.sandbox.discord.chat.ChatJson;
import dev.snapclone.sandbox.discord.chat.User;
import io.undertow.Handlers;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.spi.WebSocketHttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a page asks on behalf of one person: {@code /NAME/WHAT} below {@code /page/api}. */
final class PersonApi implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(PersonApi.class);
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
  private static final int MOST_BYTES = 64 * 1024;

  private final DiscordSandbox discord;
  private final PersonView view;
  private final EventStream stream;
  private final ExecutorService waiting;
  private final PageActions actions;
  private final HttpHandler events;

  PersonApi(DiscordSandbox discord, PersonView view, EventStream stream, ExecutorService waiting) {
    this.discord = discord;
    this.view = view;
    this.stream = stream;
    this.waiting = waiting;
    this.actions = new PageActions(discord);
    this.events = Handlers.websocket(this::connected);
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    String[] parts = exchange.getRelativePath().split("/", -1);
    Optional<User> person = parts.length == 3 ? person(parts[1]) : Optional.empty();
    if (person.isEmpty()) {
      exchange.setStatusCode(404).endExchange();
    } else if (exchange.getRequestMethod().equals(Methods.POST)) {
      exchange.dispatch(waiting, later -> act(later, person.get(), parts[2]));
    } else if (!exchange.getRequestMethod().equals(Methods.GET)) {
      exchange.setStatusCode(405).endExchange();
    } else if (parts[2].equals("state")) {
      send(exchange, 200, state(person.get()));
    } else if (parts[2].equals("stream")) {
      events.handleRequest(exchange);
    } else {
      exchange.setStatusCode(404).endExchange();
    }
  }

  private Optional<User> person(String name) {
    return discord.world().users().stream()
        .filter(u -> !u.bot() && u.name().equals(name))
        .findFirst();
  }

  private ObjectNode state(User person) {
    synchronized (discord.world()) {
      return view.state(person, stream.last());
    }
  }

  private void connected(WebSocketHttpExchange exchange, WebSocketChannel connection) {
    String path = URI.create(exchange.getRequestURI()).getPath();
    String[] parts = path.split("/", -1);
    Optional<User> person = person(parts[parts.length - 2]);
    // A page that connects again says what it had last, perhaps of a world that is no more.
    String from = parameter(exchange, "after");
    String bot = parameter(exchange, "world");
    boolean same = bot.isEmpty() || bot.equals(discord.botId());
    long number = NUMBER.matcher(from).matches() ? Long.parseLong(from) : 0;
    person.ifPresent(user -> stream.follow(connection, user, same ? number : Long.MAX_VALUE));
  }

  private static String parameter(WebSocketHttpExchange exchange, String name) {
    List<String> given = exchange.getRequestParameters().get(name);
    return given == null || given.isEmpty() ? "" : given.get(0);
  }

  private void act(HttpServerExchange exchange, User person, String what) throws IOException {
    exchange.startBlocking();
    byte[] bytes = exchange.getInputStream().readNBytes(MOST_BYTES + 1);
    JsonNode body;
    try {
      body = ChatJson.read(new String(bytes, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      body = null;
    }
    if (body == null || !body.isObject() || bytes.length > MOST_BYTES) {
      send(exchange, 400, error("That is no JSON object of at most 64 KiB."));
      return;
    }
    try {
      ObjectNode result = actions.act(person.name(), what, body);
      if (result == null) {
        exchange.setStatusCode(404).endExchange();
      } else {
        send(exchange, 200, result);
      }
    } catch (ClientRefusal e) {
      send(exchange, 422, error(String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      LOG.error("the page failed at {}", what, e);
      send(exchange, 500, error("The sandbox failed; its log says why."));
    }
  }

  private static ObjectNode error(String text) {
    return ChatJson.object().put("error", text);
  }

  private static void send(HttpServerExchange exchange, int status, ObjectNode body) {
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    exchange.getResponseSender().send(ChatJson.write(body));
  }
}
