package dev.snapclone.clone;

import dev.snapclone.job.Timing;
import dev.snapclone.procedure.Bill;
import dev.snapclone.procedure.Os;
import java.time.Duration;
import java.util.Objects;

/**
 * What a verification would do. Stored as JSON.
 *
 * @param copy the copy that is started and deleted, connected to nothing
 * @param within how long it may take to show that it boots
 * @param expect a regular expression that a line of its console log has then
 */
public record VerifyPlan(ClonePlan copy, Duration within, String expect)
    implements Timing.Timed, Bill.Priced {
  /** The command's name in the rules. */
  static final String COMMAND = "verify";

  public VerifyPlan {
    Objects.requireNonNull(copy, "copy");
    Objects.requireNonNull(within, "within");
    Objects.requireNonNull(expect, "expect");
  }

  @Override
  public Bill bill() {
    return copy.bill();
  }

  @Override
  public Duration stands() {
    return within;
  }

  /** The signs of life of Windows are others, and take longer. */
  @Override
  public Timing timing() {
    Timing started = copy.timing();
    boolean windows = copy.launch().guest().os() == Os.WINDOWS;
    return new Timing(
        "verify-" + started.kind() + (windows ? "-windows" : ""), started.sizeClass());
  }
}
