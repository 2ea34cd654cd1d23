package dev.snapclone.job.engine;

import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.JournalEntry;
import dev.snapclone.job.JournalEntry.Phase;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A journaled step with all that the engine keeps of it.
 *
 * @param phase how far it is
 * @param result the result as JSON, null while there is none
 * @param status what is awaited, in the cloud's own word
 * @param percent progress of what is awaited
 * @param since when this phase or status began
 * @param failure why it failed, null when it did not
 * @param doubt whether an attempt may have taken effect and has not been looked for to the end
 * @param tries how many attempts may have made something
 * @param triedAt when the last attempt began, null when there was none; of a wait, when it was last
 *     noted that somebody looked
 * @param faults transient failures in a row
 * @param faultSince when they began, null when there is none
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

  /** A step about to be tried. */
  static Entry intent(String key, Instant now) {
    return new Entry(key, Phase.INTENT, null, null, null, now, null, false, 0, null, 0, null);
  }

  /** An attempt begins now: from here on its effect may exist. */
  Entry attempt(Instant now) {
    return new Entry(
        key, Phase.INTENT, null, null, null, now, null, true, tries + 1, now, faults, faultSince);
  }

  /** It has its result. */
  Entry done(String json, Instant now) {
    return new Entry(key, Phase.DONE, json, null, null, now, null, false, tries, triedAt, 0, null);
  }

  /** It failed for good; {@code maybeMade} when an attempt may have taken effect all the same. */
  Entry failed(Failure why, boolean maybeMade, Instant now) {
    return new Entry(
        key, Phase.FAILED, null, status, percent, now, why, maybeMade, tries, triedAt, 0, null);
  }

  /** A look found what a doubtful attempt had made; the phase stays, the undo needs the result. */
  Entry foundForUndo(String json) {
    return new Entry(
        key, phase, json, status, percent, since, failure, false, tries, triedAt, 0, null);
  }

  /** Nothing turned up for the whole settle time: the attempt had no effect. */
  Entry withoutEffect() {
    return new Entry(
        key, phase, null, status, percent, since, failure, false, tries, triedAt, 0, null);
  }

  /** It waits, seen just now. */
  Entry waiting(@Nullable String seenStatus, @Nullable Integer seenPercent, Instant now) {
    return new Entry(
        key, Phase.WAITING, null, seenStatus, seenPercent, now, null, false, 0, now, 0, null);
  }

  /** It waits as before: seen just now, and nothing has changed since then. */
  Entry stillWaiting(Instant unchangedSince, Instant now) {
    return new Entry(
        key, phase, null, status, percent, unchangedSince, null, false, 0, now, 0, null);
  }

  /** It failed, but may go through later; {@code maybeMade} as above. */
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

  /** The last attempt is known to have made nothing. */
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

  /** The last call went through. */
  Entry withoutFaults() {
    return new Entry(
        key, phase, result, status, percent, since, failure, doubt, tries, triedAt, 0, null);
  }

  /** The part that others read. */
  public JournalEntry forReaders() {
    return new JournalEntry(
        key, phase, phase == Phase.DONE ? result : null, status, percent, since, faultSince);
  }

  /** How a wait failed that has seen no change for too long. */
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
