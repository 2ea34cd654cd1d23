package dev.snapclone.storage;

import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Makes db-scheduler store instants in H2 with their offset. Its default uses the JVM's local time,
 * in which one hour a year occurs twice, and a heartbeat in that hour may look an hour old.
 */
final class H2Dialect extends DefaultJdbcCustomization {
  H2Dialect() {
    super(false);
  }

  @Override
  public String getName() {
    return "H2";
  }

  @Override
  public void setInstant(PreparedStatement statement, int index, @Nullable Instant value)
      throws SQLException {
    statement.setObject(index, value == null ? null : value.atOffset(ZoneOffset.UTC));
  }

  @Override
  @SuppressWarnings("NullAway") // db-scheduler expects null where the column is null
  public @Nullable Instant getInstant(ResultSet row, String column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }
}
