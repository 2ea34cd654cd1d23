package dev.snapclone.app;

import dev.snapclone.audit.AuditEvent;
import dev.snapclone.audit.AuditLog;

/**
 * The database is the audit; the channel shows what went into it, and a file outside remembers how
 * far it went. The channel is there last, since it needs what writes here.
 */
final class AuditTee implements AuditLog, AutoCloseable {
  private final AuditLog kept;
  private final Runnable grown;
  private final Runnable ended;
  private volatile AuditLog posted = event -> {};

  /**
   * @param kept the database
   * @param grown told after each row
   * @param ended told when there will be no more
   */
  AuditTee(AuditLog kept, Runnable grown, Runnable ended) {
    this.kept = kept;
    this.grown = grown;
    this.ended = ended;
  }

  /** Where it is shown. */
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
