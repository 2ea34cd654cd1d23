package dev.snapclone.app;

import dev.snapclone.config.StorageSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The bots' database, looked at from outside through a connection of its own. */
final class Ledger implements AutoCloseable {
  private final Connection connection;

  Ledger(StorageSettings storage) {
    try {
      connection = DriverManager.getConnection(storage.url(), storage.user(), "");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A row as texts by column name; null stays null. */
  synchronized List<Map<String, String>> rows(String sql, Object... arguments) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setObject(i + 1, arguments[i]);
      }
      List<Map<String, String>> rows = new ArrayList<>();
      try (ResultSet found = statement.executeQuery()) {
        int columns = found.getMetaData().getColumnCount();
        while (found.next()) {
          Map<String, String> row = new LinkedHashMap<>();
          for (int c = 1; c <= columns; c++) {
            row.put(found.getMetaData().getColumnLabel(c), found.getString(c));
          }
          rows.add(row);
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of the only row, as a number. */
  long count(String sql, Object... arguments) {
    return Long.parseLong(rows(sql, arguments).get(0).values().iterator().next());
  }

  /** Changes something. */
  synchronized void execute(String sql) {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Locks a table in a transaction that stays open until {@link #rollback}; false when somebody
   * holds it, such as a process that was stopped in the middle of a transaction.
   */
  synchronized boolean locks(String table) {
    try (var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("set local lock_timeout = '500ms'");
      statement.execute("lock table " + table + " in access exclusive mode");
      return true;
    } catch (SQLException e) {
      rollback();
      return false;
    }
  }

  /** Ends what {@link #locks} began. */
  synchronized void rollback() {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
