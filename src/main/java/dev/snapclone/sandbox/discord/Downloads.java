package dev.snapclone.sandbox.discord;

import dev.snapclone.sandbox.discord.chat.Channel;
import dev.snapclone.sandbox.discord.chat.ChatWorld;
import dev.snapclone.sandbox.discord.chat.Message;
import dev.snapclone.sandbox.discord.chat.Upload;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Serves the files that came with messages, as Discord's content network does. */
final class Downloads implements HttpHandler {
  private final ChatWorld world;

  Downloads(ChatWorld world) {
    this.world = world;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    Optional<Upload> found = find(exchange.getRelativePath().split("/", -1));
    if (found.isEmpty()) {
      exchange.setStatusCode(404).endExchange();
      return;
    }
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, found.get().contentType());
    exchange.getResponseSender().send(ByteBuffer.wrap(found.get().bytes()));
  }

  /** The path is {@code /channel/file/name}. */
  private Optional<Upload> find(String[] parts) {
    synchronized (world) {
      Channel channel = parts.length == 4 ? world.channel(parts[1]) : null;
      if (channel == null) {
        return Optional.empty();
      }
      for (Message message : world.messages(channel)) {
        for (Upload file : message.files()) {
          if (file.id().equals(parts[2])) {
            return Optional.of(file);
          }
        }
      }
      return Optional.empty();
    }
  }
}
