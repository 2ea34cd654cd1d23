package dev.snapclone.sandbox.discord.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.discord.chat.ChatJson;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;

/** One WebSocket. With {@code compress=zlib-stream} everything is one deflated stream. */
final class GatewaySocket {
  private final WebSocketChannel channel;
  private final @Nullable Deflater deflater;

  GatewaySocket(WebSocketChannel channel, boolean compressed) {
    this.channel = channel;
    this.deflater = compressed ? new Deflater() : null;
  }

  boolean open() {
    return channel.isOpen() && !channel.isCloseFrameSent();
  }

  /** Sends a payload without a sequence number. */
  void send(int op, @Nullable JsonNode data) {
    ObjectNode payload = ChatJson.object().put("op", op).putNull("s").putNull("t");
    payload.set("d", data);
    send(payload);
  }

  synchronized void send(ObjectNode payload) {
    if (!open()) {
      return;
    }
    String text = ChatJson.write(payload);
    if (deflater == null) {
      WebSockets.sendText(text, channel, null);
    } else {
      byte[] bytes = deflate(deflater, text.getBytes(StandardCharsets.UTF_8));
      WebSockets.sendBinary(ByteBuffer.wrap(bytes), channel, null);
    }
  }

  private static byte[] deflate(Deflater deflater, byte[] bytes) {
    deflater.setInput(bytes);
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    byte[] buffer = new byte[8192];
    int length;
    do {
      length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
      out.write(buffer, 0, length);
    } while (length == buffer.length);
    return out.toByteArray();
  }

  /** Closes with one of the gateway's codes (topics/opcodes-and-status-codes.mdx). */
  void close(int code, String reason) {
    if (open()) {
      WebSockets.sendClose(code, reason, channel, null);
    }
  }

  /** Cuts the connection as a broken network would. */
  void cut() {
    // On the IO thread: otherwise the socket stays open until the selector wakes up.
    channel.getIoThread().execute(() -> IoUtils.safeClose(channel));
  }

  synchronized void ended() {
    if (deflater != null) {
      deflater.end();
    }
  }
}
