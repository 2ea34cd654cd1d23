package dev.snapclone.storage;

import dev.snapclone.access.VisibleClouds;
import dev.snapclone.audit.AuditQuery;
import dev.snapclone.job.engine.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Finds the newest rows of the audit that match a query. Searches backwards, a thousand rows per
 * transaction: a row may match in any column, so no index helps, and an embedded database has one
 * connection, which a long search would block.
 */
final class AuditSearch {
  private static final int AT_ONCE = 1000;

  /** How much the clocks of replicas may differ. */
  private static final Duration SKEW = Duration.ofHours(1);

  private final Transactions transactions;
  private final AuditQuery query;
  private final Json json;
  private final List<Criterion> criteria = new ArrayList<>();

  AuditSearch(Transactions transactions, AuditQuery query, Json json) {
    this.transactions = transactions;
    this.query = query;
    this.json = json;
    if (query.instance() != null) {
      String names = "lower(details) like :pattern escape '!'";
      criteria.add(
          new Criterion(
              "(" + names + " or lower(subject) like :pattern escape '!')",
              names,
              Map.of("pattern", Rows.pattern(query.instance().toLowerCase(Locale.ROOT)))));
    }
    if (query.person() != null) {
      criteria.add(
          new Criterion(
              "actor_id = :person",
              "action in ('job.start', 'job.end') and details like :pattern escape '!'",
              Map.of(
                  "person",
                  query.person(),
                  "pattern",
                  Rows.pattern("\"requester\":\"" + query.person() + "\""))));
    }
  }

  /** Their numbers, the newest first. */
  List<Long> newest() {
    AuditQuery.Part part = query.part();
    Long newerThan = part.newerThan();
    return newerThan == null
        ? downFrom(Objects.requireNonNullElse(part.olderThan(), Long.MAX_VALUE))
        : upFrom(newerThan);
  }

  private List<Long> downFrom(long start) {
    List<Long> found = new ArrayList<>();
    long before = start;
    while (true) {
      List<Row> rows = rows("seq < :from order by seq desc", before);
      List<Long> matching = transactions.run(handle -> matching(handle, rows));
      matching.stream().limit(query.part().most() - (long) found.size()).forEach(found::add);
      if (found.size() == query.part().most() || rows.size() < AT_ONCE || tooOld(rows)) {
        return found;
      }
      before = rows.get(AT_ONCE - 1).seq();
    }
  }

  private List<Long> upFrom(long start) {
    List<Long> found = new ArrayList<>();
    long after = start;
    while (true) {
      List<Row> rows = new ArrayList<>(rows("seq > :from order by seq", after));
      Collections.reverse(rows);
      List<Long> matching = new ArrayList<>(transactions.run(handle -> matching(handle, rows)));
      Collections.reverse(matching);
      matching.stream().limit(query.part().most() - (long) found.size()).forEach(found::add);
      if (found.size() == query.part().most() || rows.size() < AT_ONCE) {
        Collections.reverse(found);
        return found;
      }
      after = rows.get(0).seq();
    }
  }

  private List<Row> rows(String which, long from) {
    return transactions.run(handle -> window(handle, which, from));
  }

  private boolean tooOld(List<Row> rows) {
    Instant since = query.since();
    return since != null && rows.get(rows.size() - 1).at().isBefore(since.minus(SKEW));
  }

  private static List<Row> window(Handle handle, String which, long from) {
    return handle
        .createQuery(
            "select seq, guild, subject, action, result, happened_at from audit where "
                + which
                + " limit "
                + AT_ONCE)
        .bind("from", from)
        .map(
            (row, context) ->
                new Row(
                    row.getLong("seq"),
                    row.getString("guild"),
                    row.getString("subject"),
                    row.getString("action"),
                    row.getString("result"),
                    Rows.instant(row, "happened_at")))
        .list();
  }

  private List<Long> matching(Handle handle, List<Row> window) {
    List<Row> rows = visible(handle, window.stream().filter(this::wanted).toList());
    for (Criterion criterion : criteria) {
      if (rows.isEmpty()) {
        break;
      }
      rows = criterion.filter(handle, query.guild(), rows);
    }
    return rows.stream().map(Row::seq).toList();
  }

  private boolean wanted(Row row) {
    Instant since = query.since();
    return row.guild().equals(query.guild())
        && !query.leftOut().include(row.action(), row.result())
        && (since == null || !row.at().isBefore(since));
  }

  /** Leaves out rows that the person may not see. Rows of older versions name only the job. */
  private List<Row> visible(Handle handle, List<Row> rows) {
    if (rows.isEmpty() || query.clouds().equals(VisibleClouds.ALL)) {
      return rows;
    }
    Map<String, String> values = new HashMap<>();
    Rows.bound(query.clouds())
        .forEach(
            (name, cloud) -> {
              values.put(name, cloud);
              values.put(name + "json", Rows.pattern("\"cloud\":" + json.write(cloud)));
            });
    String ofCloud =
        "details like :cloudjson escape '!' or exists"
            + " (select 1 from jobs where jobs.id = audit.subject and jobs.cloud = :cloud)";
    Set<Long> seen = among(handle, rows, Rows.visible(query.clouds(), ofCloud), values);
    return rows.stream().filter(row -> seen.contains(row.seq())).toList();
  }

  /** The numbers of those of the given rows that also meet the other conditions, newest first. */
  private static Set<Long> among(
      Handle handle, List<Row> rows, String condition, Map<String, String> values) {
    return handle
        .createQuery("select seq from audit where seq between :first and :last" + condition)
        .bind("first", rows.get(rows.size() - 1).seq())
        .bind("last", rows.get(0).seq())
        .bindMap(values)
        .mapTo(Long.class)
        .set();
  }

  private record Row(
      long seq, String guild, String subject, String action, String result, Instant at) {}

  /** A condition that a row meets itself, or through another row of the same job. */
  private static final class Criterion {
    private final String ofRow;
    private final String ofJob;
    private final Map<String, String> values;

    /** Whether each job meets the condition; queried once per job. */
    private final Map<String, Boolean> jobs = new HashMap<>();

    Criterion(String ofRow, String ofJob, Map<String, String> values) {
      this.ofRow = ofRow;
      this.ofJob = ofJob;
      this.values = values;
    }

    List<Row> filter(Handle handle, String guild, List<Row> rows) {
      queryJobs(handle, guild, rows);
      Set<Long> bySelf = among(handle, rows, " and " + ofRow, values);
      return rows.stream()
          .filter(row -> bySelf.contains(row.seq()) || jobs.getOrDefault(row.subject(), false))
          .toList();
    }

    private void queryJobs(Handle handle, String guild, List<Row> rows) {
      List<String> unknown =
          rows.stream()
              .map(Row::subject)
              .filter(subject -> !subject.isEmpty() && !jobs.containsKey(subject))
              .distinct()
              .toList();
      if (unknown.isEmpty()) {
        return;
      }
      unknown.forEach(subject -> jobs.put(subject, false));
      handle
          .createQuery(
              "select distinct subject from audit where subject in (<subjects>) and guild = :guild"
                  + " and "
                  + ofJob)
          .bindList("subjects", unknown)
          .bind("guild", guild)
          .bindMap(values)
          .mapTo(String.class)
          .forEach(subject -> jobs.put(subject, true));
    }
  }
}
