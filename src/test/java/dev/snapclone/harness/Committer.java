package dev.snapclone.harness;

import static dev.snapclone.job.JobBuilder.aJob;

import dev.snapclone.audit.AuditEvent;
import dev.snapclone.config.StorageSettings;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.JournalEntry;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.engine.Entry;
import dev.snapclone.job.engine.JobIds;
import dev.snapclone.job.engine.JobStore;
import dev.snapclone.job.engine.TestDatabases;
import dev.snapclone.storage.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/**
 * A process that is killed. It checks that everything that earlier processes printed is in the
 * database, and prints what is missing. Then it picks up the jobs that they left, and commits small
 * transactions in bursts with idle pauses of up to three seconds. It prints a line after each
 * commit.
 */
public final class Committer {
  /** The acknowledged commits so far, one per line, in the folder of the database. */
  static final String ACKNOWLEDGED = "acknowledged.txt";

  /** Begins a line about something that is missing. */
  static final String LOST = "lost ";

  private static final int LONGEST_PAUSE = 3000;
  private static final InstantSource CLOCK = InstantSource.system();
  private static final Outcome DONE =
      new Outcome(Text.of("t"), List.of(), List.of(), List.of(), Map.of());

  private final Database database;
  private final JobStore jobs;

  private Committer(Database database) {
    this.database = database;
    this.jobs = database.jobs();
  }

  /**
   * Runs until it is killed.
   *
   * @param arguments the folder of the database, the number of committing threads, the seed of the
   *     pauses, and options for the database's URL
   */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    Path folder = Path.of(arguments[0]);
    StorageSettings file = TestDatabases.h2File(folder);
    Committer committer =
        new Committer(
            Database.open(
                new StorageSettings(file.url() + arguments[3], file.user(), file.password()),
                CLOCK));
    committer.lookFor(Files.readAllLines(folder.resolve(ACKNOWLEDGED)));
    committer.jobs.open().forEach(committer::finish);
    say("snapclone ready");
    committer.commit(Integer.parseInt(arguments[1]), new Random(Long.parseLong(arguments[2])));
  }

  @SuppressWarnings("SystemOut")
  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  // ---- Looking ---------------------------------------------------------------------------

  private void lookFor(List<String> acknowledged) {
    Set<String> there = new HashSet<>();
    database.auditTrail().each(null, null, row -> there.add("audit " + row.event().subject()));
    acknowledged.stream()
        .map(line -> line.split(" ")[1])
        .distinct()
        .forEach(id -> jobs.find(id).ifPresent(job -> there.addAll(lines(job))));
    acknowledged.stream().filter(line -> !there.contains(line)).forEach(line -> say(LOST + line));
    database.auditTrail().verify(List.of()).problems().forEach(problem -> say(LOST + problem));
  }

  private Set<String> lines(Job job) {
    Set<String> lines =
        jobs.journal(job.id()).stream()
            .map(step -> "step " + job.id() + " " + step.key())
            .collect(Collectors.toSet());
    lines.add("job " + job.id());
    if (job.state() == JobState.DONE) {
      lines.add("end " + job.id());
    }
    return lines;
  }

  // ---- Committing ------------------------------------------------------------------------

  private void commit(int threads, Random chance) throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    while (true) {
      List<Callable<Void>> burst = new ArrayList<>();
      int steps = chance.nextInt(4);
      for (int i = 0; i < threads; i++) {
        burst.add(() -> work(steps));
      }
      for (Future<Void> one : pool.invokeAll(burst)) {
        one.get();
      }
      // This waits for nothing: idle time between commits is part of the test.
      Thread.sleep(chance.nextInt(LONGEST_PAUSE));
    }
  }

  /** The next process has to finish most jobs. */
  private Void work(int steps) {
    Job job = jobs.insert(job(), stored -> {});
    say("job " + job.id());
    long epoch = jobs.pick(job.id(), CLOCK.instant()).orElseThrow().job().progress().epoch();
    for (int step = 0; step < steps; step++) {
      jobs.write(job.id(), epoch, entry("step-" + step));
      say("step " + job.id() + " step-" + step);
    }
    audit(job.id());
    if (steps == 0) {
      finish(job);
    }
    return null;
  }

  /** Finishes a job like a worker that picks it up. */
  private void finish(Job job) {
    long epoch = jobs.pick(job.id(), CLOCK.instant()).orElseThrow().job().progress().epoch();
    if (!jobs.end(job.id(), epoch, JobState.DONE, DONE, false, CLOCK.instant())) {
      throw new IllegalStateException(job.id() + " does not end");
    }
    say("end " + job.id());
  }

  private void audit(String id) {
    database
        .audit()
        .append(
            new AuditEvent(
                CLOCK.instant(), "u1", "Anna", "g1", "job.start", id, "ok", Map.of("cloud", "c")));
    say("audit " + id);
  }

  private static Entry entry(String key) {
    return new Entry(
        key,
        JournalEntry.Phase.DONE,
        "\"" + "x".repeat(200) + "\"",
        new Entry.Progress(null, null),
        CLOCK.instant(),
        null,
        new Entry.Attempts(false, 1, CLOCK.instant()),
        new Entry.Trouble(0, null));
  }

  private static Job job() {
    String id = new JobIds().next();
    return aJob().id(id).locks(new LockKey("main", id)).created(CLOCK.instant()).build();
  }
}
