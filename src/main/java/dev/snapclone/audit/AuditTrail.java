package dev.snapclone.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the audit, and looks whether it is whole. */
public interface AuditTrail {
  /** The rows that a query finds, newest first. */
  List<AuditEntry> newest(AuditQuery query);

  /** Whether there is a row of this action about this subject. */
  boolean has(String action, String subject);

  /**
   * Hands over all rows of a time, oldest first, a few at a time, so that no audit is too long.
   *
   * @param since from then on, null for all
   * @param until before then, null for all
   */
  void each(@Nullable Instant since, @Nullable Instant until, Consumer<AuditEntry> reader);

  /**
   * Reads every row and compares it with its hash, with the row before, with the stored head and
   * with what was remembered elsewhere. May run while rows are added.
   *
   * @param anchors rows remembered outside of the database
   */
  AuditVerdict verify(List<AuditAnchor> anchors);

  /** The newest row; empty when there is none. */
  Optional<AuditAnchor> head();

  /** The row of that number, as something to remember; empty when there is none. */
  Optional<AuditAnchor> at(long seq);
}
