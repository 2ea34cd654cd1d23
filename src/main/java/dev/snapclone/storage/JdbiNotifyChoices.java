package dev.snapclone.storage;

import dev.snapclone.notification.NotifyChoice;
import dev.snapclone.notification.NotifyChoice.Way;
import dev.snapclone.notification.NotifyChoices;
import java.util.List;

/** What people chose, in the database. */
final class JdbiNotifyChoices implements NotifyChoices {
  private final Transactions transactions;

  JdbiNotifyChoices(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public NotifyChoice of(String person) {
    return transactions.run(
        handle ->
            handle
                .createQuery("select jobs, approvals from notify_choice where person = :person")
                .bind("person", person)
                .map(
                    (row, context) ->
                        new NotifyChoice(
                            Way.valueOf(row.getString("jobs")),
                            Way.valueOf(row.getString("approvals"))))
                .findOne()
                .orElse(NotifyChoice.USUAL));
  }

  @Override
  public void save(String person, NotifyChoice choice) {
    transactions.run(
        handle -> {
          handle
              .createUpdate(
                  "insert into notify_choice (person, jobs, approvals)"
                      + " values (:person, :jobs, :approvals) on conflict do nothing")
              .bind("person", person)
              .bind("jobs", choice.jobs().name())
              .bind("approvals", choice.approvals().name())
              .execute();
          return handle
              .createUpdate(
                  "update notify_choice set jobs = :jobs, approvals = :approvals"
                      + " where person = :person")
              .bind("person", person)
              .bind("jobs", choice.jobs().name())
              .bind("approvals", choice.approvals().name())
              .execute();
        });
  }

  @Override
  public List<String> directlyAsked() {
    return transactions.run(
        handle ->
            handle
                .createQuery(
                    "select person from notify_choice where approvals = :way order by person")
                .bind("way", Way.DIRECT_MESSAGE.name())
                .mapTo(String.class)
                .list());
  }
}
