package dev.snapclone.storage;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * After a switchover the old primary may live on as a standby, and the connections to it with it:
 * they answer reads and refuse every write (SQLState 25006) until they are too old, half an hour
 * later. A server that goes down ends all of them. At the first such failure all connections are
 * let go, for those beside it lead to the same server; new ones lead wherever the primary is now.
 */
final class StaleConnections implements SQLExceptionOverride {
  /** SQLState for a write in a read-only transaction, which is all that a standby has. */
  static final String READ_ONLY = "25006";

  /** The former, and that the server is shut down or has crashed. */
  private static final Set<String> SERVER_GONE = Set.of(READ_ONLY, "57P01", "57P02");

  private volatile @Nullable HikariDataSource pool;

  /** Whose connections are let go; it is made after its configuration, to which this belongs. */
  void of(HikariDataSource made) {
    pool = made;
  }

  // Named in full: the interface has an Override of its own.
  @java.lang.Override
  public Override adjudicate(SQLException failure) {
    String state = failure.getSQLState();
    if (state == null || !SERVER_GONE.contains(state)) {
      return Override.CONTINUE_EVICT;
    }
    HikariDataSource all = pool;
    if (all != null) {
      all.getHikariPoolMXBean().softEvictConnections();
    }
    return Override.MUST_EVICT;
  }
}
