package dev.snapclone.command;

import dev.snapclone.access.Role;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Reason;
import java.util.Optional;
import java.util.function.Function;

/** {@code Give a reason}: asks for it, and does again with it what lacked it. */
public final class GiveReasonPress implements DraftPress {
  /** The press's name. */
  public static final String NAME = "give-reason";

  private final Function<Invocation, Reply> again;

  /**
   * @param again does it: {@link CommandRouter#handle}
   */
  public GiveReasonPress(Function<Invocation, Reply> again) {
    this.again = again;
  }

  /** Asks why something is requested. */
  public static Dialogue dialogue() {
    return new Dialogue(
        Text.of("common.reason.title"),
        Invocation.REASON,
        Text.of("common.reason.label"),
        true,
        Reason.LONGEST);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<Dialogue> dialogue(Invocation invocation, Role highest) {
    return Optional.of(dialogue());
  }

  @Override
  public Reply press(Invocation press, Invocation kept) {
    return again.apply(kept.with(Invocation.REASON, press.option(Invocation.REASON).orElse("")));
  }
}
