package dev.snapclone.lease;

import dev.snapclone.clone.CloneBench;
import dev.snapclone.cloud.Marks;
import dev.snapclone.command.CardReplies;
import dev.snapclone.command.Reply;
import dev.snapclone.config.LeaseSettings;
import dev.snapclone.i18n.Messages;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Lease;
import dev.snapclone.job.Leases;
import dev.snapclone.job.MemoryLeases;
import dev.snapclone.removal.DeleteClonePress;
import dev.snapclone.removal.DeleteSnapshotPress;
import dev.snapclone.request.Asking;
import dev.snapclone.request.CloudOption;
import dev.snapclone.request.ExclusiveJobs;
import dev.snapclone.request.JobSubmission;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A clone that is kept for three days, and a bot that can be killed before and after each call. */
final class LeaseBench {
  /** The bot is killed. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  final CloneBench bench = new CloneBench();
  final MemoryLeases leases = new MemoryLeases();
  final Map<String, Reply> replies = new LinkedHashMap<>();
  final List<String> audit = new ArrayList<>();
  final String instance;
  Instant now;
  private final LeaseErrand errand;
  final Extension extension;
  private int points;
  private int fatal;
  private @Nullable JobState ending;

  LeaseBench() {
    instance =
        CloneBench.fact(bench.clones("snapshot-id", bench.botSnapshot("web-01")), "instance");
    now = Objects.requireNonNull(job().progress().ended());
    leases.add(Lease.of("j1", Duration.ofDays(3), Asking.ANNA, now));
    leases.begin("j1", now);
    Leases stored = mortal(Leases.class, leases);
    ExclusiveJobs exclusive =
        new ExclusiveJobs(
            bench.jobs, new CloudOption(bench.clouds), mortal(JobSubmission.class, bench.jobs));
    LeaseTerms terms =
        new LeaseTerms(
            new LeaseSettings(
                Map.of("clone", new LeaseSettings.Term(null, Duration.ofDays(10))),
                Duration.ofHours(24)));
    LeaseBook book =
        new LeaseBook(bench.jobs::find, stored, event -> audit.add(event.action()), () -> now);
    extension = new Extension(book, terms, exclusive);
    LeaseEnd end =
        mortal(
            LeaseEnd.class,
            new LeasedThings(
                bench.clouds, new DeleteClonePress(exclusive), new DeleteSnapshotPress(exclusive)));
    LeaseNotices notices =
        new LeaseNotices(mortal(CardReplies.class, new Paper()), end, Messages.load());
    errand =
        new LeaseErrand(
            book,
            terms,
            new LeaseMark(bench.clouds),
            notices,
            new LeaseEnding(book, extension, end, notices));
  }

  /** Replies, of which one key makes one. */
  private final class Paper implements CardReplies {
    @Override
    public Optional<String> post(Job job, String key, Instant since, String to, Reply reply) {
      replies.putIfAbsent(key, reply);
      return Optional.of(key);
    }

    @Override
    public void delete(String where) {
      replies.remove(where);
    }
  }

  private <T> T mortal(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) -> {
              point();
              Object result;
              try {
                result = method.invoke(target, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              point();
              return result;
            }));
  }

  private void point() {
    if (++points == fatal) {
      throw new Killed();
    }
  }

  /** Kills the bot at a point, counted from the beginning; how many there were before. */
  void killAt(int point) {
    fatal = point;
  }

  int points() {
    return points;
  }

  Job job() {
    return bench.jobs.find("j1").orElseThrow();
  }

  Lease lease() {
    return leases.of("j1").orElseThrow();
  }

  boolean there() {
    return bench.cloud.instance(instance).isPresent();
  }

  String mark() {
    return bench
        .cloud
        .instance(instance)
        .map(it -> it.metadata().getOrDefault(Marks.EXPIRES, ""))
        .orElse("gone");
  }

  /** The jobs that delete, or were to. */
  List<Job> deletions() {
    List<Job> all = new ArrayList<>();
    for (int i = 2; bench.jobs.find("j" + i).isPresent(); i++) {
      all.add(bench.jobs.find("j" + i).orElseThrow());
    }
    return all;
  }

  /** Time passes in steps of an hour; what falls due is done, jobs run. */
  void pass(Duration time) {
    Instant end = now.plus(time);
    settle();
    while (now.isBefore(end)) {
      now = now.plus(Duration.ofHours(1)).isAfter(end) ? end : now.plus(Duration.ofHours(1));
      settle();
    }
  }

  /** All that is due now is done. */
  void settle() {
    for (int round = 0; round < 12; round++) {
      int attempt = round;
      leases
          .errands()
          .forEach(
              (id, due) -> {
                if (!due.isAfter(now)) {
                  carryOut(id, attempt);
                }
              });
      deletions().stream().filter(it -> !it.state().terminal()).forEach(this::run);
    }
  }

  private void carryOut(String id, int attempt) {
    try {
      if (errand.carryOut(id, "", attempt)) {
        leases.done(id);
      }
    } catch (Killed killed) {
      // Another process takes it over.
    }
  }

  private void run(Job deletion) {
    if (ending != null) {
      bench.jobs.end(deletion.id(), ending, null);
    } else if (deletion.workflow().startsWith("delete")) {
      bench.cloud.settle();
      bench.runs(Reply.job(deletion.id(), deletion.title()));
    }
  }

  /** Somebody cancels each deletion from now on. */
  void cancelDeletions() {
    ending = JobState.CANCELLED;
  }

  /** Each deletion fails from now on. */
  void failDeletions() {
    ending = JobState.FAILED;
  }
}
