package dev.snapclone.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.VisibleClouds;
import dev.snapclone.audit.AuditEntry;
import dev.snapclone.audit.AuditQuery;
import dev.snapclone.job.engine.TestDatabases;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Searches in a long audit. */
class AuditSearchTest {
  private static final int ROWS = Integer.getInteger("snapclone.audit.rows", 30_000);
  private static final int ROWS_OF_A_JOB = 8;
  private static final Instant BEGIN = Instant.parse("2026-11-01T10:00:00Z");

  /** Job 3's rows are numbers 24 to 31; only its first one names the instance. */
  private static void fill(Database database, int rows) {
    Jdbi.create(database.jobs().schedulerTable().dataSource())
        .useTransaction(handle -> fill(handle, rows));
  }

  private static void fill(Handle handle, int rows) {
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into audit (seq, happened_at, actor_id, actor_name, guild, action, subject,"
                + " result, details, prev_hash, hash) values (:seq, :at, 'u1', 'Anna', 'g1',"
                + " 'job.start', :job, 'ok', :details, '', '')");
    for (int seq = 1; seq <= rows; seq++) {
      boolean first = seq % ROWS_OF_A_JOB == 0;
      batch
          .bind("seq", seq)
          .bind("at", Rows.at(BEGIN.plusSeconds(seq)))
          .bind("job", "job" + seq / ROWS_OF_A_JOB)
          .bind(
              "details",
              first
                  ? "{\"requester\":\"u2\",\"server-name\":\"web-%d\"}".formatted(seq)
                  : "{\"request-id\":\"req-%d\",\"cloud\":\"main\"}".formatted(seq))
          .add();
      if (batch.size() == 1000 || seq == rows) {
        batch.execute();
      }
    }
  }

  private static List<Long> found(
      Database database, String instance, String person, Instant since) {
    return database
        .auditTrail()
        .newest(
            new AuditQuery(
                "g1",
                VisibleClouds.ALL,
                AuditQuery.LeftOut.NOTHING,
                instance,
                person,
                since,
                new AuditQuery.Part(null, null, 11)))
        .stream()
        .map(AuditEntry::seq)
        .toList();
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void findsTheRowsOfAJobHoweverFarBack(TestDatabases.Kind kind) {
    try (Database database = kind.open()) {
      fill(database, 5000);
      List<Long> job = List.of(31L, 30L, 29L, 28L, 27L, 26L, 25L, 24L);
      assertEquals(
          job, found(database, "\"WEB-24\"", null, null), "the rows that only share its job, too");
      assertEquals(job, found(database, "\"web-24\"", "u2", null), "both have to fit");
      assertEquals(List.of(), found(database, "\"web-24\"", "u3", null));
      assertEquals(
          List.of(31L, 30L), found(database, "\"web-24\"", null, BEGIN.plusSeconds(30)), "since");
      assertEquals(List.of(), found(database, "\"web-24\"", null, BEGIN.plusSeconds(32)));
      assertEquals(11, found(database, null, null, null).size());
    }
  }

  /** On one connection, others wait for at most one part of the search. */
  @Test
  void aLongSearchDoesNotBlockOthers(@TempDir Path folder) throws Exception {
    try (Database database = Database.open(TestDatabases.h2File(folder), InstantSource.system())) {
      fill(database, ROWS);
      found(database, "nothing", null, null);
      boolean lets = false;
      String figures = "";
      // A search in one part would fail every attempt; a busy machine fails some.
      for (int attempt = 0; attempt < 5 && !lets; attempt++) {
        CompletableFuture<Duration> search =
            CompletableFuture.supplyAsync(
                () -> {
                  long begin = System.nanoTime();
                  found(database, "nothing", null, null);
                  return Duration.ofNanos(System.nanoTime() - begin);
                });
        Duration longest = Duration.ZERO;
        int others = 0;
        while (!search.isDone()) {
          long begin = System.nanoTime();
          database.ping();
          Duration waited = Duration.ofNanos(System.nanoTime() - begin);
          longest = waited.compareTo(longest) > 0 ? waited : longest;
          others++;
        }
        figures = ROWS + " rows in " + search.get() + ", " + others + " others waited " + longest;
        say(figures);
        lets = longest.multipliedBy(3).compareTo(search.get()) < 0;
      }
      assertTrue(lets, figures);
    }
  }

  @SuppressWarnings("SystemOut")
  private static void say(String line) {
    System.out.println(line);
  }
}
