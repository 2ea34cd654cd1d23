package dev.snapclone.audit;

/** Append-only log of who did what. */
public interface AuditLog {
  /** Appends one event; durable when it returns. */
  void append(AuditEvent event);
}
