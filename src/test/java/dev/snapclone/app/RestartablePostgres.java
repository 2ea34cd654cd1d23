package dev.snapclone.app;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL of one's own, which can be stopped and comes back as it was. */
final class RestartablePostgres implements AutoCloseable {
  private final Path folder;
  private EmbeddedPostgres server;

  private RestartablePostgres(Path folder) {
    this.folder = folder;
    this.server = start(0);
  }

  static RestartablePostgres in(Path folder) {
    return new RestartablePostgres(folder);
  }

  private EmbeddedPostgres start(int port) {
    try {
      return EmbeddedPostgres.builder()
          .setDataDirectory(folder.resolve("postgres"))
          .setCleanDataDirectory(false)
          .setPort(port)
          .setServerConfig("fsync", "off")
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getPort();
  }

  void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void startAgain() {
    server = start(server.getPort());
  }

  Connection connect() throws SQLException {
    return server.getPostgresDatabase().getConnection();
  }

  void execute(String... statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Cuts every connection but the one that says so. */
  void cutConnections() {
    execute(
        "select pg_terminate_backend(pid) from pg_stat_activity"
            + " where pid <> pg_backend_pid() and backend_type = 'client backend'");
  }

  /** From now on every write fails as it does on a full disk. */
  void fillDisk() {
    execute(
        "create function full_disk() returns trigger language plpgsql as"
            + " 'begin raise exception ''could not extend file: No space left on device'' using"
            + " errcode = ''53100''; end'");
    tables("create trigger full_disk before insert or update on %s execute function full_disk()");
  }

  void makeRoom() {
    execute("drop function full_disk() cascade");
  }

  private void tables(String sql) {
    for (String table :
        new String[] {
          "jobs", "journal", "approval", "errand", "draft", "audit", "scheduled_tasks"
        }) {
      execute(sql.formatted(table));
    }
  }

  @Override
  public void close() {
    stop();
  }
}
