package dev.snapclone.storage;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;

/**
 * H2 closes a database that it cannot write, such as on a full disk, and opens it anew for a new
 * connection. The pool takes the old connections for good while they are in steady use, since it
 * does not know H2's codes; without this they would never be let go.
 */
final class ClosedStore implements SQLExceptionOverride {
  /** Database closed, already closed, connection broken; general error, with which it begins. */
  static final Set<String> STATES = Set.of("90098", "90121", "90067", "HY000");

  // Named in full: the interface has an Override of its own.
  @java.lang.Override
  public Override adjudicate(SQLException failure) {
    return STATES.contains(String.valueOf(failure.getSQLState()))
        ? Override.MUST_EVICT
        : Override.CONTINUE_EVICT;
  }
}
