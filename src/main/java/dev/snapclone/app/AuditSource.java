package dev.snapclone.app;

import dev.snapclone.audit.AuditAnchor;
import dev.snapclone.audit.AuditFormat;
import dev.snapclone.audit.AuditVerdict;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The source of the audit: the database, or the running bot that has it open. */
interface AuditSource {
  /** Whether it is complete and unaltered. */
  AuditVerdict verify(List<AuditAnchor> anchors) throws IOException;

  /** Writes it, oldest rows first. */
  void export(AuditFormat format, @Nullable Instant since, @Nullable Instant until, Writer out)
      throws IOException;
}
