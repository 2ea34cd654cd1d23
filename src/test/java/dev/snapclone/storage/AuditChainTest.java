package dev.snapclone.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.snapclone.access.VisibleClouds;
import dev.snapclone.audit.AuditAnchor;
import dev.snapclone.audit.AuditEntry;
import dev.snapclone.audit.AuditEvent;
import dev.snapclone.audit.AuditQuery;
import dev.snapclone.audit.AuditTrail;
import dev.snapclone.audit.AuditVerdict;
import dev.snapclone.audit.ChainCheck;
import dev.snapclone.job.engine.Json;
import dev.snapclone.job.engine.TestDatabases;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Changes of the audit by others are detected; the limits of that are shown too. */
class AuditChainTest {
  private static final Instant AT = Instant.parse("2026-11-22T10:00:00.123456Z");

  private static AuditEvent event(int number) {
    return new AuditEvent(
        AT.plusSeconds(number),
        number % 2 == 0 ? "anna" : "ben",
        "Änne 😀",
        "g1",
        "command.snapshot",
        "job" + number,
        "ok",
        Map.of("server-name", "web-0" + number % 3, "request", "req-" + number));
  }

  /** A database with ten rows. */
  private static Database ten(TestDatabases.Kind kind) {
    Database database = kind.open();
    for (int i = 1; i <= 10; i++) {
      database.audit().append(event(i));
    }
    return database;
  }

  private static void sql(Database database, String sql) {
    Jdbi.create(database.jobs().schedulerTable().dataSource())
        .useHandle(handle -> handle.execute(sql));
  }

  private static List<String> problems(Database database, AuditAnchor... anchors) {
    return database.auditTrail().verify(List.of(anchors)).problems();
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void anUnchangedAuditHasNoProblems(TestDatabases.Kind kind) {
    try (Database database = ten(kind)) {
      AuditVerdict verdict = database.auditTrail().verify(List.of());
      assertEquals(List.of(), verdict.problems());
      assertEquals(10, verdict.rows());
      assertEquals(database.auditTrail().head().orElseThrow(), verdict.head());
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void aChangeOfAnyColumnIsFound(TestDatabases.Kind kind) {
    List<String> changes =
        List.of(
            "happened_at = timestamp with time zone '2026-11-22 10:00:05.123457+00'",
            "actor_id = 'carla'",
            "actor_name = 'Anne'",
            "guild = 'g2'",
            "action = 'command.clone'",
            "subject = 'job6'",
            "result = 'refused'",
            "details = '{\"request\":\"req-5\",\"server-name\":\"web-09\"}'",
            "details = '{ \"request\":\"req-5\",\"server-name\":\"web-02\"}'",
            "details = 'no json'",
            "hash = '" + "0".repeat(64) + "'",
            "prev_hash = '" + "0".repeat(64) + "'");
    for (String change : changes) {
      try (Database database = ten(kind)) {
        sql(database, "update audit set " + change + " where seq = 5");
        List<String> found = problems(database);
        assertFalse(found.isEmpty(), change);
        assertTrue(found.get(0).contains("row 5"), () -> change + ": " + found);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void aMissingRowIsFoundAtAnyPosition(TestDatabases.Kind kind) {
    for (int row : List.of(1, 4, 10)) {
      try (Database database = ten(kind)) {
        sql(database, "delete from audit where seq = " + row);
        List<String> found = problems(database);
        assertTrue(found.get(0).startsWith("row " + row + " is missing"), () -> row + ": " + found);
      }
    }
  }

  @Test
  void swappedRowsAreFound() {
    try (Database database = ten(TestDatabases.Kind.H2)) {
      sql(database, "update audit set seq = 99 where seq = 3");
      sql(database, "update audit set seq = 3 where seq = 4");
      sql(database, "update audit set seq = 4 where seq = 99");
      List<String> found = problems(database);
      assertTrue(found.get(0).startsWith("row 3 does not follow row 2"), found::toString);
    }
  }

  @Test
  void anEmptiedAuditIsFound() {
    try (Database database = ten(TestDatabases.Kind.H2)) {
      sql(database, "delete from audit");
      assertTrue(problems(database).get(0).startsWith("rows 1 to 10 are missing"));
    }
  }

  @Test
  void aHeadThatWasSetBackIsFound() {
    try (Database database = ten(TestDatabases.Kind.H2)) {
      sql(database, "update audit_head set seq = 8");
      assertTrue(problems(database).get(0).startsWith("the head was set back to row 8"));
    }
    try (Database database = ten(TestDatabases.Kind.H2)) {
      sql(database, "delete from audit_head");
      assertFalse(problems(database).isEmpty());
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void missingNewestRowsAreFoundByAnAnchor(TestDatabases.Kind kind) {
    try (Database database = ten(kind)) {
      AuditAnchor remembered = database.auditTrail().head().orElseThrow();
      sql(database, "delete from audit where seq > 8");
      sql(database, "update audit_head set seq = 8, hash = (select hash from audit where seq = 8)");
      assertEquals(List.of(), problems(database), "the database alone cannot know");
      List<String> found = problems(database, remembered);
      assertTrue(found.get(0).startsWith("rows 9 to 10 are missing"), found::toString);
      database.audit().append(event(9));
      database.audit().append(event(11));
      List<String> regrown = problems(database, remembered);
      assertTrue(regrown.get(0).startsWith("row 10 is not the one"), regrown::toString);
    }
  }

  @Test
  void aRewrittenHistoryIsFoundByAnAnchor() {
    try (Database database = ten(TestDatabases.Kind.H2)) {
      AuditAnchor remembered = database.auditTrail().at(7).orElseThrow();
      rewrite(database, 4);
      assertEquals(List.of(), problems(database), "a chain computed anew is a chain");
      List<String> found = problems(database, remembered);
      assertTrue(found.get(0).startsWith("row 7 is not the one"), found::toString);
    }
  }

  /** An attack by somebody with all rights who knows the source. */
  private static void rewrite(Database database, int changed) {
    Json json = new Json();
    List<AuditEntry> rows = new ArrayList<>();
    database.auditTrail().each(null, null, rows::add);
    Jdbi.create(database.jobs().schedulerTable().dataSource())
        .useTransaction(
            handle -> {
              String previous = ChainCheck.START;
              for (AuditEntry row : rows) {
                AuditEvent old = row.event();
                AuditEvent now =
                    new AuditEvent(
                        old.at(),
                        row.seq() == changed ? "nobody" : old.actorId(),
                        old.actorName(),
                        old.guild(),
                        old.action(),
                        old.subject(),
                        old.result(),
                        old.details());
                String hash = JdbiAuditLog.hash(previous, row.seq(), now, json);
                update(handle, row.seq(), now.actorId(), previous, hash);
                previous = hash;
              }
              handle.execute("update audit_head set hash = ?", previous);
            });
  }

  private static void update(Handle handle, long seq, String actor, String previous, String hash) {
    handle.execute(
        "update audit set actor_id = ?, prev_hash = ?, hash = ? where seq = ?",
        actor,
        previous,
        hash,
        seq);
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void rowsCanBeAddedDuringAVerification(TestDatabases.Kind kind) throws Exception {
    try (Database database = kind.open()) {
      AtomicReference<Duration> longest = new AtomicReference<>(Duration.ZERO);
      List<CompletableFuture<Void>> writers = new ArrayList<>();
      for (int writer = 0; writer < 8; writer++) {
        writers.add(
            CompletableFuture.runAsync(
                () -> {
                  for (int i = 0; i < 40; i++) {
                    long before = System.nanoTime();
                    database.audit().append(event(i));
                    Duration took = Duration.ofNanos(System.nanoTime() - before);
                    longest.accumulateAndGet(took, (a, b) -> a.compareTo(b) > 0 ? a : b);
                  }
                }));
      }
      CompletableFuture<Void> all =
          CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new));
      while (!all.isDone()) {
        assertEquals(List.of(), problems(database));
      }
      all.get(60, TimeUnit.SECONDS);
      assertEquals(320, database.auditTrail().verify(List.of()).rows());
      assertTrue(longest.get().toMillis() < 3000, "the longest took " + longest.get());
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void findsRowsByInstanceByPersonAndByTime(TestDatabases.Kind kind) {
    try (Database database = ten(kind)) {
      database
          .audit()
          .append(
              new AuditEvent(
                  AT.plusSeconds(11),
                  "ben",
                  "Ben",
                  "g1",
                  "approval.approve",
                  "job3",
                  "ok",
                  Map.of()));
      database
          .audit()
          .append(
              new AuditEvent(
                  AT.plusSeconds(12),
                  "snapclone",
                  "snapclone",
                  "g1",
                  "job.start",
                  "job4",
                  "ok",
                  Map.of("requester", "anna")));
      AuditTrail trail = database.auditTrail();
      assertEquals(List.of(11L, 9L, 6L, 3L), seqs(trail.newest(query("WEB-00", null, null, null))));
      assertEquals(
          List.of(), seqs(trail.newest(query("web_00", null, null, null))), "no wildcards");
      assertEquals(
          List.of(12L, 10L, 8L, 6L, 4L, 2L), seqs(trail.newest(query(null, "anna", null, null))));
      assertEquals(
          List.of(12L, 11L, 10L), seqs(trail.newest(query(null, null, AT.plusSeconds(10), null))));
      assertEquals(List.of(2L, 1L), seqs(trail.newest(query(null, null, null, 3L))));
      assertEquals(
          List.of(),
          trail.newest(
              new AuditQuery(
                  "g2",
                  VisibleClouds.ALL,
                  AuditQuery.LeftOut.NOTHING,
                  null,
                  null,
                  null,
                  new AuditQuery.Part(null, null, 10))),
          "another guild's are another guild's");
      assertEquals(List.of(7L, 6L), seqs(trail.newest(part(Set.of(), 5L, 2))), "upwards");
      assertEquals(List.of(12L), seqs(trail.newest(part(Set.of(), 11L, 2))));
      List<AuditEntry> all = trail.newest(query(null, null, null, null));
      String newest = all.get(0).event().action();
      assertEquals(
          all.stream().filter(row -> !row.event().action().equals(newest)).count(),
          trail.newest(part(Set.of(newest), null, 20)).size(),
          "left out");
      assertEquals(12, trail.newest(part(Set.of(newest + " never"), null, 20)).size());
    }
  }

  private static AuditQuery part(Set<String> leftOut, Long newerThan, int most) {
    return new AuditQuery(
        "g1",
        VisibleClouds.ALL,
        new AuditQuery.LeftOut(leftOut, Set.of()),
        null,
        null,
        null,
        new AuditQuery.Part(null, newerThan, most));
  }

  private static AuditQuery query(String instance, String person, Instant since, Long before) {
    return new AuditQuery(
        "g1",
        VisibleClouds.ALL,
        AuditQuery.LeftOut.NOTHING,
        instance,
        person,
        since,
        new AuditQuery.Part(before, null, 20));
  }

  private static List<Long> seqs(List<AuditEntry> rows) {
    return rows.stream().map(AuditEntry::seq).toList();
  }

  @Test
  void oddTextsAreStoredAsFarAsPossibleAndVerify() {
    try (Database database = TestDatabases.Kind.POSTGRESQL.open()) {
      database
          .audit()
          .append(
              new AuditEvent(
                  AT,
                  "u\0",
                  "half \ud800 pair",
                  "g1",
                  "a",
                  "s",
                  "ok",
                  Map.of("k\0", "v\udc00\0" + "x".repeat(5000))));
      assertEquals(List.of(), problems(database));
      Map<String, String> details =
          new Json()
              .read(
                  Jdbi.create(database.jobs().schedulerTable().dataSource())
                      .withHandle(
                          h ->
                              h.createQuery("select details from audit").mapTo(String.class).one()),
                  new TypeReference<Map<String, String>>() {});
      assertEquals(1000, details.get("k").length());
    }
  }
}
