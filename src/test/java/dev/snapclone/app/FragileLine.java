package dev.snapclone.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The network before PostgreSQL, which breaks at the worst moment: the commit has taken effect, and
 * its answer is lost. Needs {@code prepareThreshold=0}, so that a commit can be seen on the wire.
 */
final class FragileLine implements AutoCloseable {
  private final ServerSocket listening;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Set<String> fatal = ConcurrentHashMap.newKeySet();
  private final List<String> cut = new CopyOnWriteArrayList<>();

  private volatile CountDownLatch passable = new CountDownLatch(0);

  private FragileLine(int target) {
    this.target = target;
    try {
      this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    background(this::accept);
  }

  static FragileLine to(int port) {
    return new FragileLine(port);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Loses the answer of the first commit of a transaction with each of these statements. */
  void loseAnswersOfCommits(List<String> statements) {
    cut.clear();
    fatal.addAll(statements);
  }

  /** Nothing comes through any more, though nothing breaks either. */
  void hang() {
    passable = new CountDownLatch(1);
  }

  /** What was held up comes through. */
  void goOn() {
    passable.countDown();
  }

  /** The statements of the transactions whose answers were lost. */
  List<String> cut() {
    return List.copyOf(cut);
  }

  private static void background(Runnable work) {
    Thread thread = new Thread(work, "fragile-line");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Socket server;
        try {
          server = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException e) {
          client.close();
          continue;
        }
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        open.add(client);
        open.add(server);
        Link link = new Link();
        background(() -> pump(client, server, link, true));
        background(() -> pump(server, client, link, false));
      } catch (IOException e) {
        // Closed, or a client that gave up: whoever still waits sees its own connection end.
        continue;
      }
    }
  }

  /** One connection: what its transaction has said, and whether its answer is to be lost. */
  private final class Link {
    private final AtomicReference<String> armed = new AtomicReference<>("");
    private final AtomicBoolean doomed = new AtomicBoolean();

    void asked(String said) {
      if (armed.get().isEmpty()) {
        fatal.stream()
            .filter(said::contains)
            .findFirst()
            .filter(fatal::remove)
            .ifPresent(armed::set);
      }
      if (said.contains("COMMIT\0") && !armed.get().isEmpty()) {
        cut.add(armed.get());
        doomed.set(true);
      }
    }
  }

  private void pump(Socket from, Socket to, Link link, boolean asking) {
    byte[] buffer = new byte[65_536];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (asking) {
          link.asked(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
        } else if (link.doomed.get()) {
          return;
        }
        passable.await();
        out.write(buffer, 0, n);
        out.flush();
      }
    } catch (InterruptedException | IOException e) {
      // One side is gone; closing tells the other.
      link.doomed.set(true);
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  @Override
  public void close() {
    goOn();
    try {
      listening.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
