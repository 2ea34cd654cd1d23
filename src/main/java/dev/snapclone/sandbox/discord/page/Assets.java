package dev.snapclone.sandbox.discord.page;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page's own files. All of them are read beforehand, so that no path leads anywhere else. */
final class Assets implements HttpHandler {
  private static final String INDEX = "index.html";
  private static final List<String> NAMES =
      List.of(
          INDEX,
          "icon.svg",
          "base.css",
          "chat.css",
          "panel.css",
          "app.js",
          "clock.js",
          "composer.js",
          "dom.js",
          "guide.js",
          "line.js",
          "markdown.js",
          "messages.js",
          "components.js",
          "controls.js",
          "emoji.js",
          "files.js",
          "panel.js",
          "store.js",
          "suggest.js");

  private final Map<String, byte[]> files;

  private Assets(Map<String, byte[]> files) {
    this.files = files;
  }

  static Assets load() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String name : NAMES) {
      try (InputStream in = Assets.class.getResourceAsStream(name)) {
        if (in == null) {
          throw new IllegalStateException("the page's file " + name + " is missing");
        }
        files.put("/" + name, in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new Assets(files);
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    send(exchange, exchange.getRelativePath());
  }

  /** The page itself. */
  void index(HttpServerExchange exchange) {
    send(exchange, "/" + INDEX);
  }

  private void send(HttpServerExchange exchange, String name) {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      exchange.setStatusCode(404).endExchange();
      return;
    }
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type(name));
    exchange.getResponseSender().send(ByteBuffer.wrap(bytes));
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      default -> "image/svg+xml";
    };
  }
}
