package dev.snapclone.windows;

import dev.snapclone.access.Role;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.JobPress;
import dev.snapclone.command.Reply;
import dev.snapclone.job.Errands;
import dev.snapclone.job.Job;
import dev.snapclone.procedure.CloneMade;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * {@code I have done it}: asks whether the clone answers to RDP at its new address, and says so, or
 * what to look at. When it may yet answer, an errand goes on asking.
 */
public final class DonePress implements JobPress {
  /**
   * It is asked for at least so long and at most twice as long: all presses of a quarter share one
   * errand, so that an impatient finger makes no more of them.
   */
  private static final Duration QUARTER = Duration.ofMinutes(15);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(20);

  private final ReachCheck check;
  private final Errands errands;
  private final InstantSource clock;

  /**
   * @param check asks the clone
   * @param errands where further asking is stored
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
  public Role role() {
    return Role.OPERATOR;
  }

  @Override
  public Reply press(Invocation invocation, Job job) {
    CloneMade clone = CloneNow.required(job);
    ReachCheck.Seen seen = check.look(clone);
    String answered = seen.answered();
    if (answered != null) {
      return Diagnosis.answers(clone, answered);
    }
    return Diagnosis.notYet(clone, seen, Diagnosis.worthAsking(clone, seen) ? goOn(clone) : null);
  }

  private Instant goOn(CloneMade clone) {
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
