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
 * @param status the cloud's status of the awaited resource
 * @param percent progress of the awaited resource
 * @param since when this phase or status began
 * @param failure why it failed, null when it did not
 * @param doubt whether an attempt may have taken effect, and the search for it has not ended
 * @param tries how many attempts may have made something
 * @param triedAt when the last attempt began, null when there was none; for a wait, when a look was
 *     last recorded
 * @param faults the number of consecutive transient failures
 * @param faultSince when they began; null when there are none
 */
public record Entry(
    String key,
    Phase phase,
    @Nullable String result,
    @Nullable String status,
    @Nullable Integer percent,
    Instant since,
    @Nullable Failure failure,
    boolean doubt,
    int tries,
    @Nullable Instant triedAt,
    int faults,
    @Nullable Instant faultSince) {

  /** A step that is about to be tried. */
  static Entry intent(String key, Instant now) {
    return new Entry(key, Phase.INTENT, null, null, null, now, null, false, 0, null, 0, null);
  }

  /** The entry when an attempt begins: its effect may exist from now on. */
  Entry attempt(Instant now) {
    return new Entry(
        key, Phase.INTENT, null, null, null, now, null, true, tries + 1, now, faults, faultSince);
  }

  /** The entry of a step with its result. */
  Entry done(String json, Instant now) {
    return new Entry(key, Phase.DONE, json, null, null, now, null, false, tries, triedAt, 0, null);
  }

  /**
   * The entry of a permanent failure; {@code maybeMade} says whether an attempt may have taken
   * effect anyway.
   */
  Entry failed(Failure why, boolean maybeMade, Instant now) {
    return new Entry(
        key, Phase.FAILED, null, status, percent, now, why, maybeMade, tries, triedAt, 0, null);
  }

  /**
   * The entry after a search found what an attempt of unknown outcome made. Only the undo needs the
   * result, so the phase stays.
   */
  Entry foundForUndo(String json) {
    return new Entry(
        key, phase, json, status, percent, since, failure, false, tries, triedAt, 0, null);
  }

  /** The entry after nothing was found for the whole settle time: the attempt had no effect. */
  Entry withoutEffect() {
    return new Entry(
        key, phase, null, status, percent, since, failure, false, tries, triedAt, 0, null);
  }

  /** The entry of a wait after a look that saw something new. */
  Entry waiting(@Nullable String seenStatus, @Nullable Integer seenPercent, Instant now) {
    return new Entry(
        key, Phase.WAITING, null, seenStatus, seenPercent, now, null, false, 0, now, 0, null);
  }

  /** The entry of a wait after a look that saw no change since then. */
  Entry stillWaiting(Instant unchangedSince, Instant now) {
    return new Entry(
        key, phase, null, status, percent, unchangedSince, null, false, 0, now, 0, null);
  }

  /** The entry of a transient failure; {@code maybeMade} as above. */
  Entry fault(boolean maybeMade, Instant now) {
    return new Entry(
        key,
        phase,
        result,
        status,
        percent,
        since,
        failure,
        maybeMade,
        tries,
        triedAt,
        faults + 1,
        faultSince == null ? now : faultSince);
  }

  /** The entry when the last attempt certainly made nothing. */
  Entry withoutAttempt() {
    return new Entry(
        key,
        phase,
        result,
        status,
        percent,
        since,
        failure,
        tries > 1 && doubt,
        Math.max(0, tries - 1),
        triedAt,
        faults,
        faultSince);
  }

  /** The entry after a call that succeeded. */
  Entry withoutFaults() {
    return new Entry(
        key, phase, result, status, percent, since, failure, doubt, tries, triedAt, 0, null);
  }

  /** The part for readers outside the engine. */
  public JournalEntry forReaders() {
    return new JournalEntry(
        key, phase, phase == Phase.DONE ? result : null, status, percent, since, faultSince);
  }

  /** The failure of a wait that has seen no change for too long. */
  Failure stalled(Instant now) {
    Arg time = Arg.duration(Duration.between(since, now));
    Arg from = Arg.time(since);
    Text what =
        status == null || status.isEmpty()
            ? Text.of("jobs.stalled.what", time, from)
            : Text.of("jobs.stalled.what.status", time, Arg.quote(status), from);
    return new Failure(what, Text.of("jobs.stalled.next"), null);
  }
}
