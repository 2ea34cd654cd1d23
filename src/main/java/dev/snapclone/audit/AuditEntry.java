package dev.snapclone.audit;

/**
 * A row of the audit.
 *
 * @param seq its number, from 1 without gaps
 * @param event what happened
 * @param previous the hash of the row before
 * @param hash the row's own hash
 */
public record AuditEntry(long seq, AuditEvent event, String previous, String hash) {}
