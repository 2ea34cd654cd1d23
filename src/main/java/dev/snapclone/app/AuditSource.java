package dev.snapclone.app;

import dev.snapclone.audit.AuditAnchor;
import dev.snapclone.audit.AuditFormat;
import dev.snapclone.audit.AuditVerdict;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the command line gets the audit from: the database, or the bot that has it open. */
interface AuditSource {
  /** Whether it is whole. */
  AuditVerdict verify(List<AuditAnchor> anchors) throws IOException;

  /** Writes it, oldest rows first. */
  void export(AuditFormat format, @Nullable Instant since, @Nullable Instant until, Writer out)
      throws IOException;
}
