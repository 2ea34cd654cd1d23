package dev.snapclone.audit;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A row of the audit that is stored outside of the database. Somebody who can rewrite the whole
 * database can compute a new chain, but not one that contains this row.
 *
 * @param seq the row's number, from 1
 * @param hash the row's hash
 */
public record AuditAnchor(long seq, String hash) {
  private static final Pattern WRITTEN = Pattern.compile("\\s*(\\d{1,18}):([0-9a-f]{64})\\s*");

  public AuditAnchor {
    Objects.requireNonNull(hash, "hash");
  }

  /** Parses {@code NUMBER:HASH}; empty when it is not valid. */
  public static Optional<AuditAnchor> parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    return matcher.matches()
        ? Optional.of(new AuditAnchor(Long.parseLong(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }

  /** As {@code NUMBER:HASH}. */
  @Override
  public String toString() {
    return seq + ":" + hash;
  }
}
