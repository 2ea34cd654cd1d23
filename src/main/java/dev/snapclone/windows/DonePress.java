package dev.snapclone.windows;

import dev.snapclone.command.Invocation;
import dev.snapclone.command.JobPress;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Errands;
import dev.snapclone.job.Job;
import dev.snapclone.procedure.CloneMade;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * {@code I have done it}: checks whether the clone answers to RDP at its new address, and says so
 * or what to look at. If it may still come up, an errand keeps checking.
 */
public final class DonePress implements JobPress {
  /**
   * Checks go on for one to two quarters. All presses within one share an errand, so that repeated
   * presses make no more of them.
   */
  private static final Duration QUARTER = Duration.ofMinutes(15);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(20);

  private final ReachCheck check;
  private final Errands errands;
  private final InstantSource clock;

  /**
   * @param errands where further checks are stored
   */
  public DonePress(ReachCheck check, Errands errands, InstantSource clock) {
    this.check = check;
    this.errands = errands;
    this.clock = clock;
  }

  @Override
  public String name() {
    return Diagnosis.DONE;
  }

  @Override
  public Reply press(Invocation invocation, Job job) {
    CloneMade clone = CloneNow.required(job);
    ReachCheck.Seen seen = check.look(clone);
    String answered = seen.answered();
    if (answered != null) {
      return Diagnosis.answers(clone, answered);
    }
    return Diagnosis.notYet(
        clone, seen, Diagnosis.worthAsking(clone, seen) ? keepAsking(clone) : null);
  }

  @Override
  public Optional<Reply> later(Invocation press, Job job) {
    Optional<Reply> deleted = CloneNow.deleted(job);
    Optional<CloneMade> clone = CloneMade.standing(job);
    if (deleted.isPresent() || clone.isEmpty()) {
      return deleted;
    }
    Optional<Reply> answered =
        check.answeredBefore(clone.get()).map(ip -> Diagnosis.answers(clone.get(), ip));
    String lifted = clone.get().since().liftedBy();
    return answered.isPresent() || lifted == null
        ? answered
        : Optional.of(
            Reply.of(Reply.Tone.INFO, Text.of("card.lifted-by", Arg.code(lifted)))
                .withButtons(Diagnosis.buttons(clone.get())));
  }

  private Instant keepAsking(CloneMade clone) {
    Instant now = clock.instant();
    long quarter = now.getEpochSecond() / QUARTER.toSeconds();
    Instant until = Instant.ofEpochSecond((quarter + 2) * QUARTER.toSeconds());
    errands.offer(
        Errands.Kind.REACH,
        clone.job() + "/" + quarter,
        Long.toString(until.getEpochSecond()),
        now.plus(FIRST_PAUSE));
    return until;
  }
}
