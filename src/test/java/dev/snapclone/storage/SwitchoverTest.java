package dev.snapclone.storage;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.snapclone.config.Secret;
import dev.snapclone.config.StorageSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two real PostgreSQL servers with streaming replication swap roles; the old primary becomes a
 * standby that answers reads.
 */
class SwitchoverTest {
  private static final Duration WITHIN = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void writesContinueOnTheNewPrimary() throws Exception {
    EmbeddedPostgres first = start("first", 0);
    first.close();
    copy(folder.resolve("first"), folder.resolve("second"));
    first = start("first", 0);
    EmbeddedPostgres second = standby("second", 0, first.getPort());
    try (Forwarder address = new Forwarder(first.getPort());
        Database behindAddress = open("localhost:" + address.port(), "");
        Database bothNamed =
            open(
                "localhost:%d,localhost:%d".formatted(first.getPort(), second.getPort()),
                "&targetServerType=primary")) {
      behindAddress.ping();
      bothNamed.ping();
      awaitReplication(second);
      first.close();
      ask(second, "select pg_promote()");
      first = standby("first", first.getPort(), second.getPort());
      bothNamed.ping();

      // The address still leads to the old primary, and the pool fills with connections to it.
      await()
          .atMost(WITHIN)
          .until(
              () ->
                  String.valueOf(
                          assertThrows(StorageException.class, behindAddress::ping).getMessage())
                      .contains("read-only"));
      HikariDataSource pool =
          assertInstanceOf(
              HikariDataSource.class, behindAddress.jobs().schedulerTable().dataSource());
      await().atMost(WITHIN).until(() -> pool.getHikariPoolMXBean().getIdleConnections() == 10);

      address.leadTo(second.getPort());
      int failed = 0;
      for (int write = 0; write < 60; write++) {
        try {
          behindAddress.ping();
          bothNamed.ping();
        } catch (StorageException e) {
          failed++;
        }
      }
      assertEquals(0, failed, "of 60 writes");
    } finally {
      second.close();
      first.close();
    }
  }

  private static Database open(String hosts, String options) {
    return Database.open(
        new StorageSettings(
            "jdbc:postgresql://" + hosts + "/postgres?user=postgres" + options,
            "postgres",
            new Secret("")),
        InstantSource.system());
  }

  private EmbeddedPostgres start(String name, int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder.resolve(name))
        .setCleanDataDirectory(false)
        .setPort(port)
        .setPGStartupWait(WITHIN)
        .start();
  }

  private EmbeddedPostgres standby(String name, int port, int primary) throws IOException {
    Files.writeString(
        folder.resolve(name).resolve("postgresql.auto.conf"),
        "primary_conninfo = 'host=localhost port=%d user=postgres'%n".formatted(primary),
        StandardOpenOption.APPEND);
    Files.writeString(folder.resolve(name).resolve("standby.signal"), "");
    EmbeddedPostgres started = start(name, port);
    assertEquals("t", ask(started, "select pg_is_in_recovery()"));
    return started;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  /** Waits until the standby has the tables that were created after it was copied. */
  private static void awaitReplication(EmbeddedPostgres standby) {
    await()
        .atMost(WITHIN)
        .until(() -> ask(standby, "select to_regclass('draft') is not null").equals("t"));
  }

  private static String ask(EmbeddedPostgres server, String query) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(query)) {
      assertTrue(answer.next());
      return answer.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An address that can be redirected, for new connections. */
  private static final class Forwarder implements AutoCloseable {
    private final ServerSocket listening;
    private volatile int target;

    Forwarder(int target) throws IOException {
      this.target = target;
      this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      background(this::accept);
    }

    int port() {
      return listening.getLocalPort();
    }

    void leadTo(int port) {
      target = port;
    }

    private void accept() {
      while (!listening.isClosed()) {
        try {
          Socket client = listening.accept();
          background(() -> connect(client));
        } catch (IOException e) {
          return; // closed
        }
      }
    }

    private void connect(Socket client) {
      try (client;
          Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
        background(() -> pass(server, client));
        pass(client, server);
      } catch (IOException e) {
        // Nobody listens there just now: the client sees that.
      }
    }

    private static void pass(Socket from, Socket to) {
      try (from;
          to;
          InputStream in = from.getInputStream()) {
        in.transferTo(to.getOutputStream());
      } catch (IOException e) {
        // One of both has hung up, so the other one is, too.
      }
    }

    private static void background(Runnable work) {
      Thread thread = new Thread(work, "forwarder");
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void close() {
      try {
        listening.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
