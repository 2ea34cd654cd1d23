package dev.snapclone.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import dev.snapclone.config.Secret;
import dev.snapclone.config.StorageSettings;
import dev.snapclone.job.Errands;
import dev.snapclone.job.engine.TestDatabases;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Opening the database, and the messages when that fails. */
class DatabaseTest {
  private static Database open(StorageSettings settings) {
    return Database.open(settings, InstantSource.system());
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void aDatabaseOpensTwiceInARow(TestDatabases.Kind kind) {
    StorageSettings settings = kind.fresh();
    try (Database database = open(settings)) {
      database.ping();
    }
    try (Database database = open(settings)) {
      database.ping();
    }
  }

  /**
   * With two transactions at once, a kill can leave half of one in the file, and a row that nobody
   * can change.
   */
  @Test
  void anH2FileIsChangedByOneTransactionAtATime(@TempDir Path folder) {
    try (Database database = open(TestDatabases.h2File(folder))) {
      HikariDataSource pool =
          assertInstanceOf(HikariDataSource.class, database.jobs().schedulerTable().dataSource());
      assertEquals(1, pool.getMaximumPoolSize());
    }
  }

  @Test
  void h2LosesNoAcknowledgedCommitWhateverIsConfigured() {
    String url = H2Url.of("jdbc:h2:file:./x;MODE=MySQL;write_delay=500;CACHE_SIZE=9").url();
    assertTrue(url.startsWith("jdbc:h2:file:./x;"), url);
    assertTrue(url.contains(";WRITE_DELAY=0"), url);
    assertTrue(url.contains(";MODE=PostgreSQL"), url);
    assertTrue(url.contains(";DB_CLOSE_ON_EXIT=FALSE"), url);
    assertTrue(url.contains(";CACHE_SIZE=9"), url);
    assertFalse(url.contains("MySQL") || url.contains("500"), url);
    assertTrue(H2Url.of("jdbc:h2:mem:x").oursAlone());
    assertFalse(H2Url.of("jdbc:h2:tcp://db/x").oursAlone());
  }

  @Test
  void oneSentenceSaysThatAnotherProcessHasTheFile(@TempDir Path folder) throws Exception {
    StorageSettings settings = TestDatabases.h2File(folder);
    // A lock on the file, like H2's, simulates another process.
    open(settings).close();
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("snapclone.mv.db"),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertTrue(lock.isValid());
      StorageException refused = assertThrows(StorageException.class, () -> open(settings));
      String said = String.valueOf(refused.getMessage());
      assertTrue(said.contains("is in use by another process"), said);
      assertTrue(said.contains("stop the other snapclone"), said);
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void aNewerSchemaIsRefused(TestDatabases.Kind kind) throws SQLException {
    StorageSettings settings = kind.fresh();
    open(settings).close();
    String url = kind == TestDatabases.Kind.H2 ? H2Url.of(settings.url()).url() : settings.url();
    String user = settings.user().isEmpty() ? "sa" : settings.user();
    try (Connection connection = DriverManager.getConnection(url, user, "");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into \"flyway_schema_history\" (\"installed_rank\", \"version\","
              + " \"description\", \"type\", \"script\", \"installed_by\", \"execution_time\","
              + " \"success\") values (99, '999', 'later', 'SQL', 'V999__later.sql', 'x', 1,"
              + " true)");
    }
    StorageException refused = assertThrows(StorageException.class, () -> open(settings));
    assertTrue(String.valueOf(refused.getMessage()).contains("newer version of snapclone"));
  }

  @Test
  void theMessageAboutAMissingDatabaseHasNoPassword() {
    StorageSettings settings =
        new StorageSettings(
            "jdbc:postgresql://127.0.0.1:1/snapclone?password=geheim", "bot", new Secret("geheim"));
    StorageException refused = assertThrows(StorageException.class, () -> open(settings));
    String said = String.valueOf(refused.getMessage());
    assertTrue(said.contains("cannot be opened: check storage.url"), said);
    assertFalse(said.contains("geheim"), said);
  }

  @Test
  void theMessageAboutMissingRightsQuotesTheDatabase() throws SQLException {
    StorageSettings owner = TestDatabases.postgres();
    try (Connection connection = DriverManager.getConnection(owner.url(), owner.user(), "");
        Statement statement = connection.createStatement()) {
      statement.execute("drop role if exists guest");
      statement.execute("create role guest login");
      statement.execute("revoke create on schema public from public");
    }
    StorageSettings guest =
        new StorageSettings(
            owner.url().replace("user=" + owner.user(), "user=guest"), "guest", new Secret(""));
    StorageException refused = assertThrows(StorageException.class, () -> open(guest));
    String said = String.valueOf(refused.getMessage());
    assertTrue(said.contains("storage.user may make and change tables"), said);
    assertTrue(said.contains("permission denied for schema public"), said);
    assertEquals(1, said.lines().count(), said);
  }

  @Test
  void aReadOnlyFileIsRefusedAtOnce(@TempDir Path folder) {
    StorageSettings settings = TestDatabases.h2File(folder);
    open(settings).close();
    // The user of the tests may write everything, so the file is opened read-only, as H2 does with
    // a protected one.
    StorageSettings readOnly =
        new StorageSettings(
            settings.url() + ";ACCESS_MODE_DATA=r", settings.user(), settings.password());
    StorageException refused = assertThrows(StorageException.class, () -> open(readOnly));
    String said = String.valueOf(refused.getMessage());
    assertTrue(said.contains("cannot be written: check that the user who runs snapclone"), said);
  }

  @Test
  void oneSentenceSaysThatAFileIsNoDatabase(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("snapclone.mv.db"), "no database");
    StorageException refused =
        assertThrows(StorageException.class, () -> open(TestDatabases.h2File(folder)));
    String said = String.valueOf(refused.getMessage());
    assertTrue(said.contains("may write to it and to its folder and that it is not damaged"), said);
    assertFalse(said.contains("storage.password"), said);
  }

  @Test
  void anotherKindOfDatabaseIsRefused() {
    StorageSettings settings = new StorageSettings("jdbc:mysql://x/y", "", new Secret(""));
    StorageException refused = assertThrows(StorageException.class, () -> open(settings));
    assertEquals(
        "storage.url has to begin with jdbc:h2: or jdbc:postgresql://.", refused.getMessage());
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void aFailureDoesNotQuoteTheValues(TestDatabases.Kind kind) {
    try (Database database = kind.open()) {
      Instant now = InstantSource.system().instant();
      StorageException failed =
          assertThrows(
              StorageException.class,
              () ->
                  database
                      .jobs()
                      .offer(Errands.Kind.INTERACTION, "7".repeat(500), "geheim", now, now));
      StringWriter all = new StringWriter();
      failed.printStackTrace(new PrintWriter(all));
      assertFalse(all.toString().contains("geheim"), all.toString());
      assertTrue(String.valueOf(failed.getMessage()).contains("oo long"), failed.getMessage());
    }
  }
}
