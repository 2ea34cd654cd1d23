package dev.snapclone.lease;

import dev.snapclone.config.LeaseSettings;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.i18n.WrittenDuration;
import dev.snapclone.job.Job;
import dev.snapclone.job.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How long things may be kept, and when their people are reminded. */
public record LeaseTerms(LeaseSettings settings) {
  /** Shorter ones are typing errors, such as 3m for three months. */
  private static final Duration SHORTEST = Duration.ofHours(1);

  private static final Duration LONGEST = Duration.ofDays(3650);

  /** A reminder this late still counts as on time. */
  private static final Duration LATE = Duration.ofMinutes(10);

  /** Other jobs make nothing that is kept. */
  private static final Set<String> MAKERS = Set.of("snapshot", "clone", "copy");

  /**
   * A time for which something is kept.
   *
   * @param time null for ever
   */
  public record Keep(@Nullable Duration time) {
    static final Keep FOR_EVER = new Keep(null);
  }

  /** The kind of a job, by which the settings tell its term: snapshot, clone, copy, or another. */
  static String kind(String workflow) {
    return workflow.replaceFirst("-v\\d+$", "");
  }

  /**
   * How long what a job makes is kept.
   *
   * @param workflow the job's, with its version
   * @param typed what the person wrote; null for nothing
   * @return empty when nothing is kept for a time
   * @throws ExplainedFailure when that cannot be
   */
  public Optional<Keep> wanted(String workflow, @Nullable String typed) {
    String kind = kind(workflow);
    if (!MAKERS.contains(kind)) {
      return Optional.empty();
    }
    LeaseSettings.Term term = settings.of(kind);
    if (typed == null) {
      return Optional.ofNullable(term.usual()).map(Keep::new);
    }
    Keep keep = parse(typed);
    Duration most = term.most();
    if (most != null && (keep.time() == null || keep.time().compareTo(most) > 0)) {
      throw ExplainedFailure.of("lease.too-long", Arg.code(typed), longest(most));
    }
    return Optional.of(keep);
  }

  /**
   * How much longer something is kept.
   *
   * @param typed what the person wrote; null for as long as at first
   * @throws ExplainedFailure when that cannot be
   */
  Keep extension(@Nullable String typed, Lease lease) {
    return typed == null ? new Keep(lease.keep()) : parse(typed);
  }

  /**
   * Requires that what a person wrote can be, before they are asked to confirm the rest.
   *
   * @param command snapshot, clone or copy
   * @throws ExplainedFailure when it cannot
   */
  public void require(String command, @Nullable String typed) {
    Optional<Keep> unused = wanted(command, typed);
  }

  private static Keep parse(String typed) {
    String given = typed.strip().toLowerCase(Locale.ROOT);
    if (given.equals(Lease.FOREVER)) {
      return Keep.FOR_EVER;
    }
    if (given.startsWith("-")) {
      throw wrong("lease.past", typed);
    }
    Duration time = WrittenDuration.parse(given).orElseThrow(() -> wrong("lease.unclear", typed));
    if (time.compareTo(SHORTEST) < 0) {
      throw wrong("lease.too-short", typed);
    }
    if (time.compareTo(LONGEST) > 0) {
      throw wrong("lease.unclear", typed);
    }
    return new Keep(time);
  }

  private static ExplainedFailure wrong(String key, String typed) {
    return new ExplainedFailure(
        Text.of(key, Arg.name(typed)), Text.of("lease.write", Arg.code(Lease.FOREVER)));
  }

  static Arg longest(Duration most) {
    return Arg.code(WrittenDuration.write(most));
  }

  /** The end that nobody has to approve; empty when there is no limit. */
  Optional<Instant> latest(Job job) {
    Duration most = settings.of(kind(job.workflow())).most();
    Instant ended = job.progress().ended();
    return most == null || ended == null ? Optional.empty() : Optional.of(ended.plus(most));
  }

  /** How long its person is to have between the reminder and the end. */
  Duration notice(Job job, Lease lease, Instant ends) {
    Instant ended = job.progress().ended();
    Instant from = ended == null || lease.at().isAfter(ended) ? lease.at() : ended;
    Duration half = Duration.between(from, ends).dividedBy(2);
    Duration usual = settings.remindBefore();
    return half.isNegative() || half.compareTo(usual) > 0 ? usual : half;
  }

  /** The end after a reminder: later where it came too late. */
  static Instant endAfter(Instant reminded, Instant ends, Duration notice) {
    return reminded.plus(notice).minus(LATE).isAfter(ends) ? reminded.plus(notice) : ends;
  }
}
