package dev.snapclone.storage;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * After a switchover, connections to the old primary may stay open while it is a standby: they
 * answer reads and refuse writes (SQLState 25006) until the pool retires them half an hour later. A
 * server that shuts down ends all connections. At the first such failure this class evicts all
 * connections, since they lead to the same server; new ones lead to the current primary.
 */
final class StaleConnections implements SQLExceptionOverride {
  /** SQLState of a write in a read-only transaction; a standby has no others. */
  static final String READ_ONLY = "25006";

  /** The same, and a server that is shut down or has crashed. */
  private static final Set<String> SERVER_GONE = Set.of(READ_ONLY, "57P01", "57P02");

  private volatile @Nullable HikariDataSource pool;

  /** Sets the pool. It is created after its configuration, which contains this object. */
  void of(HikariDataSource made) {
    pool = made;
  }

  // The full name, since the interface has its own Override.
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
