package dev.snapclone.job.engine;

import dev.snapclone.storage.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The rows of one job or of the whole database at one moment. Restoring them simulates the loss of
 * everything committed since.
 *
 * @param where a condition for each table, in the order in which rows may be inserted
 * @param rows the rows of each table
 */
public record StoredRows(Map<String, String> where, Map<String, List<List<Object>>> rows) {
  private static final List<String> TABLES =
      List.of(
          "jobs",
          "journal",
          "resource_lock",
          "approval",
          "approval_decision",
          "errand",
          "draft",
          "audit",
          "audit_head",
          "first_answer",
          "made",
          "scheduled_tasks");

  private static final Map<String, String> OF_A_JOB =
      Map.of("jobs", "id", "errand", "id", "scheduled_tasks", "task_instance");

  private static final List<String> OF_NO_JOB = List.of("draft", "audit", "audit_head");

  /** All that is stored. */
  public static StoredRows of(Database database) {
    return read(
        database,
        TABLES.stream()
            .collect(Collectors.toMap(t -> t, t -> "1 = 1", (a, b) -> a, LinkedHashMap::new)));
  }

  /** What is stored of a job, and of the interaction that asks for it. */
  public static StoredRows of(Database database, String jobId, String invocation) {
    return read(database, ofJob(jobId, invocation));
  }

  private static Map<String, String> ofJob(String jobId, String invocation) {
    return TABLES.stream()
        .filter(t -> !OF_NO_JOB.contains(t))
        .collect(
            Collectors.toMap(
                t -> t,
                t ->
                    "%s in ('%s', '%s')"
                        .formatted(OF_A_JOB.getOrDefault(t, "job_id"), jobId, invocation),
                (a, b) -> a,
                LinkedHashMap::new));
  }

  private static StoredRows read(Database database, Map<String, String> where) {
    Map<String, List<List<Object>>> rows = new LinkedHashMap<>();
    try (Connection connection = connection(database);
        Statement statement = connection.createStatement()) {
      for (String table : where.keySet()) {
        try (ResultSet found =
            statement.executeQuery("select * from " + table + " where " + where.get(table))) {
          rows.put(table, read(found));
        }
      }
      connection.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new StoredRows(where, rows);
  }

  private static List<List<Object>> read(ResultSet found) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    int columns = found.getMetaData().getColumnCount();
    while (found.next()) {
      List<Object> row = new ArrayList<>();
      for (int i = 1; i <= columns; i++) {
        row.add(found.getObject(i));
      }
      rows.add(row);
    }
    return rows;
  }

  /** Restores the rows in one transaction; later rows are deleted. */
  public void restore(Database database) {
    List<String> tables = new ArrayList<>(where.keySet());
    try (Connection connection = connection(database);
        Statement statement = connection.createStatement()) {
      for (int i = tables.size() - 1; i >= 0; i--) {
        statement.execute("delete from " + tables.get(i) + " where " + where.get(tables.get(i)));
      }
      for (String table : tables) {
        for (List<Object> row : Objects.requireNonNull(rows.get(table))) {
          insert(connection, table, row);
        }
      }
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void insert(Connection connection, String table, List<Object> row)
      throws SQLException {
    String values =
        IntStream.range(0, row.size()).mapToObj(i -> "?").collect(Collectors.joining(", "));
    try (PreparedStatement statement =
        connection.prepareStatement("insert into " + table + " values (" + values + ")")) {
      for (int i = 0; i < row.size(); i++) {
        statement.setObject(i + 1, row.get(i));
      }
      statement.execute();
    }
  }

  private static Connection connection(Database database) throws SQLException {
    Connection connection = database.jobs().schedulerTable().dataSource().getConnection();
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    return connection;
  }
}
