package dev.snapclone.clone;

import dev.snapclone.access.BoundedPattern;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Instance;
import dev.snapclone.job.Observation;
import dev.snapclone.procedure.BootSigns;
import dev.snapclone.procedure.ConfirmedLookup;
import dev.snapclone.procedure.Os;
import dev.snapclone.procedure.Verified.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Judges whether an instance boots by its console log, the only thing that can be seen of one that
 * nothing can reach.
 *
 * @param id the instance
 * @param expect a regular expression that a line of the log has once it has booted
 * @param until how long to wait for that
 */
record SignsOfLife(
    Cloud cloud, String id, Os os, String expect, Instant until, InstantSource clock) {
  /** How much of its time a guest without a console log must have run. */
  static final Duration RUNS_FOR = Duration.ofMinutes(2);

  private static final int LINES = 100;
  private static final int LONGEST_LINE = 200;
  private static final int KEPT = 20;

  private static final Set<String> OVER = Set.of("ERROR", "SHUTOFF", "DELETED", "SOFT_DELETED");

  /** What firmware, boot loaders and kernels say when they give up. */
  private static final List<String> CRASHES =
      List.of(
          "Kernel panic",
          "No bootable device",
          "not a bootable disk",
          "grub rescue>",
          "emergency mode",
          "for maintenance",
          "(initramfs)",
          "dracut:/#");

  /** Colours and cursor movements (ECMA-48), and other control characters. */
  private static final Pattern CONTROL =
      Pattern.compile("\\x1b\\[[0-?]{0,20}[ -/]{0,20}[@-~]|\\x1b.|\\p{Cntrl}");

  /** What is seen now; done when that is enough. */
  Observation<BootSigns> look() {
    String status =
        new ConfirmedLookup(cloud)
            .instance(id)
            .map(Instance::state)
            .map(Instance.State::status)
            .orElse("DELETED");
    List<String> log = status.equals("DELETED") ? List.of() : lines(log());
    if (log.stream().anyMatch(line -> BoundedPattern.find(expect, line).isPresent())) {
      return seen(Verdict.BOOTS, "", log);
    }
    if (OVER.contains(status)) {
      return seen(Verdict.NOT_SEEN, status, log);
    }
    Optional<String> crash =
        CRASHES.stream().filter(c -> log.stream().anyMatch(l -> l.contains(c))).findFirst();
    if (crash.isPresent()) {
      return seen(Verdict.NOT_SEEN, crash.get(), log);
    }
    boolean mute = log.isEmpty() || os == Os.WINDOWS;
    if (clock.instant().isBefore(until)) {
      return Observation.waiting(status, null);
    }
    return seen(mute ? Verdict.STARTED : Verdict.NOT_SEEN, "", log);
  }

  private static Observation<BootSigns> seen(Verdict verdict, String why, List<String> log) {
    List<String> last = log.subList(Math.max(0, log.size() - KEPT), log.size());
    return Observation.done(new BootSigns(verdict, why, last));
  }

  /** Empty where the cloud does not let the bot read it, too. */
  private String log() {
    try {
      return cloud.consoleOutput(id, LINES);
    } catch (CloudException refused) {
      return switch (refused.kind()) {
        case BAD_REQUEST, CONFLICT, FORBIDDEN, NOT_FOUND -> "";
        default -> throw refused;
      };
    }
  }

  /** The last lines without what is not text, each cut. */
  private static List<String> lines(String log) {
    String end = log.substring(Math.max(0, log.length() - LINES * 2 * LONGEST_LINE));
    List<String> lines =
        end.lines()
            .map(line -> CONTROL.matcher(line).replaceAll("").stripTrailing())
            .filter(line -> !line.isBlank())
            .map(line -> line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line)
            .toList();
    return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
  }
}
