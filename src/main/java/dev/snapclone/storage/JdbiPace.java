package dev.snapclone.storage;

import dev.snapclone.command.Pace;
import java.time.Instant;
import java.util.Optional;

/** Counts for rate limits, from the audit and the jobs, which all replicas share. */
final class JdbiPace implements Pace {
  private final Transactions transactions;

  JdbiPace(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public Optional<Instant> nthNewestAct(String person, int n) {
    return nth(
        "select happened_at as at from audit where actor_id = :who and (action like 'command.%' or"
            + " action like 'press.%') and result <> 'limited' order by seq desc limit 1 offset :n",
        person, n);
  }

  @Override
  public Optional<Instant> nthNewestJob(String cloud, int n) {
    return nth(
        "select created as at from jobs where cloud = :who and invocation not like 'schedule:%'"
            + " order by seq desc limit 1 offset :n",
        cloud, n);
  }

  private Optional<Instant> nth(String sql, String who, int n) {
    return transactions.run(
        handle ->
            handle
                .createQuery(sql)
                .bind("who", who)
                .bind("n", n - 1)
                .map((row, context) -> Rows.instant(row, "at"))
                .findOne());
  }
}
