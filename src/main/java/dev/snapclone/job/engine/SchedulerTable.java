package dev.snapclone.job.engine;

import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The location of db-scheduler's table.
 *
 * @param dialect the SQL dialect; null when db-scheduler's own choice is right
 * @param oursAlone whether no other process can use the database, as with an H2 file
 */
public record SchedulerTable(
    DataSource dataSource, @Nullable JdbcCustomization dialect, boolean oursAlone) {}
