package dev.snapclone.storage;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;

/**
 * H2 closes a database that it cannot write, for example on a full disk, and reopens it for a new
 * connection. The pool does not know H2's error codes, so without this class it would keep the old
 * connections as long as they are in use.
 */
final class ClosedStore implements SQLExceptionOverride {
  /** Database closed, already closed, connection broken, and the general error that comes first. */
  static final Set<String> STATES = Set.of("90098", "90121", "90067", "HY000");

  // The full name, since the interface has its own Override.
  @java.lang.Override
  public Override adjudicate(SQLException failure) {
    return STATES.contains(String.valueOf(failure.getSQLState()))
        ? Override.MUST_EVICT
        : Override.CONTINUE_EVICT;
  }
}
