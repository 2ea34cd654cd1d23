package dev.snapclone.lease;

import dev.snapclone.job.ErrandHandler;
import dev.snapclone.job.Job;
import dev.snapclone.job.Lease;
import dev.snapclone.job.Lease.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the next step of a lease: writes its end on the resource, reminds its person, ends it.
 * Every step ends with a new version of the lease, which has an errand of its own, so that a step
 * that was interrupted is taken again and one of an older version does nothing.
 */
public final class LeaseErrand implements ErrandHandler {
  private static final Logger log = LoggerFactory.getLogger(LeaseErrand.class);

  /** How often the cloud is asked to write down the end before the lease goes on without that. */
  private static final int MARK_TRIES = 12;

  private final LeaseBook book;
  private final LeaseTerms terms;
  private final LeaseMark mark;
  private final LeaseNotices notices;
  private final LeaseEnding ending;

  public LeaseErrand(
      LeaseBook book, LeaseTerms terms, LeaseMark mark, LeaseNotices notices, LeaseEnding ending) {
    this.book = book;
    this.terms = terms;
    this.mark = mark;
    this.notices = notices;
    this.ending = ending;
  }

  @Override
  public boolean carryOut(String id, String payload, int attempt) {
    String[] parts = id.split("/", 2);
    Optional<Lease> found =
        book.leases().of(parts[0]).filter(l -> String.valueOf(l.version()).equals(parts[1]));
    Optional<Job> job = book.jobs().apply(parts[0]);
    if (found.isEmpty() || job.isEmpty()) {
      return true;
    }
    Lease lease = found.get();
    Optional<Leased> thing = Leased.of(job.get());
    if (thing.isEmpty()) {
      return over(job.get(), lease);
    }
    Instant now = book.clock().instant();
    Instant due = Objects.requireNonNullElse(lease.next(), now);
    if (now.isBefore(due)) {
      // The clock was set back after this was due.
      return book.leases().change(lease, lease.step(lease.stage(), due, lease.reminder()));
    }
    return switch (lease.stage()) {
      case MARKING -> written(job.get(), lease, thing.get(), attempt);
      case RUNNING -> reminded(job.get(), lease, thing.get(), now);
      case REMINDED -> ending.end(job.get(), lease, attempt);
      case WAITING, KEPT, OVER -> true;
    };
  }

  private boolean written(Job job, Lease lease, Leased thing, int attempt) {
    notices.withdraw(lease);
    if (!write(job, lease, thing, lease.ends()) && attempt < MARK_TRIES) {
      return false;
    }
    Instant ends = lease.ends();
    if (ends == null) {
      return change(lease, lease.step(Stage.KEPT, null, null));
    }
    Instant remind = ends.minus(terms.notice(job, lease, ends));
    return change(lease, lease.step(Stage.RUNNING, remind, null));
  }

  private boolean write(Job job, Lease lease, Leased thing, @Nullable Instant ends) {
    try {
      mark.write(job, thing, ends);
      return true;
    } catch (RuntimeException e) {
      log.info(
          "lease of {}, version {}: its end is not written on {}",
          job.id(),
          lease.version(),
          thing.ids(),
          e);
      return false;
    }
  }

  /** Never deleted without having said so in time, even if no bot ran when that was due. */
  private boolean reminded(Job job, Lease lease, Leased thing, Instant now) {
    Instant planned = Objects.requireNonNull(lease.ends());
    Duration notice = terms.notice(job, lease, planned);
    Instant ends = LeaseTerms.endAfter(now, planned, notice);
    String where = notices.remind(job, lease, thing, ends);
    if (!ends.equals(planned)) {
      write(job, lease, thing, ends);
    }
    Lease after = lease.reminded(ends, where);
    if (change(lease, after)) {
      book.note(job, "lease.remind", after, Map.of());
    } else {
      notices.withdraw(after);
    }
    return true;
  }

  /** What it was for is gone: deleted by this lease, or by somebody before. */
  private boolean over(Job job, Lease lease) {
    if (ending.under(job)) {
      return ending.end(job, lease, 0);
    }
    notices.withdraw(lease);
    if (change(lease, lease.step(Stage.OVER, null, null))) {
      book.note(job, "lease.over", lease, Map.of());
    }
    return true;
  }

  /** Another change came first; its own errand goes on from there. */
  private boolean change(Lease before, Lease after) {
    return book.leases().change(before, after);
  }

  /** Also ends the lease of what somebody has deleted. */
  public ErrandHandler after(ErrandHandler followUps) {
    return (id, payload, attempt) -> {
      boolean done = followUps.carryOut(id, payload, attempt);
      Optional<Job> job = book.jobs().apply(id.split("/", 2)[0]);
      job.filter(it -> Leased.of(it).isEmpty() && !ending.under(it))
          .flatMap(it -> book.leases().of(it.id()))
          .filter(lease -> lease.stage() != Stage.OVER && lease.stage() != Stage.WAITING)
          .ifPresent(lease -> over(job.orElseThrow(), lease));
      return done;
    };
  }
}
