package dev.snapclone.app;

import dev.snapclone.audit.AuditEvent;
import dev.snapclone.audit.AuditLog;

/**
 * Writes the audit to the database, shows it in the channel, and tells the anchor file of each row.
 * The channel is set later, since its parts need this object.
 */
final class AuditTee implements AuditLog, AutoCloseable {
  private final AuditLog kept;
  private final Runnable grown;
  private final Runnable ended;
  private volatile AuditLog posted = event -> {};

  /**
   * @param grown called after each row
   * @param ended called when no more rows follow
   */
  AuditTee(AuditLog kept, Runnable grown, Runnable ended) {
    this.kept = kept;
    this.grown = grown;
    this.ended = ended;
  }

  void postTo(AuditLog channel) {
    posted = channel;
  }

  @Override
  public void close() {
    ended.run();
  }

  @Override
  public void append(AuditEvent event) {
    kept.append(event);
    grown.run();
    posted.append(event);
  }
}
