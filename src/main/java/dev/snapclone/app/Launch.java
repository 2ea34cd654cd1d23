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
   * The bot. Prints {@code snapclone ready} on standard output once commands are registered and
   * every cloud was tried, and returns when it was asked to stop and everything is parked and
   * closed.
   *
   * @param settings with Discord
   * @param stop tells when to stop
   */
  int run(Settings settings, StopSignal stop);

  /**
   * The sandboxes and the same bot, until it is asked to stop.
   *
   * @param port of the page; 0 takes any free one
   * @param stop tells when to stop
   */
  int demo(int port, StopSignal stop);

  /** Plays the main job in the terminal; 0 when every step went right. */
  int tour();

  /**
   * Says what works and what does not.
   *
   * @param settings without Discord when there is no token
   */
  int check(Settings settings);

  /**
   * Tries the token, where nothing else can be tried yet.
   *
   * @param settings with Discord
   */
  void checkDiscord(Settings settings);

  /**
   * Says whether the audit is whole: 0 yes, 1 no, 2 when it could not be read.
   *
   * @param settings without Discord when there is no token
   * @param anchors rows that were noted down before
   */
  int auditVerify(Settings settings, List<AuditAnchor> anchors);

  /**
   * Writes the audit to standard output.
   *
   * @param settings without Discord when there is no token
   * @param since from then on, null for all
   * @param until before then, null for all
   */
  int auditExport(
      Settings settings, AuditFormat format, @Nullable Instant since, @Nullable Instant until);
}
