package dev.snapclone.discord;

import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Lease;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.SnapshotMade;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** How long what a job makes is kept, as its card says it. */
final class LeaseLine {
  private LeaseLine() {}

  /** The line; empty when nothing was said, or what was made is gone. */
  static Optional<Text> of(CardView view) {
    Lease lease = view.lease();
    if (lease == null || lease.stage() == Lease.Stage.OVER) {
      return Optional.empty();
    }
    boolean clones = !CloneMade.allStanding(view.job()).isEmpty();
    if (view.job().state() != JobState.DONE && !clones) {
      return Optional.of(
          lease.keep() == null
              ? Text.of("lease.line.kept")
              : Text.of("lease.line.wanted", Arg.plain(lease.written())));
    }
    if (!clones && SnapshotMade.standing(view.job()).isEmpty()) {
      return Optional.empty();
    }
    Instant ends = lease.ends();
    if (ends == null) {
      return Optional.of(Text.of("lease.line.kept"));
    }
    return Optional.of(
        lease.trouble() == null
            ? Text.of("lease.line.until", Arg.date(ends))
            : Text.of(
                "lease.line.trouble",
                Arg.date(ends),
                Arg.text(Objects.requireNonNull(lease.trouble()))));
  }
}
