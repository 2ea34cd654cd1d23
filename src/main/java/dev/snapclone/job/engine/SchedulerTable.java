package dev.snapclone.job.engine;

import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Where db-scheduler keeps its table.
 *
 * @param dataSource the database
 * @param dialect how to speak to it, null where db-scheduler knows by itself
 * @param oursAlone whether no other process can be using it, as with an H2 file
 */
public record SchedulerTable(
    DataSource dataSource, @Nullable JdbcCustomization dialect, boolean oursAlone) {}
