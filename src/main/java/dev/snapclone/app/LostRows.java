package dev.snapclone.app;

import dev.snapclone.audit.AuditAnchor;
import dev.snapclone.discord.DiscordBot;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.engine.Engine;
import dev.snapclone.telemetry.Probe;
import dev.snapclone.telemetry.ProbeResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Handles a database that lacks audit rows which {@link AnchorFile} remembers. It may lack other
 * rows too, such as what jobs have made: open jobs then search the cloud before they make anything,
 * readiness fails, and the administrators are notified.
 */
final class LostRows implements Probe {
  private final @Nullable Path anchorFile;
  private final Engine engine;
  private final DiscordBot discord;
  private volatile @Nullable AuditAnchor missing;
  private boolean mayReport;
  private @Nullable AuditAnchor reported;

  LostRows(@Nullable Path anchorFile, Engine engine, DiscordBot discord) {
    this.anchorFile = anchorFile;
    this.engine = engine;
    this.discord = discord;
  }

  /**
   * Receives the result of a comparison of file and database.
   *
   * @param row the remembered row that the database lacks; empty when it has it
   */
  synchronized void compared(Optional<AuditAnchor> row) {
    boolean news = row.isPresent() && !row.get().equals(missing);
    missing = row.orElse(null);
    if (news) {
      engine.rowsWereLost(
          "the audit lacks row " + row.get().seq() + ", which " + anchorFile + " remembers");
      report();
    }
  }

  /** The chat is connected. */
  synchronized void chatIsThere() {
    mayReport = true;
    report();
  }

  private void report() {
    AuditAnchor row = missing;
    if (row == null || !mayReport || row.equals(reported)) {
      return;
    }
    reported = row;
    discord.notifyAdmins(
        row.toString(),
        Text.of("audit.lost", Arg.number(row.seq())),
        List.of(
            Text.of("audit.lost.jobs"),
            Text.of("audit.lost.next", Arg.code("snapclone audit verify")),
            Text.of("audit.lost.file", Arg.code("audit.anchor-file"))));
  }

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public ProbeResult probe() {
    AuditAnchor row = missing;
    return row == null
        ? ProbeResult.works(anchorFile == null ? "audit.anchor-file is not set" : "no rows missing")
        : ProbeResult.fails(
            "rows are missing from the database: the audit lacks row "
                + row.seq()
                + ", which "
                + anchorFile
                + " remembers. Open jobs look for what they had made before they make anything."
                + " Find out why (a crash, a failover, an old backup); then remove that file.");
  }
}
