package dev.snapclone.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.snapclone.config.Secret;
import dev.snapclone.config.WebhookSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Receives events on loopback, and checks their signatures with code of its own. */
final class WebhookReceiver implements AutoCloseable {
  private static final byte[] KEY =
      "a key of thirty-two bytes, long.".getBytes(StandardCharsets.UTF_8);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch open = new CountDownLatch(1);

  /** What it answers. */
  final AtomicInteger status = new AtomicInteger(204);

  /** How often it was asked, whatever it answered. */
  final AtomicInteger tries = new AtomicInteger();

  /** How often the address that it redirects to was asked. */
  final AtomicInteger elsewhere = new AtomicInteger();

  /** Whether it keeps its callers waiting. */
  volatile boolean slow;

  final List<Got> got = new CopyOnWriteArrayList<>();

  /** An event that was taken. */
  record Got(String id, boolean genuine, JsonNode json) {}

  WebhookReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/hook", this::take);
    server.createContext(
        "/elsewhere",
        exchange -> {
          elsewhere.incrementAndGet();
          answer(exchange, 204);
        });
    server.start();
  }

  WebhookSettings settings(Set<String> events) {
    return new WebhookSettings(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook"),
        new Secret("whsec_" + Base64.getEncoder().encodeToString(KEY)),
        events);
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    tries.incrementAndGet();
    if (slow) {
      try {
        open.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    String id = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("webhook-id"), "");
    int answer = status.get();
    if (answer == 204) {
      String time = exchange.getRequestHeaders().getFirst("webhook-timestamp");
      String signed = id + "." + time + "." + new String(body, StandardCharsets.UTF_8);
      String right = "v1," + Base64.getEncoder().encodeToString(hmac(signed));
      got.add(
          new Got(
              id,
              right.equals(exchange.getRequestHeaders().getFirst("webhook-signature")),
              new ObjectMapper().readTree(body)));
    }
    exchange.getResponseHeaders().add("Location", "/elsewhere");
    answer(exchange, answer);
  }

  /** RFC 2104, written out: not by the code that signs. */
  private static byte[] hmac(String signed) {
    try {
      MessageDigest inner = MessageDigest.getInstance("SHA-256");
      inner.update(padded(0x36));
      MessageDigest outer = MessageDigest.getInstance("SHA-256");
      outer.update(padded(0x5c));
      return outer.digest(inner.digest(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] padded(int with) {
    byte[] block = Arrays.copyOf(KEY, 64);
    for (int i = 0; i < block.length; i++) {
      block[i] ^= (byte) with;
    }
    return block;
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  @Override
  public void close() {
    open.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
