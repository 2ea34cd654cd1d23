package dev.snapclone.storage;

import dev.snapclone.job.FirstAnswers;
import java.time.Instant;
import java.util.Optional;

/** First answers in the database, so that a card shows the same after a restart. */
final class JdbiFirstAnswers implements FirstAnswers {
  private static final int ADDRESS_MAX = 64;

  private final Transactions transactions;

  private final CommitListeners listeners;

  JdbiFirstAnswers(Transactions transactions, CommitListeners listeners) {
    this.transactions = transactions;
    this.listeners = listeners;
  }

  @Override
  public boolean record(String jobId, String address, Instant at) {
    boolean first =
        transactions.run(
            handle -> {
              int inserted =
                  handle
                      .createUpdate(
                          "insert into first_answer (job_id, address, seen_at)"
                              + " values (:job, :address, :at) on conflict do nothing")
                      .bind("job", jobId)
                      .bind("address", Rows.text(address, ADDRESS_MAX))
                      .bind("at", Rows.at(at))
                      .execute();
              if (inserted == 1) {
                ScheduledRuns.followUp(handle, jobId, at);
              }
              return inserted == 1;
            });
    if (first) {
      listeners.due();
    }
    return first;
  }

  @Override
  public Optional<FirstAnswer> of(String jobId) {
    return transactions.run(
        handle ->
            handle
                .createQuery("select address, seen_at from first_answer where job_id = :job")
                .bind("job", jobId)
                .map(
                    (row, context) ->
                        new FirstAnswer(row.getString("address"), Rows.instant(row, "seen_at")))
                .findOne());
  }
}
