package dev.snapclone.job.engine;

import dev.snapclone.config.Secret;
import dev.snapclone.config.StorageSettings;
import dev.snapclone.storage.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Locale;

/** Real databases for tests, a fresh one each time; one PostgreSQL for the whole JVM. */
public final class TestDatabases {
  private TestDatabases() {}

  /** Which database a test runs on. */
  public enum Kind {
    H2,
    POSTGRESQL;

    /** A fresh, empty database of this kind. */
    public StorageSettings fresh() {
      return this == H2 ? h2InMemory() : postgres();
    }

    /** A fresh, open database of this kind. */
    public Database open() {
      return Database.open(fresh(), InstantSource.system());
    }
  }

  /** A fresh H2 database in memory, which outlives its connections. */
  public static StorageSettings h2InMemory() {
    return settings("jdbc:h2:mem:" + new JobIds().next() + ";DB_CLOSE_DELAY=-1", "");
  }

  /** An H2 file in a folder. */
  public static StorageSettings h2File(Path folder) {
    return settings("jdbc:h2:file:" + folder.resolve("snapclone").toAbsolutePath(), "");
  }

  /** A fresh PostgreSQL database. */
  public static StorageSettings postgres() {
    String name = ("t" + new JobIds().next()).toLowerCase(Locale.ROOT);
    EmbeddedPostgres server = Server.INSTANCE;
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("no fresh database", e);
    }
    return settings(server.getJdbcUrl("postgres", name), "postgres");
  }

  private static StorageSettings settings(String url, String user) {
    return new StorageSettings(url, user, new Secret(""));
  }

  /** Started when first needed, stopped with the JVM by its own hook. */
  private static final class Server {
    private static final EmbeddedPostgres INSTANCE = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
