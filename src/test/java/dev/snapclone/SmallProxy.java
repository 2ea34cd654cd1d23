package dev.snapclone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTTP proxy on loopback: tunnels with CONNECT, forwards plain requests, asks for credentials,
 * and remembers what it was asked. Of a plain connection it reads the first request alone and lets
 * the rest through, as servers take requests in absolute form too (RFC 9112, 3.2.2).
 */
public final class SmallProxy implements AutoCloseable {
  /** What it wants to hear: {@code bot:p@ss word}. */
  public static final String CREDENTIALS = "bot:p@ss word";

  private static final String WANTED =
      "proxy-authorization: basic "
          + java.util.Base64.getEncoder()
              .encodeToString(CREDENTIALS.getBytes(StandardCharsets.UTF_8))
              .toLowerCase(java.util.Locale.ROOT);

  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

  private final ServerSocket server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "small-proxy");
            thread.setDaemon(true);
            return thread;
          });
  private final List<String> asked = new CopyOnWriteArrayList<>();

  public SmallProxy() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** The first lines of what was let through, such as {@code CONNECT 127.0.0.1:1 HTTP/1.1}. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        threads.execute(() -> serve(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      byte[] head = head(client.getInputStream());
      while (head.length > 0) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        String first = text.substring(0, text.indexOf('\r'));
        if (text.toLowerCase(java.util.Locale.ROOT).contains(WANTED)) {
          asked.add(first);
          through(client, first, head);
          return;
        }
        client
            .getOutputStream()
            .write(
                ("HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"p\"\r\n"
                        + "Content-Length: 0\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
        Matcher length = LENGTH.matcher(text);
        client.getInputStream().skipNBytes(length.find() ? Long.parseLong(length.group(1)) : 0);
        head = head(client.getInputStream());
      }
    } catch (IOException e) {
      // One of the two is gone.
    }
  }

  private void through(Socket client, String first, byte[] head) throws IOException {
    String target = first.split(" ")[1];
    boolean tunnel = first.startsWith("CONNECT ");
    URI to = URI.create(tunnel ? "http://" + target : target);
    try (Socket origin = new Socket(to.getHost(), to.getPort() < 0 ? 80 : to.getPort())) {
      if (tunnel) {
        client
            .getOutputStream()
            .write("HTTP/1.1 200 Go\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      } else {
        origin.getOutputStream().write(head);
      }
      threads.execute(() -> copy(origin, client));
      client.getInputStream().transferTo(origin.getOutputStream());
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One of the two is gone.
    }
  }

  private static byte[] head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int end = 0;
    for (int b = in.read(); b >= 0; b = in.read()) {
      head.write(b);
      end = b == (end % 2 == 0 ? '\r' : '\n') ? end + 1 : 0;
      if (end == 4) {
        return head.toByteArray();
      }
    }
    return new byte[0];
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
