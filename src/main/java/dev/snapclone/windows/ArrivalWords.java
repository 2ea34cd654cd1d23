package dev.snapclone.windows;

import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.procedure.CloneMade;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Explains why a clone with an automatic network did not come up by itself. */
final class ArrivalWords {
  private final CloneMade clone;
  private final Instant until;
  private final Duration within;

  /**
   * @param until the end of the checks
   * @param within the time between its creation and that
   */
  ArrivalWords(CloneMade clone, Instant until, Duration within) {
    this.clone = clone;
    this.until = until;
    this.within = within;
  }

  Reply timeIsUp(ReachCheck.Seen seen) {
    Text late =
        Text.of("windows.automatic.late", Arg.name(clone.copy().name()), Arg.duration(within));
    List<Text> lines = new ArrayList<>(Diagnosis.results(seen));
    if (!seen.instance().running()) {
      lines.add(Text.of("windows.done.not-running", Arg.code(seen.instance().state().status())));
      return reply(late, lines);
    }
    boolean noWay = Diagnosis.onlyNoRoute(seen);
    Text groups = Diagnosis.securityGroups(clone, seen);
    lines.add(groups);
    if (noWay) {
      lines.add(Text.of("windows.automatic.perhaps"));
    } else if (seen.any(Reachability.Result.REFUSED)) {
      lines.add(Text.of("windows.done.rdp-off"));
    } else if (!Diagnosis.closed(groups)) {
      lines.add(Text.of("windows.automatic.script"));
      lines.add(Text.of("windows.done.bot-network"));
    }
    lines.add(Diagnosis.yourself(seen));
    return reply(noWay ? noRoute() : late, lines);
  }

  /** Something blocks it that waiting does not change. */
  Reply inTheWay(ReachCheck.Seen seen) {
    List<Text> lines = new ArrayList<>(Diagnosis.results(seen));
    Text groups = Diagnosis.securityGroups(clone, seen);
    lines.add(groups);
    lines.add(Text.of("windows.automatic.perhaps"));
    lines.add(Diagnosis.yourself(seen));
    lines.add(Text.of("windows.automatic.until", Arg.time(until)));
    return reply(
        Diagnosis.onlyNoRoute(seen)
            ? noRoute()
            : Text.of("windows.automatic.blocked", Arg.name(clone.copy().name())),
        lines);
  }

  /** The time is up, and the cloud does not answer either. */
  Reply nothingSeen() {
    return reply(
        Text.of("windows.automatic.late", Arg.name(clone.copy().name()), Arg.duration(within)),
        new ArrayList<>(List.of(Text.of("windows.automatic.cloud-silent"))));
  }

  /** Whether something blocks it that waiting does not change. */
  static boolean stuck(CloneMade clone, ReachCheck.Seen seen) {
    return seen.instance().running()
        && !seen.any(Reachability.Result.REFUSED)
        && (Diagnosis.onlyNoRoute(seen) || Diagnosis.closed(Diagnosis.securityGroups(clone, seen)));
  }

  private Text noRoute() {
    return Text.of("windows.done.no-way", Arg.name(clone.copy().name()));
  }

  private Reply reply(Text headline, List<Text> lines) {
    lines.add(Text.of("windows.automatic.guide"));
    return new Reply(Reply.Tone.INFO, headline, lines, Diagnosis.buttons(clone), null, null);
  }
}
