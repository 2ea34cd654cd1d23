package dev.snapclone.lease;

import dev.snapclone.access.Actor;
import dev.snapclone.cloud.CloudErrors;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.command.Invocation;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.Lease;
import dev.snapclone.job.Lease.Stage;
import dev.snapclone.job.Retry;
import dev.snapclone.request.ExclusiveJobs;
import dev.snapclone.request.JobRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Ends a lease: by a job like any other, which the lease agreed to beforehand. What cannot be
 * deleted is said once and tried again, ever more seldom.
 */
public record LeaseEnding(
    LeaseBook book, Extension extension, LeaseEnd deletion, LeaseNotices notices) {
  private static final String PURPOSE = "lease";
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(10);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(6);

  /** A cloud that does not answer for some seconds is no trouble yet. */
  private static final int QUIET_TRIES = 5;

  /** Each failed job has told its person, so the next one would only be noise. */
  private static final int MOST_JOBS = 3;

  /** Whether a deletion has begun, or been tried. */
  boolean under(Job job) {
    return !series(job).all().isEmpty();
  }

  private ExclusiveJobs.Series series(Job job) {
    return extension.exclusive().of(PURPOSE, job.id());
  }

  /** Takes the next step towards the end; false to be called again soon. */
  boolean end(Job job, Lease lease, int attempt) {
    ExclusiveJobs.Series series = series(job);
    if (series.open().isPresent() || extension.asked(job)) {
      return false;
    }
    List<Job> all = series.all();
    Optional<Job> last = all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    if (last.filter(it -> it.state() == JobState.CANCELLED).isPresent()) {
      return kept(job, lease, last.get());
    }
    if (last.filter(it -> it.state() != JobState.DONE).isPresent()) {
      Instant again = Objects.requireNonNull(last.get().progress().ended()).plus(pause(all.size()));
      if (all.size() >= MOST_JOBS) {
        return gaveUp(job, lease, last.get());
      }
      if (book.clock().instant().isBefore(again)) {
        return book.leases().change(lease, lease.step(Stage.REMINDED, again, lease.reminder()));
      }
    }
    try {
      Optional<JobRequest> request = deletion.plan(job);
      if (request.isEmpty()) {
        return over(job, lease);
      }
      submit(series.next(), job, lease, request.get());
      return false;
    } catch (Jobs.LockedException e) {
      return false;
    } catch (CloudException e) {
      return attempt >= QUIET_TRIES && troubled(job, lease, CloudErrors.explain(e).what());
    } catch (ExplainedFailure e) {
      return troubled(job, lease, e.what());
    }
  }

  private void submit(String id, Job job, Lease lease, JobRequest request) {
    Actor who = lease.by();
    Invocation by =
        new Invocation(
            id,
            PURPOSE,
            Invocation.Kind.PRESS,
            who,
            job.place(),
            job.place().locale(),
            Map.of(Invocation.REASON, notices.reason(job, lease)));
    Job deleting =
        extension.exclusive().submission().submitAgreed(request.job(id, by), request.action());
    book.note(job, "lease.end", lease, Map.of("job", deleting.id()));
  }

  private static Duration pause(int tries) {
    return Retry.pause(FIRST_PAUSE, LONGEST_PAUSE, tries);
  }

  private boolean over(Job job, Lease lease) {
    notices.withdraw(lease);
    if (book.leases().change(lease, lease.step(Stage.OVER, null, null))) {
      book.note(job, "lease.over", lease, Map.of());
    }
    return true;
  }

  /** Whoever cancels the deletion wants it to stay. */
  private boolean kept(Job job, Lease lease, Job cancelled) {
    Actor who = Objects.requireNonNullElse(cancelled.progress().cancelledBy(), lease.by());
    book.until(job, null, who, cancelled.id());
    return true;
  }

  private boolean gaveUp(Job job, Lease lease, Job last) {
    Text why = Text.of("lease.gave-up", Arg.code(last.id()));
    Lease after = lease.troubled(why, null, lease.reminder());
    if (book.leases().change(lease, after)) {
      book.note(job, "lease.trouble", after, Map.of("why", why.key()));
    }
    return true;
  }

  /** Said when it is new; tried again after a pause. */
  private boolean troubled(Job job, Lease lease, Text why) {
    Text before = lease.trouble();
    boolean news = before == null || !before.key().equals(why.key());
    Instant again = book.clock().instant().plus(pause(lease.tries() + 1));
    String notice = lease.reminder();
    if (news) {
      notices.withdraw(lease);
      notice = notices.trouble(job, lease, why);
    }
    Lease after = lease.troubled(why, again, notice);
    boolean changed = book.leases().change(lease, after);
    if (changed && news) {
      book.note(job, "lease.trouble", after, Map.of("why", why.key()));
    } else if (news) {
      notices.withdraw(after);
    }
    return true;
  }
}
