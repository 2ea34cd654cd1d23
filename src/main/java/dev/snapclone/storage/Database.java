package dev.snapclone.storage;

import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.snapclone.approval.ApprovalStore;
import dev.snapclone.audit.AuditLog;
import dev.snapclone.audit.AuditTrail;
import dev.snapclone.command.Drafts;
import dev.snapclone.command.Pace;
import dev.snapclone.config.StorageSettings;
import dev.snapclone.job.Estimates;
import dev.snapclone.job.FirstAnswers;
import dev.snapclone.job.Leases;
import dev.snapclone.job.engine.JobStore;
import dev.snapclone.job.engine.Json;
import dev.snapclone.job.engine.SchedulerTable;
import dev.snapclone.notification.NotifyChoices;
import dev.snapclone.schedule.ScheduleStore;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The open database with an up-to-date schema, and its stores. */
public final class Database implements AutoCloseable {
  private static final String POSTGRESQL = "jdbc:postgresql:";
  private static final int CONNECTIONS = 10;

  /**
   * At a commit, H2 stores all maps of its file one after the other, while other transactions
   * continue to change them ({@code MVStore.collectChangedMapRoots}), so a kill can leave half a
   * transaction. Measured on 2.4.240 with eight threads on ten connections: after the 85th kill a
   * job was there without its run. One transaction at a time prevents that, and the bot's
   * transactions are short.
   */
  private static final int CONNECTIONS_OF_H2 = 1;

  /** Less than half of the time within which a stopping process has to end. */
  private static final Duration WAIT_FOR_CONNECTION = Duration.ofSeconds(4);

  private static final String ONLY_EXISTING = ";IFEXISTS=TRUE";

  /** H2's code for a file that another process has open. */
  private static final int FILE_LOCKED = 90020;

  /** H2's codes for a file or folder that it may not read, write or create, or that is damaged. */
  private static final Set<Integer> FILE_TROUBLE = Set.of(90028, 90031, 90062, 90124);

  private static final String FILE_ADVICE =
      "check that the user who runs snapclone may write to it and to its folder and that it is not"
          + " damaged, or set storage.url to another file or to PostgreSQL. It says: ";

  private final HikariDataSource dataSource;
  private final Transactions transactions;
  private final JdbiJobStore jobs;
  private final JdbiApprovalStore approvals;
  private final JdbiAuditLog audit;
  private final JdbiDrafts drafts;
  private final JdbiFirstAnswers firstAnswers;
  private final JdbiLeases leases;

  private Database(HikariDataSource dataSource, SchedulerTable table, InstantSource clock) {
    Json json = new Json();
    CommitListeners listeners = new CommitListeners();
    this.dataSource = dataSource;
    this.transactions = new Transactions(Jdbi.create(dataSource));
    this.jobs = new JdbiJobStore(transactions, table, listeners, json, clock);
    this.approvals = new JdbiApprovalStore(transactions, jobs, listeners, clock);
    this.audit = new JdbiAuditLog(transactions, json);
    this.drafts = new JdbiDrafts(transactions, clock, json);
    this.firstAnswers = new JdbiFirstAnswers(transactions, listeners);
    this.leases = new JdbiLeases(transactions, listeners, new LeaseRows(json));
  }

  /**
   * Opens the database and brings its schema up to date.
   *
   * @param settings where it is: {@code jdbc:h2:…} or {@code jdbc:postgresql://…}
   * @throws StorageException with one sentence that says what to do, when it cannot be opened
   */
  public static Database open(StorageSettings settings, InstantSource clock) {
    String given = settings.url();
    boolean h2 = given.startsWith(H2Url.PREFIX);
    if (!h2 && !given.startsWith(POSTGRESQL)) {
      throw new StorageException(
          "storage.url has to begin with " + H2Url.PREFIX + " or " + POSTGRESQL + "//.", null);
    }
    H2Url url = h2 ? H2Url.of(given) : new H2Url(given, false);
    if (h2) {
      OwnFiles.of(given).ifPresent(files -> files.protect(!given.contains(ONLY_EXISTING)));
    }
    HikariDataSource dataSource = connect(settings, url.url(), h2, CONNECTIONS);
    try {
      if (h2) {
        checkWritable(dataSource, url.url());
      }
      migrate(dataSource);
      if (url.oursAlone()) {
        HikariDataSource all = dataSource;
        dataSource = connect(settings, url.url(), true, CONNECTIONS_OF_H2);
        all.close();
      }
      JdbcCustomization dialect = h2 ? new H2Dialect() : null;
      return new Database(
          dataSource, new SchedulerTable(dataSource, dialect, url.oursAlone()), clock);
    } catch (RuntimeException e) {
      dataSource.close();
      throw e;
    }
  }

  /** H2 opens a write-protected file read-only and fails much later. */
  private static void checkWritable(HikariDataSource dataSource, String url) {
    try (Connection connection = dataSource.getConnection()) {
      if (connection.isReadOnly()) {
        throw new StorageException(
            "The database file of "
                + place(url)
                + " cannot be written: "
                + FILE_ADVICE
                + "The database is read only.",
            null);
      }
    } catch (SQLException e) {
      throw new StorageException(explain(e, url), e);
    }
  }

  /**
   * As {@link #open}, but fails if the database does not exist, instead of creating it.
   *
   * @throws StorageException also when it does not exist
   */
  public static Database openExisting(StorageSettings settings, InstantSource clock) {
    boolean file = settings.url().startsWith(H2Url.PREFIX);
    return open(
        file
            ? new StorageSettings(
                settings.url() + ONLY_EXISTING, settings.user(), settings.password())
            : settings,
        clock);
  }

  private static HikariDataSource connect(
      StorageSettings settings, String url, boolean h2, int connections) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("storage");
    config.setJdbcUrl(url);
    config.setUsername(h2 && settings.user().isEmpty() ? "sa" : settings.user());
    config.setPassword(settings.password().reveal());
    config.setMaximumPoolSize(connections);
    config.setConnectionTimeout(WAIT_FOR_CONNECTION.toMillis());
    config.setAutoCommit(true);
    StaleConnections stale = new StaleConnections();
    if (h2) {
      config.setExceptionOverride(new ClosedStore());
    } else {
      config.setExceptionOverride(stale);
      patience(url).forEach(config::addDataSourceProperty);
    }
    try {
      HikariDataSource dataSource = new HikariDataSource(config);
      stale.of(dataSource);
      return dataSource;
    } catch (HikariPool.PoolInitializationException e) {
      SQLException sql = sqlCause(e);
      throw new StorageException(
          explain(e, url), e, sql != null && sql.getErrorCode() == FILE_LOCKED);
    }
  }

  /**
   * Options for PostgreSQL's driver, unless the URL sets them. Without them it waits forever on a
   * dead connection, and its error messages quote the values of a rejected row.
   */
  private static Map<String, String> patience(String url) {
    Map<String, String> properties = new LinkedHashMap<>();
    Map.of(
            "connectTimeout", "5",
            "socketTimeout", "30",
            "tcpKeepAlive", "true",
            "logServerErrorDetail", "false")
        .forEach(
            (name, value) -> {
              if (!url.contains(name + "=")) {
                properties.put(name, value);
              }
            });
    return properties;
  }

  private static String explain(Throwable failure, String url) {
    String place = place(url);
    SQLException sql = sqlCause(failure);
    if (sql != null && sql.getErrorCode() == FILE_LOCKED) {
      return "The database file of "
          + place
          + " is in use by another process: stop the other snapclone, or set storage.url to"
          + " another file or to PostgreSQL.";
    }
    String said = sql == null ? failure.getMessage() : sql.getMessage();
    if (sql != null && url.startsWith(H2Url.PREFIX) && FILE_TROUBLE.contains(sql.getErrorCode())) {
      return "The database file of " + place + " cannot be opened: " + FILE_ADVICE + said;
    }
    return "The database "
        + place
        + " cannot be opened: check storage.url, storage.user and storage.password. It says: "
        + said;
  }

  /** The URL without its options, which may contain a password. */
  private static String place(String url) {
    int options = url.indexOf(url.startsWith(H2Url.PREFIX) ? ';' : '?');
    return options < 0 ? url : url.substring(0, options);
  }

  private static @Nullable SQLException sqlCause(Throwable failure) {
    SQLException found = null;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        found = sql;
        if (sql.getErrorCode() == FILE_LOCKED) {
          return sql;
        }
      }
    }
    return found;
  }

  private static void migrate(HikariDataSource dataSource) {
    Flyway flyway =
        Flyway.configure()
            .dataSource(dataSource)
            .locations("classpath:dev/snapclone/storage")
            .loggers("slf4j")
            .load();
    try {
      if (Arrays.stream(flyway.info().all()).anyMatch(Database::fromTheFuture)) {
        throw new StorageException(
            "The database was used by a newer version of snapclone than this one: run that"
                + " version or a later one, or set storage.url to another database.",
            null);
      }
      flyway.migrate();
    } catch (FlywayException e) {
      throw new StorageException(
          "The database's schema cannot be brought up to date: check that storage.user may make and"
              + " change tables there, and that there is room. It says: "
              + message(e),
          e);
    }
  }

  /** The database's own message, in one line. */
  private static String message(FlywayException failure) {
    SQLException sql = sqlCause(failure);
    String said = sql == null ? failure.getMessage() : sql.getMessage();
    return String.valueOf(said).lines().findFirst().orElse("");
  }

  private static boolean fromTheFuture(MigrationInfo migration) {
    MigrationState state = migration.getState();
    return state == MigrationState.FUTURE_SUCCESS || state == MigrationState.FUTURE_FAILED;
  }

  /** Jobs, journals, locks and errands. */
  public JobStore jobs() {
    return jobs;
  }

  /** Approvals. */
  public ApprovalStore approvals() {
    return approvals;
  }

  /** The audit. */
  public AuditLog audit() {
    return audit;
  }

  /** The audit for reading. */
  public AuditTrail auditTrail() {
    return audit;
  }

  /** The counts for rate limits. */
  public Pace pace() {
    return new JdbiPace(transactions);
  }

  /** The drafts. */
  public Drafts drafts() {
    return drafts;
  }

  /** How people are told. */
  public NotifyChoices notifyChoices() {
    return new JdbiNotifyChoices(transactions);
  }

  /** The schedules. */
  public ScheduleStore schedules() {
    return new JdbiSchedules(transactions, new Json());
  }

  /** The first answers of clones. */
  public FirstAnswers firstAnswers() {
    return firstAnswers;
  }

  /** What jobs took. */
  public Estimates.History history() {
    return new JdbiHistory(transactions);
  }

  /** How long what jobs make is kept. */
  public Leases leases() {
    return leases;
  }

  /** The product, such as {@code H2 2.4} or {@code PostgreSQL 16.9}. */
  public String product() {
    return transactions.run(
        handle -> {
          try {
            DatabaseMetaData data = handle.getConnection().getMetaData();
            return data.getDatabaseProductName() + " " + data.getDatabaseProductVersion();
          } catch (SQLException e) {
            throw new StorageException("The database does not say what it is.", e);
          }
        });
  }

  /**
   * Checks that the database works, with a write that is undone, since reading would still work on
   * a full disk.
   *
   * @throws StorageException when it does not, with the reason
   */
  public void ping() {
    drafts.tryWrite();
  }

  @Override
  public void close() {
    dataSource.close();
  }
}
