package dev.snapclone.storage;

import dev.snapclone.command.Drafts;
import dev.snapclone.command.Invocation;
import dev.snapclone.job.engine.JobIds;
import dev.snapclone.job.engine.Json;
import java.time.InstantSource;
import java.util.Optional;

/** Drafts in the database, so that all replicas share them. */
final class JdbiDrafts implements Drafts {
  private final Transactions transactions;
  private final InstantSource clock;
  private final Json json;
  private final JobIds ids = new JobIds();

  JdbiDrafts(Transactions transactions, InstantSource clock, Json json) {
    this.transactions = transactions;
    this.clock = clock;
    this.json = json;
  }

  @Override
  public String keep(Invocation invocation) {
    String id = ids.next();
    return transactions.run(
        handle -> {
          handle
              .createUpdate(
                  "insert into draft (id, invocation, created) values (:id, :invocation, :now)")
              .bind("id", id)
              .bind("invocation", json.write(invocation))
              .bind("now", Rows.at(clock.instant()))
              .execute();
          return id;
        });
  }

  /** Checks that the database can be written: inserts an empty draft and deletes it. */
  void tryWrite() {
    String id = ids.next();
    transactions.run(
        handle ->
            handle
                    .createUpdate(
                        "insert into draft (id, invocation, created) values (:id, '', :now)")
                    .bind("id", id)
                    .bind("now", Rows.at(clock.instant()))
                    .execute()
                + handle.createUpdate("delete from draft where id = :id").bind("id", id).execute());
  }

  @Override
  public Optional<Invocation> find(String id) {
    return transactions.run(
        handle ->
            handle
                .createQuery("select invocation from draft where id = :id and created > :since")
                .bind("id", id)
                .bind("since", Rows.at(clock.instant().minus(LIFE)))
                .mapTo(String.class)
                .findOne()
                .map(stored -> json.read(stored, Invocation.class)));
  }

  @Override
  public boolean drop(String id) {
    return transactions.run(
            handle ->
                handle.createUpdate("delete from draft where id = :id").bind("id", id).execute())
        == 1;
  }
}
