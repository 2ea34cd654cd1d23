package dev.snapclone.storage;

import dev.snapclone.job.Estimates;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Timing;
import java.time.Duration;
import java.util.List;

/**
 * What the jobs in the database took. Reads the last ones from an index, however many there are.
 */
record JdbiHistory(Transactions transactions) implements Estimates.History {
  /** H2 takes an index for the order only if the order names all its columns. */
  static final String LAST =
      "select started, ended from jobs"
          + " where cloud = :cloud and timing = :timing and state = :done"
          + " order by cloud, timing, state, ended desc limit :most";

  @Override
  public List<Duration> last(String cloud, Timing timing, int most) {
    return transactions.run(
        handle ->
            handle
                .createQuery(LAST)
                .bind("cloud", cloud)
                .bind("timing", timing.key())
                .bind("done", JobState.DONE.name())
                .bind("most", most)
                .map(
                    (row, context) ->
                        Duration.between(Rows.instant(row, "started"), Rows.instant(row, "ended")))
                .filter(took -> !took.isNegative())
                .list());
  }
}
