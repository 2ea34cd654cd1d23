package dev.snapclone.sandbox.discord.page;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other web pages in the same browser out: a foreign name that points to loopback (DNS
 * rebinding), and requests that another origin sends. Lets the page itself load nothing from
 * anywhere else, and run no script that stands in its text.
 */
final class Guard implements HttpHandler {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final HttpHandler next;

  Guard(HttpHandler next) {
    this.next = next;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    HeaderMap headers = exchange.getResponseHeaders();
    headers.put(new HttpString("Content-Security-Policy"), POLICY);
    headers.put(new HttpString("X-Content-Type-Options"), "nosniff");
    headers.put(new HttpString("Referrer-Policy"), "no-referrer");
    headers.put(Headers.CACHE_CONTROL, "no-store");
    if (allowed(exchange)) {
      next.handleRequest(exchange);
    } else {
      exchange.setStatusCode(403).endExchange();
    }
  }

  private static boolean allowed(HttpServerExchange exchange) {
    if (!LOOPBACK.contains(exchange.getHostName())) {
      return false;
    }
    if (!exchange.getRequestMethod().equals(Methods.POST)) {
      // A browser lets any page read a WebSocket, wherever it leads.
      return !"websocket".equalsIgnoreCase(exchange.getRequestHeaders().getFirst(Headers.UPGRADE))
          || fromHere(exchange);
    }
    // A form of another page cannot send JSON without asking first, and nobody answers that.
    String type = exchange.getRequestHeaders().getFirst(Headers.CONTENT_TYPE);
    return type != null && type.startsWith("application/json") && fromHere(exchange);
  }

  private static boolean fromHere(HttpServerExchange exchange) {
    return ownOrigin(
        exchange.getRequestHeaders().getFirst(Headers.ORIGIN), exchange.getHostAndPort());
  }

  private static boolean ownOrigin(@Nullable String origin, String hostAndPort) {
    if (origin == null) {
      return true;
    }
    try {
      return hostAndPort.equals(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
