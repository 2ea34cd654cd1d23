package dev.snapclone.app;

import dev.snapclone.audit.AuditAnchor;
import dev.snapclone.audit.AuditFormat;
import dev.snapclone.audit.AuditVerdict;
import dev.snapclone.config.HostPort;
import dev.snapclone.config.Settings;
import dev.snapclone.storage.Database;
import dev.snapclone.storage.StorageException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The audit commands. Opens the database; when a running bot holds its file, asks that bot through
 * the ops port. Exit codes: 0 fine, 1 the audit is incomplete or altered, 2 unreadable.
 */
final class AuditDesk {
  private static final int UNREADABLE = 2;

  private final PrintStream out;
  private final PrintStream err;
  private final InstantSource clock;

  AuditDesk(PrintStream out, PrintStream err, InstantSource clock) {
    this.out = out;
    this.err = err;
    this.clock = clock;
  }

  /** Works with the audit of either source. */
  @FunctionalInterface
  private interface Work {
    int on(AuditSource source) throws IOException;
  }

  int verify(Settings settings, List<AuditAnchor> given) {
    List<AuditAnchor> anchors = new ArrayList<>(given);
    Path file = settings.safety().anchorFile();
    if (file != null) {
      try {
        AnchorFile.read(file).ifPresent(anchors::add);
      } catch (IOException e) {
        err.println("audit.anchor-file cannot be read: " + e.getMessage());
        return UNREADABLE;
      }
    }
    return with(settings, source -> print(source.verify(anchors)));
  }

  private int print(AuditVerdict verdict) {
    AuditAnchor head = verdict.head();
    if (verdict.whole()) {
      out.println(
          "The audit is whole: "
              + rows(verdict.rows())
              + ", compared with "
              + verdict.anchors()
              + " remembered elsewhere.");
      if (head != null) {
        out.println("Newest row: " + head);
        out.println("Keep this elsewhere; later, --anchor " + head + " finds what was rewritten.");
      }
      return 0;
    }
    out.println("The audit is NOT whole (" + rows(verdict.rows()) + " read):");
    verdict.problems().forEach(problem -> out.println("- " + problem));
    if (verdict.problems().size() == AuditVerdict.MOST) {
      out.println("- and perhaps more");
    }
    return 1;
  }

  private static String rows(long number) {
    return number == 1 ? "1 row" : number + " rows";
  }

  int export(
      Settings settings, AuditFormat format, @Nullable Instant since, @Nullable Instant until) {
    return with(
        settings,
        source -> {
          Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
          source.export(format, since, until, writer);
          writer.flush();
          return 0;
        });
  }

  private int with(Settings settings, Work work) {
    try (Database database = Database.openExisting(settings.host().storage(), clock)) {
      return work.on(new StoredAudit(database.auditTrail()));
    } catch (StorageException e) {
      return e.inUse() ? running(settings, work) : failed(e.getMessage());
    } catch (IOException e) {
      return failed(e.getMessage());
    }
  }

  private int running(Settings settings, Work work) {
    int port = HostPort.parse(settings.opsAddress()).port();
    try {
      return work.on(new RunningAudit(port, OpsKey.of(settings)));
    } catch (IOException e) {
      return failed(
          "The database file is in use, and the bot that has it cannot be asked on port "
              + port
              + " of this host ("
              + e.getMessage()
              + "). Check ops.address, or stop the bot.");
    }
  }

  private int failed(@Nullable String why) {
    err.println("The audit cannot be read: " + why);
    return UNREADABLE;
  }
}
