package dev.snapclone.storage;

import dev.snapclone.job.Retry;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;

/**
 * Runs work in a transaction, and turns its failures into {@link StorageException}. Repeats the
 * work when it certainly was not committed: after a deadlock, or when the connection was dead
 * before the commit was sent. When the connection breaks during the commit, the result is unknown;
 * that is a failure, and the caller has to check.
 */
final class Transactions {
  private static final int TRIES = 4;

  /**
   * Serialization failure and deadlock (both databases), H2's concurrent update, lock timeout, and
   * a write on a standby, whose connections are evicted.
   */
  private static final Set<String> RETRYABLE =
      Set.of("40001", "40P01", "90131", "HYT00", "55P03", StaleConnections.READ_ONLY);

  /** The connection exceptions of the SQL standard, and those of a database that H2 has closed. */
  private static final Set<String> CONNECTION_LOST =
      Set.of("57P01", "57P02", "57P03", "90098", "90121", "90067");

  private final Jdbi jdbi;

  /** Whether this thread is in a transaction, which Jdbi would reuse. */
  private final ThreadLocal<Boolean> within = new ThreadLocal<>();

  /**
   * @param jdbi the database; its exceptions will not contain arguments, which may be secret
   */
  Transactions(Jdbi jdbi) {
    this.jdbi = jdbi;
    jdbi.configure(
        StatementExceptions.class,
        shown -> shown.setMessageRendering(StatementExceptions.MessageRendering.NONE));
  }

  /**
   * Work in a transaction. May run more than once, so it must have no effects outside the database.
   */
  @FunctionalInterface
  interface Work<R> {
    R in(Handle handle);
  }

  /**
   * Runs work, in the thread's current transaction if there is one.
   *
   * @throws StorageException when the database fails
   */
  <R> R run(Work<R> work) {
    if (Boolean.TRUE.equals(within.get())) {
      // Part of an open transaction, which fails and is repeated as a whole.
      return jdbi.inTransaction(work::in);
    }
    within.set(true);
    try {
      return whole(work);
    } finally {
      within.remove();
    }
  }

  private <R> R whole(Work<R> work) {
    boolean[] worked = new boolean[1];
    try {
      return Retry.atOnce(
          TRIES,
          // Certainly nothing was committed.
          e -> e instanceof JdbiException && (retryable(e) || (!worked[0] && connectionLost(e))),
          () -> {
            worked[0] = false;
            return jdbi.inTransaction(
                handle -> {
                  R result = work.in(handle);
                  worked[0] = true;
                  return result;
                });
          });
    } catch (JdbiException e) {
      throw new StorageException("The database failed: " + message(e), e);
    }
  }

  /** The first line of the database's message, which quotes no values. */
  private static String message(Throwable failure) {
    String said = failure.getClass().getSimpleName();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException && cause.getMessage() != null) {
        said = cause.getMessage().lines().findFirst().orElse(said);
      }
    }
    return said;
  }

  /** A pool without a free connection has waited long enough, so that does not count. */
  private static boolean connectionLost(Throwable failure) {
    boolean lost = false;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientConnectionException) {
        return false;
      }
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        lost |= sql.getSQLState().startsWith("08") || CONNECTION_LOST.contains(sql.getSQLState());
      }
    }
    return lost;
  }

  private static boolean retryable(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      // A closed pool gives no state.
      if (cause instanceof SQLException sql
          && sql.getSQLState() != null
          && RETRYABLE.contains(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }
}
