package dev.snapclone.storage;

import java.sql.SQLException;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Runs work in one transaction, again when the database broke a deadlock by refusing it, and turns
 * its failures into {@link StorageException}.
 */
final class Transactions {
  private static final int TRIES = 4;

  /** Serialization failure and deadlock (both databases), H2's concurrent update, lock timeout. */
  private static final Set<String> WORTH_ANOTHER_TRY =
      Set.of("40001", "40P01", "90131", "HYT00", "55P03");

  private final Jdbi jdbi;

  Transactions(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Work in a transaction; may run more than once, so it has no effect but on the database. */
  @FunctionalInterface
  interface Work<R> {
    R in(Handle handle);
  }

  /**
   * Runs work.
   *
   * @throws StorageException when the database fails
   */
  <R> R run(Work<R> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return jdbi.inTransaction(work::in);
      } catch (JdbiException e) {
        if (attempt == TRIES || !worthAnotherTry(e)) {
          throw new StorageException("the database failed", e);
        }
      }
    }
  }

  private static boolean worthAnotherTry(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      // A pool that was closed gives no state.
      if (cause instanceof SQLException sql
          && sql.getSQLState() != null
          && WORTH_ANOTHER_TRY.contains(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }
}
