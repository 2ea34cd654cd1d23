package dev.snapclone.app;

import dev.snapclone.audit.AuditAnchor;
import dev.snapclone.audit.AuditFormat;
import dev.snapclone.config.Settings;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the command line starts. Every method returns the process's exit code. */
public interface Launch {
  /**
   * Runs the bot. Prints {@code snapclone ready} once commands are registered and every cloud was
   * tried. Returns after a stop, when everything is parked and closed.
   *
   * @param settings must include Discord
   */
  int run(Settings settings, StopSignal stop);

  /**
   * Runs the sandboxes and the bot until it is stopped.
   *
   * @param port of the page; 0 takes any free one
   */
  int demo(int port, StopSignal stop);

  /** Plays the main job in the terminal; 0 when every scene succeeded. */
  int tour();

  /**
   * Reports what works and what does not.
   *
   * @param settings without Discord when there is no token
   */
  int check(Settings settings);

  /**
   * Checks only the token.
   *
   * @param settings must include Discord
   */
  void checkDiscord(Settings settings);

  /**
   * Checks whether the audit is complete and unaltered: 0 yes, 1 no, 2 unreadable.
   *
   * @param settings without Discord when there is no token
   * @param anchors rows that were noted down before
   */
  int auditVerify(Settings settings, List<AuditAnchor> anchors);

  /**
   * Writes the audit to standard output.
   *
   * @param settings without Discord when there is no token
   * @param since inclusive, null for no limit
   * @param until exclusive, null for no limit
   */
  int auditExport(
      Settings settings, AuditFormat format, @Nullable Instant since, @Nullable Instant until);
}
