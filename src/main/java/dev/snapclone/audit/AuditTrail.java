package dev.snapclone.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads and verifies the audit. */
public interface AuditTrail {
  /** The rows that match a query, newest first. */
  List<AuditEntry> newest(AuditQuery query);

  /** Whether there is a row of this action about this subject. */
  boolean has(String action, String subject);

  /**
   * Passes all rows of a period to the reader, oldest first. Reads in chunks, so the audit may be
   * of any length.
   *
   * @param since the start, null for all
   * @param until the end, exclusive, null for all
   */
  void each(@Nullable Instant since, @Nullable Instant until, Consumer<AuditEntry> reader);

  /**
   * Compares every row with its hash, the previous row, the stored head and the anchors. Rows may
   * be added at the same time.
   *
   * @param anchors rows that are stored outside of the database
   */
  AuditVerdict verify(List<AuditAnchor> anchors);

  /** The newest row; empty when there is none. */
  Optional<AuditAnchor> head();

  /** An anchor for the row with this number; empty when there is none. */
  Optional<AuditAnchor> at(long seq);
}
