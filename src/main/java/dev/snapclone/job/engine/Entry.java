package dev.snapclone.job.engine;

import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.JournalEntry;
import dev.snapclone.job.JournalEntry.Phase;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A journaled step with everything the engine stores about it.
 *
 * @param result the result as JSON; null while there is none
 * @param since when this phase or status began
 * @param failure why it failed, null when it did not
 */
public record Entry(
    String key,
    Phase phase,
    @Nullable String result,
    Progress progress,
    Instant since,
    @Nullable Failure failure,
    Attempts attempts,
    Trouble trouble) {

  /**
   * The progress of the awaited resource.
   *
   * @param status the cloud's status of it
   */
  public record Progress(@Nullable String status, @Nullable Integer percent) {
    private static final Progress NONE = new Progress(null, null);
  }

  /**
   * The attempts of a step.
   *
   * @param doubt whether one may have taken effect, and the search for it has not ended
   * @param count how many may have made something
   * @param last when the last one began, null when there was none; for a wait, when a look was last
   *     recorded
   */
  public record Attempts(boolean doubt, int count, @Nullable Instant last) {
    private static final Attempts NONE = new Attempts(false, 0, null);

    private static Attempts looked(Instant now) {
      return new Attempts(false, 0, now);
    }

    private Attempts with(boolean maybeMade) {
      return new Attempts(maybeMade, count, last);
    }
  }

  /**
   * Transient failures.
   *
   * @param faults the number of consecutive ones
   * @param since when they began; null when there are none
   */
  public record Trouble(int faults, @Nullable Instant since) {
    private static final Trouble NONE = new Trouble(0, null);
  }

  /** A step that is about to be tried. */
  static Entry intent(String key, Instant now) {
    return new Entry(
        key, Phase.INTENT, null, Progress.NONE, now, null, Attempts.NONE, Trouble.NONE);
  }

  /** The entry when an attempt begins: its effect may exist from now on. */
  Entry attempt(Instant now) {
    Attempts more = new Attempts(true, attempts.count() + 1, now);
    return new Entry(key, Phase.INTENT, null, Progress.NONE, now, null, more, trouble);
  }

  /** The entry of a step with its result. */
  Entry done(String json, Instant now) {
    return new Entry(
        key, Phase.DONE, json, Progress.NONE, now, null, attempts.with(false), Trouble.NONE);
  }

  /**
   * The entry of a permanent failure; {@code maybeMade} says whether an attempt may have taken
   * effect anyway.
   */
  Entry failed(Failure why, boolean maybeMade, Instant now) {
    return new Entry(
        key, Phase.FAILED, null, progress, now, why, attempts.with(maybeMade), Trouble.NONE);
  }

  /**
   * The entry after a search found what an attempt of unknown outcome made. Only the undo needs the
   * result, so the phase stays.
   */
  Entry foundForUndo(String json) {
    return new Entry(
        key, phase, json, progress, since, failure, attempts.with(false), Trouble.NONE);
  }

  /** The entry after nothing was found for the whole settle time: the attempt had no effect. */
  Entry withoutEffect() {
    return new Entry(
        key, phase, null, progress, since, failure, attempts.with(false), Trouble.NONE);
  }

  /** The entry of a wait after a look that saw something new. */
  Entry waiting(@Nullable String seenStatus, @Nullable Integer seenPercent, Instant now) {
    Progress seen = new Progress(seenStatus, seenPercent);
    return new Entry(key, Phase.WAITING, null, seen, now, null, Attempts.looked(now), Trouble.NONE);
  }

  /** The entry of a wait after a look that saw no change since then. */
  Entry stillWaiting(Instant unchangedSince, Instant now) {
    return new Entry(
        key, phase, null, progress, unchangedSince, null, Attempts.looked(now), Trouble.NONE);
  }

  /** The entry of a transient failure; {@code maybeMade} as above. */
  Entry fault(boolean maybeMade, Instant now) {
    Instant first = trouble.since() == null ? now : trouble.since();
    return with(attempts.with(maybeMade), new Trouble(trouble.faults() + 1, first));
  }

  /** The entry when the last attempt certainly made nothing. */
  Entry withoutAttempt() {
    int count = attempts.count();
    return with(
        new Attempts(count > 1 && attempts.doubt(), Math.max(0, count - 1), attempts.last()),
        trouble);
  }

  /** The entry after a call that succeeded. */
  Entry withoutFaults() {
    return with(attempts, Trouble.NONE);
  }

  private Entry with(Attempts other, Trouble otherTrouble) {
    return new Entry(key, phase, result, progress, since, failure, other, otherTrouble);
  }

  /** The part for readers outside the engine. */
  public JournalEntry forReaders() {
    return new JournalEntry(
        key,
        phase,
        phase == Phase.DONE ? result : null,
        progress.status(),
        progress.percent(),
        since,
        trouble.since());
  }

  /** The failure of a wait that has seen no change for too long. */
  Failure stalled(Instant now) {
    Arg time = Arg.duration(Duration.between(since, now));
    Arg from = Arg.date(since);
    String status = progress.status();
    Text what =
        status == null || status.isEmpty()
            ? Text.of("jobs.stalled.what", time, from)
            : Text.of("jobs.stalled.what.status", time, Arg.quote(status), from);
    return new Failure(what, Text.of("jobs.stalled.next"), null);
  }
}
