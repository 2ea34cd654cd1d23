package dev.snapclone.storage;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.zaxxer.hikari.HikariDataSource;
import dev.snapclone.config.StorageSettings;
import dev.snapclone.job.engine.TestDatabases;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** All connections of the pool are evicted when the server shuts down. */
class StaleConnectionsTest {
  @Test
  void theNextWriteDoesNotTryAllDeadConnections() throws SQLException {
    StorageSettings settings = TestDatabases.postgres();
    try (Database database = Database.open(settings, InstantSource.system())) {
      HikariDataSource pool =
          assertInstanceOf(HikariDataSource.class, database.jobs().schedulerTable().dataSource());
      // Hikari does not test a connection that was used within the last half second.
      await()
          .pollInterval(Duration.ofMillis(5))
          .until(() -> pool.getHikariPoolMXBean().getIdleConnections() == 10);
      try (Connection other =
              DriverManager.getConnection(
                  settings.url(), settings.user(), settings.password().reveal());
          Statement statement = other.createStatement()) {
        statement.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
                + " where datname = current_database() and pid <> pg_backend_pid()");
      }
      database.ping();
    }
  }
}
